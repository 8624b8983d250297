import font from 'hershey/lib/rowmans.js';
import type { Point } from '../navigation/geometry.ts';
import type { Glyph } from './glyphs.ts';

/** First number of a row of letters in the font, and the letters. */
const rows = [
  [501, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [601, 'abcdefghijklmnopqrstuvwxyz'],
  [700, '0123456789'],
] as const;

/** Letters and digits that the font has. */
export const hersheyCharacters = rows.map(([, characters]) => characters).join('');

/** Height of small letters and place of the line that they stand on, in units of the font, whose y grows downwards. */
const SMALL = 14;
const LINE = 9;
/** Coordinates are written as letters, of which R is 0. */
const ZERO = 'R'.charCodeAt(0);
/** Stands in place of a point where the pen is lifted. */
const LIFT = ' R';

/**
 * The letters of the Roman Simplex font by A. V. Hershey (National Bureau of Standards), whose strokes are single lines, in the format of
 * J. Hurt (Cognition, Inc.): a line for each letter, of its number in five columns, its number of points in three, and its points as
 * pairs of characters, the first of which are its margins.
 */
export function hersheyGlyph(character: string): Glyph | null {
  const row = rows.find(([, characters]) => characters.includes(character));
  if (row === undefined) return null;
  const [first, characters] = row;
  return glyphs().get(first + characters.indexOf(character)) ?? null;
}

let parsed: ReadonlyMap<number, Glyph> | null = null;

/** The letters of the font by their numbers. */
function glyphs(): ReadonlyMap<number, Glyph> {
  parsed ??= new Map(
    atob(typeof font === 'string' ? font : font.default)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => [Number(line.slice(0, 5)), glyphOf(line)]),
  );
  return parsed;
}

function glyphOf(line: string): Glyph {
  const strokes: Point[][] = [[]];
  for (let at = 10; at + 1 < line.length; at += 2) {
    if (line.slice(at, at + 2) === LIFT) strokes.push([]);
    else strokes.at(-1)!.push([line.charCodeAt(at) - ZERO, line.charCodeAt(at + 1) - ZERO]);
  }
  const drawn = strokes.filter((stroke) => stroke.length > 0);
  const left = Math.min(...drawn.flat().map(([x]) => x));
  return drawn.map((stroke) => stroke.map(([x, y]): Point => [(x - left) / SMALL, (LINE - y) / SMALL]));
}
