/**
 * Constants: clipping ± e^40 (e^−40 is negligible beside the smallest weight change that float32 can add to a weight of
 * order 1); log2 e; 1.5 · 2^23, which rounds to the nearest integer when it is added, leaving it in the lowest bits; ln 2 in
 * two parts, whose first one times a small integer is exact; the coefficients of q, which minimise the largest relative
 * error of e^r, 10⁻⁷; and 1.
 */
const constants: usize = memory.data<f32>([
  40,
  -40,
  Mathf.LOG2E,
  12582912,
  0.693359375,
  -2.1219444e-4,
  0.0083125201,
  0.0418901568,
  0.1666711465,
  0.49999231495,
  1,
]);

/**
 * 1/(1 + e^t) of four numbers, from operations that every machine rounds alike:
 * e^t = 2^k e^r with |r| ≤ ln(2)/2, and e^r = 1 + r + r² q(r) with q of degree 3.
 */
export function fallingLogistic(t: v128): v128 {
  const clipped = f32x4.pmax(constant(1), f32x4.pmin(constant(0), t));
  const rounded = f32x4.add(f32x4.mul(clipped, constant(2)), constant(3));
  const k = f32x4.sub(rounded, constant(3));
  const high = f32x4.sub(clipped, f32x4.mul(k, constant(4)));
  const r = f32x4.sub(high, f32x4.mul(k, constant(5)));

  let q = f32x4.add(f32x4.mul(constant(6), r), constant(7));
  q = f32x4.add(f32x4.mul(q, r), constant(8));
  q = f32x4.add(f32x4.mul(q, r), constant(9));
  const one = constant(10);
  const power = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), q), r), one);

  const exponential = i32x4.add(power, i32x4.shl(rounded, 23));
  return f32x4.div(one, f32x4.add(one, exponential));
}

function constant(index: usize): v128 {
  return v128.load32_splat(constants + (index << 2));
}
