/** Regions of a tile; coordinates run from 0 to 1, to the right and downwards. */
export type Shape = (x: number, y: number) => boolean;

/** A rectangle, its edges included. */
export function rectangle(left: number, right: number, top: number, bottom: number): Shape {
  return (x, y) => x >= left && x <= right && y >= top && y <= bottom;
}

/** A disc, its edge included. */
export function circle(centreX: number, centreY: number, radius: number): Shape {
  return (x, y) => (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY) <= radius * radius;
}

/** Points within `radius` of a line. Its ends are single precision numbers, as in MiniGrid. */
export function line(x0: number, y0: number, x1: number, y1: number, radius: number): Shape {
  const { fround } = Math;
  const [startX, startY] = [fround(x0), fround(y0)];
  const [alongX, alongY] = [fround(fround(x1) - startX), fround(fround(y1) - startY)];
  const length = fround(Math.sqrt(fround(fround(alongX * alongX) + fround(alongY * alongY))));
  const [unitX, unitY] = [fround(alongX / length), fround(alongY / length)];
  const box = rectangle(
    Math.min(x0, x1) - radius,
    Math.max(x0, x1) + radius,
    Math.min(y0, y1) - radius,
    Math.max(y0, y1) + radius,
  );
  return (x, y) => {
    if (!box(x, y)) return false;
    const along = (x - startX) * unitX + (y - startY) * unitY;
    const clipped = Math.min(Math.max(along, 0), length);
    const [awayX, awayY] = [x - (startX + clipped * unitX), y - (startY + clipped * unitY)];
    return Math.sqrt(awayX * awayX + awayY * awayY) <= radius;
  };
}

type Corner = readonly [x: number, y: number];

/** A triangle, by barycentric coordinates. Its corners are single precision numbers, as in MiniGrid. */
export function triangle(a: Corner, b: Corner, c: Corner): Shape {
  const { fround } = Math;
  const [aX, aY] = [fround(a[0]), fround(a[1])];
  const [u1, v1] = [fround(fround(c[0]) - aX), fround(fround(c[1]) - aY)];
  const [u2, v2] = [fround(fround(b[0]) - aX), fround(fround(b[1]) - aY)];
  const dot11 = fround(fround(u1 * u1) + fround(v1 * v1));
  const dot12 = fround(fround(u1 * u2) + fround(v1 * v2));
  const dot22 = fround(fround(u2 * u2) + fround(v2 * v2));
  const inverse = fround(1 / fround(fround(dot11 * dot22) - fround(dot12 * dot12)));
  return (x, y) => {
    const dot1 = u1 * (x - aX) + v1 * (y - aY);
    const dot2 = u2 * (x - aX) + v2 * (y - aY);
    const u = (dot22 * dot1 - dot12 * dot2) * inverse;
    const v = (dot11 * dot2 - dot12 * dot1) * inverse;
    return u >= 0 && v >= 0 && u + v < 1;
  };
}

/** Sine and cosine of minus a number of quarter turns, with the rounding errors that they have in Python. */
const quarterTurns: readonly (readonly [cosine: number, sine: number])[] = [
  [1, -0],
  [6.123233995736766e-17, -1],
  [-1, -1.2246467991473532e-16],
  [-1.8369701987210297e-16, 1],
];

/** A shape turned clockwise about the middle of the tile. */
export function turned(shape: Shape, quarters: number): Shape {
  const [cosine, sine] = quarterTurns[quarters]!;
  return (x, y) => {
    const [dx, dy] = [x - 0.5, y - 0.5];
    return shape(0.5 + dx * cosine - dy * sine, 0.5 + dy * cosine + dx * sine);
  };
}
