import { describe, expect, it } from 'vitest';
import { readAnsi } from '../../src/terminal/ansi-text.ts';
import { drawPixels } from '../../src/terminal/half-blocks.ts';
import { plainText } from '../../src/terminal/styled-text.ts';
import { valueText } from '../../src/terminal/value-text.ts';

describe('pictures in a terminal', () => {
  const red = [255, 0, 0];
  const blue = [0, 0, 255];
  const checks = { data: Uint8Array.from([red, blue, blue, red].flat()), width: 2, height: 2 };

  it('show two points with every character', () => {
    expect(drawPixels(checks, { columns: 2, rows: 1 })).toEqual([
      [
        { text: '▀', plain: '-', colour: '#ff0000', background: '#0000ff' },
        { text: '▀', plain: '-', colour: '#0000ff', background: '#ff0000' },
      ],
    ]);
  });

  it('fill the area as far as they are not distorted, and mix what falls together', () => {
    const large = drawPixels(checks, { columns: 80, rows: 10 });
    expect(large.map((line) => line.length)).toEqual(Array(10).fill(20));
    const [line] = drawPixels(
      { ...checks, data: checks.data.map((_, i) => 40 * i) },
      { columns: 1, rows: 1 },
    );
    expect(line![0]).toMatchObject({ colour: '#3c648c', background: '#ac547c' });
  });

  it('are letters where there are no colours, bright ones for bright points', () => {
    const data = Uint8Array.from([0, 100, 255].flatMap((grey) => [grey, grey, grey]));
    const lines = drawPixels({ data, width: 3, height: 1 }, { columns: 3, rows: 5 });
    expect(lines.map(plainText)).toEqual([' -@']);
  });
});

describe('text with escape sequences', () => {
  it('keeps colours and bold letters', () => {
    expect(readAnsi('SF\u001b[41;1mF\u001b[0mH\nG\u001b[94mx\u001b[39my\n')).toEqual([
      [{ text: 'SF' }, { text: 'F', background: '#cd3131', bold: true }, { text: 'H' }],
      [{ text: 'G' }, { text: 'x', colour: '#3b8eea' }, { text: 'y' }],
    ]);
  });

  it('leaves out whatever else controls a terminal, and keeps one column a character', () => {
    expect(readAnsi('a\u001b[2J\u0007b\u009b1Kc\td\r\n日🤖').map(plainText)).toEqual(['ab1Kc d', '????']);
  });
});

describe('values as text', () => {
  it.each([
    [0.123456, '0.1235'],
    [3n, '3'],
    [Float64Array.of(0.5, -1 / 3), '[0.5, -0.3333]'],
    [{ grid: Uint8Array.of(1, 2), at: [3, 'x'] }, 'grid: [1, 2], at: [3, x]'],
    [null, 'null'],
  ])('%s is %s', (value, text) => expect(valueText(value)).toBe(text));

  it('ends long arrays', () => expect(valueText(new Uint8Array(99))).toMatch(/^\[(0, ){64}…\]$/));
});
