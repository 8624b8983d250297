const LOG2E: f32 = Mathf.LOG2E;
/** ln 2 in two parts, of which the first times a small integer is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** 1.5 · 2^23: adding it rounds to the nearest integer, which is then found in the lowest bits. */
const ROUNDER: f32 = 12582912;
/** e^−40 is nothing beside the least weight change that float32 can hold next to a weight of order 1. */
const LIMIT: f32 = 40;

/**
 * σ(x) = 1/(1 + e^−x) of four numbers, from operations that every machine rounds alike.
 *
 * e^t = 2^k e^r with |r| ≤ ln(2)/2 and e^r = 1 + r + r² q(r); the coefficients of q (degree 4) minimise the largest
 * relative error, 3·10⁻⁹, well below rounding.
 */
export function logistic(x: v128): v128 {
  const limit = f32x4.splat(LIMIT);
  const t = f32x4.pmax(f32x4.neg(limit), f32x4.pmin(limit, f32x4.neg(x)));
  const rounded = f32x4.add(f32x4.mul(t, f32x4.splat(LOG2E)), f32x4.splat(ROUNDER));
  const k = f32x4.sub(rounded, f32x4.splat(ROUNDER));
  const high = f32x4.sub(t, f32x4.mul(k, f32x4.splat(LN2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(k, f32x4.splat(LN2_LOW)));

  let q = f32x4.splat(0.001381459957);
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.008368716878));
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.041668388047));
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.166665206317));
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.499999934478));
  const one = f32x4.splat(1);
  const power = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), q), r), one);

  const exponential = i32x4.add(power, i32x4.shl(rounded, 23));
  return f32x4.div(one, f32x4.add(one, exponential));
}
