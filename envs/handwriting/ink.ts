import type { Point } from '../navigation/geometry.ts';
import type { Glyph } from './glyphs.ts';
import { pointsAlong } from './polyline.ts';

/** Distance between the points by which ink is compared, in heights of small letters. */
const SPACING = 0.05;

/** The outcome of reading a written letter. */
export interface Reading {
  /** Index of the most similar letter; −1 where nothing was written. */
  readonly nearest: number;
  /** Distance from each letter, in heights of small letters; Infinity where nothing was written. */
  readonly distances: readonly number[];
}

/** Reads written letters by the nearest template. It sees the ink alone, not the order in which it was written. */
export class InkReader {
  readonly #templates: readonly (readonly Point[])[];

  constructor(glyphs: readonly Glyph[]) {
    this.#templates = glyphs.map((glyph) => glyph.flatMap((stroke) => pointsAlong(stroke, SPACING)));
  }

  /** @param strokes positions of the pen on the paper, relative to the letter's left edge and line */
  read(strokes: Glyph): Reading {
    const ink = strokes.flatMap((stroke) => thinned(stroke));
    const distances = this.#templates.map((template) => inkDistance(ink, template));
    return { nearest: ink.length === 0 ? -1 : distances.indexOf(Math.min(...distances)), distances };
  }
}

/** The points that are at least `SPACING` from the last one that was kept. */
function thinned(stroke: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of stroke) {
    const last = kept.at(-1);
    if (last === undefined || squared(last, point) >= SPACING * SPACING) kept.push(point);
  }
  return kept;
}

/**
 * The distance between two sets of points: root of the mean squared distance from a point of either to the nearest of the other (chamfer
 * distance, Barrow et al. 1977), both sets with the same weight.
 */
export function inkDistance(a: readonly Point[], b: readonly Point[]): number {
  if (a.length === 0 || b.length === 0) return Number.POSITIVE_INFINITY;
  return Math.sqrt((meanSquare(a, b) + meanSquare(b, a)) / 2);
}

/** Mean squared distance of the points from the nearest of others. */
function meanSquare(points: readonly Point[], others: readonly Point[]): number {
  let sum = 0;
  for (const point of points) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const other of others) nearest = Math.min(nearest, squared(point, other));
    sum += nearest;
  }
  return sum / points.length;
}

function squared(a: Point, b: Point): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  return dx * dx + dy * dy;
}
