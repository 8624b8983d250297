import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { cellText, documentData, numberText, type ReportDocument } from '../../src/report/document.ts';
import { documentSchema } from '../../src/report/document-schema.ts';
import { documentHtml } from '../../src/report/html.ts';

const hostile = '<script>alert("&")</script>';
const document: ReportDocument = {
  title: 'A task',
  subtitle: hostile,
  lead: [{ tone: 'fault', text: `The worker of “${hostile}” fails.` }],
  command: `burstwise decompose '${hostile}'`,
  data: { findings: [] },
  sections: [
    {
      id: 'numbers',
      title: 'Numbers',
      text: ['Run `burstwise play x --seed 7` yourself.'],
      command: 'burstwise',
      parts: [
        {
          kind: 'table',
          id: 't',
          caption: hostile,
          columns: [
            { key: 'name', title: 'name' },
            { key: 'success', title: 'success', show: 'bar' },
            { key: 'share', title: 'share', show: 'shade', digits: 3 },
          ],
          rows: [
            { name: hostile, success: { value: 1 / 3, low: 0.1, high: 0.6 }, share: 0.12345 },
            { name: 'none', success: null, share: -0 },
          ],
        },
        {
          kind: 'picture',
          id: 'p',
          caption: 'a picture',
          alt: 'a line',
          svg: '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="9" height="9"><path stroke="#1f2328" fill="#ffffff"/></svg>',
        },
      ],
    },
  ],
};

describe('documents as HTML', () => {
  const html = documentHtml(document);
  const page = parseHTML(html).document;

  test('foreign text is escaped, and nothing is loaded or run', () => {
    expect(page.querySelectorAll('script')).toHaveLength(0);
    expect(page.querySelector('.lead.first')!.textContent).toBe(document.lead[0]!.text);
    expect(html).not.toMatch(/(src|href)="(?!#|data:)/);
    expect(html).toContain("default-src 'none'");
    expect(page.querySelector('footer code')!.textContent).toBe(document.command);
    expect(page.querySelector('section p code')!.textContent).toBe('burstwise play x --seed 7');
  });

  test('every number is the one of the JSON', () => {
    const values = [...page.querySelectorAll('data')].map((each) => Number(each.getAttribute('value')));
    expect(values).toEqual([1 / 3, 0.1, 0.6, 0.12345, -0].map((value) => (value === 0 ? 0 : value)));
    expect([...page.querySelectorAll('td')].map((cell) => cell.textContent.trim())).toEqual([
      '0.33 [0.10, 0.60]',
      '0.123',
      '–',
      '0.000',
    ]);
  });

  test('tables and pictures can be saved from the page itself', () => {
    const saved = (ending: string) =>
      [...page.querySelectorAll(`a[download$="${ending}"]`)].map((link) =>
        decodeURIComponent(link.getAttribute('href')!.replace(/^data:[^,]*,/, '')),
      );
    expect(saved('.csv')).toEqual([
      `name,success,"success, low","success, high",share\n"${hostile.replaceAll('"', '""')}",${1 / 3},0.1,0.6,0.12345\nnone,,,,0\n`,
    ]);
    expect(saved('.svg')).toHaveLength(1);
    expect(saved('.svg')[0]).toContain('fill="#ffffff"');
  });

  test('pictures have words and take the colours of the page', () => {
    const svg = page.querySelector('figure svg')!;
    expect(page.getElementById(svg.getAttribute('aria-labelledby')!)!.textContent).toBe('a line');
    expect(svg.innerHTML).toContain('var(--ink)');
    expect(svg.innerHTML).not.toContain('#ffffff');
    expect(html.match(/role="img"/g)).toHaveLength(1);
  });

  test('the same document gives the same bytes', () => {
    expect(documentHtml(structuredClone(document))).toBe(html);
  });
});

test('documents as data fit their schema, pictures aside', () => {
  const data = JSON.parse(JSON.stringify(documentData(document)));
  expect(documentSchema.safeParse(data).error).toBeUndefined();
  expect(data.sections[0].tables[0].rows[0].success).toEqual({ value: 1 / 3, low: 0.1, high: 0.6 });
  expect(data.sections[0].pictures).toEqual([{ id: 'p', caption: 'a picture', alt: 'a line' }]);
  expect(documentSchema.safeParse({ ...data, lead: [] }).success).toBe(false);
});

test('numbers as people read them', () => {
  expect([0, 1, 20, -3.456, -0.001].map((value) => numberText(value, 2))).toEqual([
    '0.00',
    '1.00',
    '20',
    '−3.46',
    '0.00',
  ]);
  expect(cellText(null, {})).toBe('–');
  expect(cellText({ value: 12.4, low: 1, high: 20 }, { digits: 0 })).toBe('12 [1, 20]');
});
