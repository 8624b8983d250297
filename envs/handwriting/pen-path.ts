import type { Point } from '../navigation/geometry.ts';
import type { Glyph } from './glyphs.ts';
import { lengthOf, pointsAlong } from './polyline.ts';

/** The hand at the start of a letter: above its left edge, at half the height of small letters. */
export const START: Point = [0, 0.5];

/** How fast letters are shown. */
export interface PenSpeed {
  /** Time for a way of the height of a small letter with the pen on the paper, ms. */
  readonly strokeMs: number;
  /** The same with the pen lifted. */
  readonly travelMs: number;
}

/** Shortest time of a stroke, ms: small ones, such as dots, are written slowly enough for the pen to follow. */
const SHORTEST = 80;
/** Time for which the pen rests at both ends of a stroke, ms. */
const REST = 15;
/** Time after the last stroke in which the pen leaves the paper, ms. */
const LEAVE = 40;

/** Where the hand of an expert aims while it writes a letter: an entry for each ms. */
export interface PenPath {
  readonly at: readonly Point[];
  /** Whether the pen is to be on the paper. */
  readonly down: readonly boolean[];
}

/** The way of a pen that writes a letter, from the start of the hand until the pen has left the paper. */
export function penPath(glyph: Glyph, { strokeMs, travelMs }: PenSpeed): PenPath {
  const at: Point[] = [START];
  const down: boolean[] = [false];
  const add = (points: readonly Point[], isDown: boolean) => {
    for (const point of points) {
      at.push(point);
      down.push(isDown);
    }
  };
  for (const stroke of glyph) {
    const [first, last] = [stroke[0]!, stroke.at(-1)!];
    add(pointsAlong([at.at(-1)!, first], 1 / travelMs).slice(1), false);
    add(Array<Point>(REST).fill(first), true);
    add(pointsAlong(stroke, Math.min(1 / strokeMs, lengthOf(stroke) / SHORTEST)).slice(1), true);
    add(Array<Point>(REST).fill(last), true);
  }
  add(Array<Point>(LEAVE).fill(at.at(-1)!), false);
  return { at, down };
}
