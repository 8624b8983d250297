import { halfPiRemainder } from './half-pi.ts';

// sin and cos of x + low for |x| ≤ π/4.
function sinKernel(x: number, low: number): number {
  const z = x * x;
  const cube = z * x;
  const series =
    0.00833333333332249 +
    z *
      (-1.984126982985795e-4 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * low - cube * series) - low - cube * -0.16666666666666632);
}

function cosKernel(x: number, low: number): number {
  const z = x * x;
  const series =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const half = 0.5 * z;
  const head = 1 - half;
  return head + (1 - head - half + (z * series - x * low));
}

const remainder = { high: 0, low: 0 };

/** Sine of an angle in radians. */
export function sin(x: number): number {
  if (Math.abs(x) < Math.PI / 4) return Math.abs(x) < 2 ** -27 ? x : sinKernel(x, 0);
  const quadrant = halfPiRemainder(x, remainder);
  const value =
    quadrant & 1 ? cosKernel(remainder.high, remainder.low) : sinKernel(remainder.high, remainder.low);
  return quadrant & 2 ? -value : value;
}

/** Cosine of an angle in radians. */
export function cos(x: number): number {
  if (Math.abs(x) < Math.PI / 4) return cosKernel(x, 0);
  const quadrant = halfPiRemainder(x, remainder);
  const value =
    quadrant & 1 ? sinKernel(remainder.high, remainder.low) : cosKernel(remainder.high, remainder.low);
  return (quadrant + 1) & 2 ? -value : value;
}
