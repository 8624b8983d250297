import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourLevel, createPainter } from '../../src/terminal/paint.ts';
import { cut, plainText, type Span, widthOf, wrap } from '../../src/terminal/styled-text.ts';
import { keyName } from '../../src/terminal/terminal.ts';

const span = fc.string({ unit: 'grapheme-ascii', maxLength: 6 }).map((text): Span => ({ text }));

describe('cut', () => {
  it('takes a window of the text and fills it up, whatever the spans', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), fc.nat(30), fc.nat(30), (line, from, columns) => {
        const out = cut(line, from, columns);
        const text = line.map((part) => part.text).join('');
        expect(plainText(out)).toBe(text.slice(from, from + columns).padEnd(columns));
        expect(widthOf(out)).toBe(columns);
      }),
    );
  });

  it('cuts the text without colours alike', () => {
    expect(plainText(cut([{ text: '██', plain: 'KY' }], 1, 3))).toBe('Y  ');
  });
});

describe('wrap', () => {
  it('keeps the words, and no line is too long', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, columns) => {
        const lines = wrap(text, columns);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('painting', () => {
  const line = [{ text: '▀x', plain: '.x', colour: '#ff0000', background: '#0000ff', bold: true }];

  it('takes the colours that the terminal has', () => {
    expect(createPainter(3)(line)).toContain('\x1b[38;2;255;0;0m');
    expect(createPainter(2)(line)).toContain('\x1b[38;5;196m');
    expect(createPainter(1)(line)).toContain('\x1b[91m');
    expect([24, 8, 4, 1].map(colourLevel)).toEqual([3, 2, 1, 0]);
  });

  it('writes the plain text and no escape sequence where there are no colours', () => {
    expect(createPainter(0)(line)).toBe('.x');
  });
});

describe('keyName', () => {
  it('names keys by what they write, or by their names', () => {
    const named = [
      ['a', { name: 'a' }, 'a'],
      ['A', { name: 'a', shift: true }, 'A'],
      ['+', {}, '+'],
      ['\r', { name: 'return' }, 'enter'],
      ['\x1b[5~', { name: 'pageup' }, 'pageup'],
      ['\x03', { name: 'c', ctrl: true }, 'ctrl-c'],
      ['\x1ba', { name: 'a', meta: true }, null],
      [undefined, {}, null],
    ] as const;
    for (const [text, key, expected] of named) expect(keyName(text, key)).toBe(expected);
  });
});
