import type { Point } from './geometry.ts';

/** Leaves out points less than half a pixel from the last one kept; keeps both ends. */
export function thin(points: readonly Point[]): Point[] {
  let last = points[0]!;
  return points.filter((point, i) => {
    const isEnd = i === 0 || i === points.length - 1;
    if (!isEnd && Math.abs(point[0] - last[0]) + Math.abs(point[1] - last[1]) < 0.5) return false;
    last = point;
    return true;
  });
}

/**
 * The parts of a line that lie in the square from 0 to `size`. Pictures cut lines off themselves because the renderer
 * aborts the program on some shapes that lie wholly outside of the visible part of a document.
 */
export function clipToSquare(points: readonly Point[], size: number): Point[][] {
  const pieces: Point[][] = [];
  for (let i = 1; i < points.length; i++) {
    const segment = clipSegment(points[i - 1]!, points[i]!, size);
    if (segment === null) continue;
    const [from, to] = segment;
    const open = pieces.at(-1)?.at(-1);
    if (open !== undefined && open[0] === from[0] && open[1] === from[1]) pieces.at(-1)!.push(to);
    else pieces.push([from, to]);
  }
  return pieces;
}

/** Liang and Barsky's method: the part of a segment between the latest entry into the square and the earliest exit. */
function clipSegment(a: Point, b: Point, size: number): [Point, Point] | null {
  let [enter, leave] = [0, 1];
  for (const axis of [0, 1] as const) {
    const way = b[axis] - a[axis];
    if (way === 0) {
      if (a[axis] < 0 || a[axis] > size) return null;
      continue;
    }
    const [first, second] = [-a[axis] / way, (size - a[axis]) / way];
    enter = Math.max(enter, Math.min(first, second));
    leave = Math.min(leave, Math.max(first, second));
  }
  if (enter > leave) return null;
  const at = (t: number): Point => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  return [enter === 0 ? a : at(enter), leave === 1 ? b : at(leave)];
}
