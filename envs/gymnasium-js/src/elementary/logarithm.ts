import { LN2_HIGH, LN2_LOW, nearestExponent, powerOfTwo } from './float.ts';

/** R(s²) in ln(1 + f) = f − f²/2 + s(f²/2 + R), with s = f/(2 + f) and |f| below √2 − 1. */
function logSeries(z: number): number {
  const z2 = z * z;
  const z4 = z2 * z2;
  return (
    z * 0.6666666666666735 +
    z2 * (0.3999999999940942 + z * 0.2857142874366239) +
    z4 * (0.22222198432149784 + z * 0.1818357216161805) +
    z4 * z2 * (0.15313837699209373 + z * 0.14798198605116586)
  );
}

/** Natural logarithm. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const k = nearestExponent(x);
  // Two steps, since a subnormal x may need a factor that no double can hold.
  const f = (k < -1022 ? x * 2 ** 54 * powerOfTwo(-k - 54) : x * powerOfTwo(-k)) - 1;
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + logSeries(s * s)) + k * LN2_LOW) - f);
}

/** ln(1 + x), without cancellation near zero. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (Math.abs(x) < 2 ** -29) return Math.abs(x) < 2 ** -54 ? x : x - x * x * 0.5;
  if (x === Number.POSITIVE_INFINITY) return x;

  let k = 0;
  let f = x;
  let correction = 0; // what rounding 1 + x lost, relative to it
  if (x <= -0.2928932309150696 || x >= 0.4142135679721832) {
    const u = 1 + x;
    k = nearestExponent(u);
    correction = (x >= 2 ** 53 ? 0 : x >= 1 ? 1 - (u - x) : x - (u - 1)) / u;
    f = u * powerOfTwo(-k) - 1;
  }
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const series = s * (half + logSeries(s * s));
  if (k === 0) return f - (half - series);
  return k * LN2_HIGH - (half - (series + (k * LN2_LOW + correction)) - f);
}
