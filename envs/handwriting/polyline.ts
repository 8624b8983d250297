import { distance, type Point } from '../navigation/geometry.ts';

/** Points along a stroke, first and last included, no farther apart than `spacing`. */
export function pointsAlong(stroke: readonly Point[], spacing: number): Point[] {
  const points: Point[] = [stroke[0]!];
  for (let k = 1; k < stroke.length; k++) {
    const [from, to] = [stroke[k - 1]!, stroke[k]!];
    const way = distance(from, to);
    const parts = way === 0 ? 0 : Math.ceil(way / spacing);
    for (let part = 1; part <= parts; part++) points.push(between(from, to, part / parts));
  }
  return points;
}

/** The length of a stroke. */
export function lengthOf(stroke: readonly Point[]): number {
  let length = 0;
  for (let k = 1; k < stroke.length; k++) length += distance(stroke[k - 1]!, stroke[k]!);
  return length;
}

function between(from: Point, to: Point, share: number): Point {
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}
