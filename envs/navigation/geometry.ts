import { cos, sin } from 'gymnasium-js/elementary';
import { z } from 'zod';

const coordinate = z.number().min(-1000).max(1000);

/** Schema of a position [x, y] in arena units. */
export const pointSchema = z.tuple([coordinate, coordinate]).readonly();

/** A position [x, y] in arena units. */
export type Point = z.infer<typeof pointSchema>;

/** Euclidean distance. `Math.sqrt` is exact everywhere; `Math.hypot` is not. */
export function distance(a: Point, b: Point): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  return Math.sqrt(dx * dx + dy * dy);
}

/** The point at a distance and an angle (radians, anticlockwise from the x axis) from another. */
export function pointAt(origin: Point, radius: number, angle: number): Point {
  return [origin[0] + radius * cos(angle), origin[1] + radius * sin(angle)];
}
