import { LN2_HIGH, LN2_LOW, powerOfTwo, scale } from './float.ts';

/** c in exp(r) = 1 + 2r/(2 − c), for |r| ≤ ln(2)/2. */
function expCorrection(r: number): number {
  const z = r * r;
  return (
    r -
    z *
      (0.16666666666666602 +
        z *
          (-0.0027777777777015593 +
            z * (6.613756321437934e-5 + z * (-1.6533902205465252e-6 + z * 4.1381367970572385e-8))))
  );
}

/** e^(x + low), where `low` is a correction far smaller than x. */
export function expOfSum(x: number, low: number): number {
  if (x > 710) return Number.POSITIVE_INFINITY;
  if (x < -746) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const rest = k * LN2_LOW - low;
  const r = high - rest;
  const c = expCorrection(r);
  return scale(1 - (rest - (r * c) / (2 - c) - high), k);
}

/** e^x. */
export function exp(x: number): number {
  return Number.isNaN(x) ? x : expOfSum(x, 0);
}

/** e^x − 1, without cancellation near zero. */
export function expm1(x: number): number {
  if (Math.abs(x) < 2 ** -54 || Number.isNaN(x)) return x;
  if (x > 709 || x < -40) return exp(x) - 1;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = expCorrection(r);
  const bend = low - (r * c) / (2 - c); // e^r − 1 = high − bend
  const power = powerOfTwo(k);
  // The large terms meet first: their sum is nearly exact.
  return k < 53 ? power * (high + (1 - 1 / power) - bend) : power * (high + 1 - bend) - 1;
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 2 ** -28 || Number.isNaN(x)) return x;
  if (magnitude > 22) return Math.sign(x);
  const t = expm1(2 * magnitude);
  const value = magnitude < 1 ? t / (t + 2) : 1 - 2 / (t + 2);
  return x < 0 ? -value : value;
}
