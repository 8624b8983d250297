import { ink } from '../figures/palette.ts';
import { escapeXml } from '../figures/sheet.ts';
import { type Estimate, formatP } from '../statistics/proportions.ts';
import {
  cellText,
  type DocumentTable,
  numberText,
  type Picture,
  type ReportDocument,
  type Section,
  type TableCell,
  type TableColumn,
} from './document.ts';
import { documentStyle } from './html-style.ts';
import { tableCsv } from './table-csv.ts';

/**
 * A document as one HTML file that needs no network and no script. Numbers stand in `data` elements with their exact
 * values; the same document gives the same bytes.
 */
export function documentHtml({ title, subtitle, lead, sections, command }: ReportDocument): string {
  const [first, ...others] = lead.map(
    ({ tone, text }, k) => `<p class="lead ${tone}${k === 0 ? ' first' : ''}">${escapeXml(text)}</p>`,
  );
  const contents = sections.map(
    ({ id, title: name }) => `<a href="#${escapeXml(id)}">${escapeXml(name)}</a>`,
  );
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">',
    `<title>${escapeXml(title)}</title><style>${documentStyle}</style></head><body>`,
    `<header><p class="kicker">${escapeXml(title)}</p><h1 class="visually-hidden">${escapeXml(title)}</h1>${first ?? ''}`,
    `${others.join('')}<p class="subtitle">${escapeXml(subtitle)}</p><nav aria-label="Sections">${contents.join('')}</nav></header>`,
    `<main>${sections.map((section) => sectionHtml(section, command)).join('\n')}</main>`,
    `<footer><p>Every number of this page again: ${commandHtml(command)}</p></footer>`,
    '</body></html>\n',
  ].join('\n');
}

/** @param whole the command of the page, which is not repeated */
function sectionHtml({ id, title, text, parts, command }: Section, whole: string): string {
  return [
    `<section id="${escapeXml(id)}"><h2>${escapeXml(title)}</h2>`,
    ...text.map((paragraph) => `<p>${textHtml(paragraph)}</p>`),
    ...parts.map((part) => (part.kind === 'table' ? tableHtml(part, id) : pictureHtml(part, id))),
    command === whole ? '' : `<p class="again">Numbers of this section: ${commandHtml(command)}</p>`,
    '</section>',
  ].join('\n');
}

/** A text whose parts between backticks are commands. */
function textHtml(text: string): string {
  return text
    .split('`')
    .map((part, k) => (k % 2 === 1 ? commandHtml(part) : escapeXml(part)))
    .join('');
}

/** Lines break between the words of a command, and not at their hyphens. */
function commandHtml(command: string): string {
  const words = command.split(' ').map((word) => `<span>${escapeXml(word)}</span>`);
  return `<code>${words.join(' ')}</code>`;
}

function tableHtml(table: DocumentTable, section: string): string {
  const { id, caption, columns, rows } = table;
  const head = columns.map(({ title }) => `<th scope="col">${escapeXml(title)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = columns.map((column, k) => cellHtml(row[column.key] ?? null, column, k === 0));
    return `<tr>${cells.join('')}</tr>`;
  });
  const label = escapeXml(caption);
  return (
    `<p class="caption">${label} ${saveHtml(`${section}-${id}.csv`, 'text/csv', tableCsv(table), caption)}</p><div class="table" tabindex="0" role="region" aria-label="${label}">` +
    `<table aria-label="${label}"><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`
  );
}

/** Texts of more letters get room on narrow pages. */
const LONG = 40;

function cellHtml(cell: TableCell, column: TableColumn, isHead: boolean): string {
  const tag = isHead ? 'th scope="row"' : 'td';
  const end = isHead ? 'th' : 'td';
  if (typeof cell === 'string') {
    const text = column.show === 'command' ? commandHtml(cell) : escapeXml(cell);
    return `<${tag}${cell.length > LONG ? ' class="long"' : ''}>${text}</${end}>`;
  }
  if (cell === null) return `<${tag} class="none">${escapeXml(cellText(cell, column))}</${end}>`;
  const value = typeof cell === 'number' ? cell : cell.value;
  const shade =
    column.show === 'shade' ? ` class="shade" style="--share:${shareOf(value)}"` : ' class="number"';
  return `<${tag}${shade}>${numbersHtml(cell, column)}</${end}>`;
}

function numbersHtml(cell: number | Estimate, { digits = 2, show }: TableColumn): string {
  const number = (value: number) => `<data value="${value}">${numberText(value, digits)}</data>`;
  if (typeof cell === 'number' && show === 'p')
    return `<data value="${cell}">${escapeXml(formatP(cell))}</data>`;
  if (typeof cell === 'number')
    return `${number(cell)}${show === 'bar' ? barHtml({ value: cell, low: cell, high: cell }) : ''}`;
  const interval = `<span class="interval">[${number(cell.low)}, ${number(cell.high)}]</span>`;
  return `${number(cell.value)} ${interval}${show === 'bar' ? barHtml(cell) : ''}`;
}

/** A bar with its interval. */
function barHtml({ value, low, high }: Estimate): string {
  return `<span class="bar" aria-hidden="true" style="--value:${shareOf(value)};--low:${shareOf(low)};--high:${shareOf(high)}"></span>`;
}

/** 0 … 1 */
function shareOf(value: number): string {
  return `${Math.round(1000 * Math.min(1, Math.max(0, value))) / 1000}`;
}

/** Colours of pictures that are others on a dark page. */
const adaptable = [
  [ink.text, 'var(--ink)'],
  [ink.muted, 'var(--muted)'],
  [ink.faint, 'var(--faint)'],
  [ink.recede, 'var(--recede)'],
  [ink.background, 'var(--paper)'],
  ['#fff"', 'var(--paper)"'],
] as const;

function pictureHtml({ id, caption, alt, svg, moves = false }: Picture, section: string): string {
  const adapted = adaptable.reduce((text, [colour, variable]) => text.replaceAll(colour, variable), svg);
  const label = `${section}-${id}`;
  const drawn = adapted.replace(
    /^[\s\S]*?<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg role="img" aria-labelledby="${escapeXml(label)}"${attributes.replace(' role="img"', '')}>`,
  );
  return `<figure id="${escapeXml(label)}-figure"><div class="picture" tabindex="0">${drawn}</div><figcaption>${textHtml(caption)} ${moves ? '' : saveHtml(`${label}.svg`, 'image/svg+xml', svg, caption)}<span class="visually-hidden" id="${escapeXml(label)}">${escapeXml(alt)}</span></figcaption></figure>`;
}

/** A link that saves a file which the page holds in itself. */
function saveHtml(name: string, type: string, content: string, what: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toUpperCase();
  const data = encodeURIComponent(content).replace(/%(20|2C|2F|3A|3B|3D)/g, decodeURIComponent);
  const label = escapeXml(`${ending} of: ${what}`);
  return `<a class="save" download="${escapeXml(name)}" href="data:${type};charset=utf-8,${data}" aria-label="${label}">${ending}</a>`;
}
