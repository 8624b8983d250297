import type { LegendEntry } from '../../../src/task/manual-control.ts';
import { type Dot, halfBlocks } from '../../../src/terminal/half-blocks.ts';
import type { Area, Line } from '../../../src/terminal/styled-text.ts';
import { pointsAlong } from '../polyline.ts';
import { GRID, type GridPoint, page } from './glyph-sketch.ts';

/** Whatever is drawn later hides what was drawn before. */
const paints = {
  nothing: { colour: '#15171a', letter: ' ' },
  guide: { colour: '#2f353c', letter: '.' },
  behind: { colour: '#5a626b', letter: ':' },
  stroke: { colour: '#ffffff', letter: '#' },
  next: { colour: '#8a6d3b', letter: '-' },
  cursor: { colour: '#ffb000', letter: '@' },
} as const;

type Paint = keyof typeof paints;
const order = Object.keys(paints) as readonly Paint[];
const dots = order.map((name, weight): Dot => ({ ...paints[name], weight }));

/** An entry of the legend. */
export function legendOf(name: Paint, meaning: string): LegendEntry {
  const { colour, letter } = paints[name];
  return { symbol: { text: '  ', plain: letter.repeat(2), background: colour }, meaning };
}

/** What is on the page, in steps of the grid. */
export interface SketchPicture {
  /** A letter to go by, or none. */
  readonly behind: readonly (readonly GridPoint[])[];
  readonly strokes: readonly (readonly GridPoint[])[];
  /** The line that the next point would add, or none. */
  readonly next: readonly GridPoint[];
  /** Null where nothing is being drawn. */
  readonly cursor: GridPoint | null;
}

/** The page on which a letter is drawn, as lines of a terminal: the line that it stands on, and the height of small letters. */
export function drawSketch(
  { columns, rows }: Area,
  { behind, strokes, next, cursor }: SketchPicture,
): Line[] {
  const { left, right, bottom, top } = page;
  const perPoint = Math.max((right - left) / (columns - 1), (top - bottom) / (2 * rows - 1));
  const width = Math.min(columns, Math.round((right - left) / perPoint) + 1);
  const height = Math.min(rows, Math.ceil((Math.round((top - bottom) / perPoint) + 1) / 2));
  const points = new Uint8Array(width * 2 * height);
  const paint = (lines: readonly (readonly GridPoint[])[], name: Paint) => {
    for (const line of lines) {
      for (const [x, y] of pointsAlong(line, perPoint / 2)) {
        const [column, row] = [Math.round((x - left) / perPoint), Math.round((top - y) / perPoint)];
        if (column >= 0 && column < width && row >= 0 && row < 2 * height)
          points[row * width + column] = order.indexOf(name);
      }
    }
  };
  const across = (y: number): GridPoint[] => [
    [left, y],
    [right, y],
  ];
  paint([across(0), across(GRID)], 'guide');
  paint(behind, 'behind');
  paint(next.length > 0 ? [next] : [], 'next');
  paint(strokes, 'stroke');
  paint(cursor === null ? [] : [[cursor]], 'cursor');
  return halfBlocks({ columns: width, rows: height }, (column, row) => dots[points[row * width + column]!]!);
}
