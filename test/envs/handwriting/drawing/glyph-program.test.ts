import { describe, expect, it } from 'vitest';
import { GlyphProgram } from '../../../../envs/handwriting/drawing/glyph-program.ts';
import { type Glyphs, glyphsIn } from '../../../../envs/handwriting/glyphs.ts';
import { press, screenOf } from '../../../cli/manual.ts';

/** A key, several times. */
const times = (count: number, key: string) => Array(count).fill(key).join(' ');
const bar = `space ${times(5, 'up')} space tab`;

function program(before: Glyphs = {}) {
  const kept: Glyphs[] = [];
  return { kept, drawing: new GlyphProgram('my-glyphs.json', before, (glyphs) => kept.push(glyphs)) };
}

describe('drawing letters', () => {
  it('sets points with a cursor, lifts the pen between strokes, and hands over each letter that is kept', () => {
    const { drawing, kept } = program();
    press(drawing, `ł ${bar} ${times(3, 'right')} space x ${times(2, 'down')} space enter`);
    const first = [
      [
        [0, 0.5],
        [0, 1],
      ],
      [[0.3, 0.8]],
    ];
    expect(kept).toEqual([{ ł: first }]);
    press(drawing, 'q space enter');
    expect(kept[1]).toEqual({ ł: first, q: [[[0, 0.5]]] });
    expect(drawing.done).toBe(false);
    press(drawing, 'escape');
    expect(drawing.done).toBe(true);
  });

  it('takes back points one after the other, and continues their stroke', () => {
    const { drawing, kept } = program();
    press(drawing, `a ${bar} backspace right space backspace backspace backspace right space enter`);
    expect(kept).toEqual([{ a: [[[0.2, 1]]] }]);
  });

  it('keeps no letter without strokes, and discards one with escape', () => {
    const { drawing, kept } = program();
    press(drawing, `a enter space escape b space space enter`);
    expect(kept).toEqual([{ b: [[[0, 0.5]]] }]);
  });

  it('stays on the page', () => {
    const { drawing, kept } = program();
    press(
      drawing,
      `a ${times(40, 'left')} ${times(40, 'up')} space ${times(40, 'right')} ${times(40, 'down')} space enter`,
    );
    expect(kept[0]!['a']).toEqual([
      [
        [0, 1.7],
        [2.4, -0.6],
      ],
    ]);
  });

  it('shows the strokes, the letter as it was, and the keys, on any window', () => {
    const { drawing } = program({
      v: [
        [
          [0, 1],
          [0.5, 0],
          [1, 1],
        ],
      ],
    });
    expect(screenOf(drawing)).toMatch(/letters so far: v/);
    press(drawing, 'v space right right');
    const screen = screenOf(drawing);
    expect(screen).toContain('#---@');
    expect(screen).toContain('pen on the paper, at 0.2, 0.5');
    expect(screen).toContain('::');
    expect(screen).toMatch(/tab, l +lift the pen/);
    for (const area of [
      { columns: 40, rows: 16 },
      { columns: 24, rows: 8 },
      { columns: 10, rows: 3 },
    ])
      expect(drawing.screen(area).length).toBeLessThanOrEqual(area.rows);
    expect(screenOf(drawing, { columns: 40, rows: 16 })).toContain('space: point, tab: lift, enter: keep');
  });

  it('finds letters in settings of handwriting', () => {
    const glyphs = { '.': [[[0, 0] as const]] };
    expect(glyphsIn({ seed: 3, options: { env: { glyphs, longest: 2 } } }, 'f')).toEqual(glyphs);
    expect(glyphsIn({ task: 'handwriting' }, 'f')).toEqual({});
    expect(() => glyphsIn({ task: 'craft' }, 'f.json')).toThrow(/f\.json.*task: expected handwriting/s);
    expect(() => glyphsIn({ options: { env: { glyphs: { ab: [] } } } }, 'f')).toThrow(/glyphs\.ab/);
  });
});
