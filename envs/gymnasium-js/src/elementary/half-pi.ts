/** Remainder of an angle after division by π/2, for `sin` and `cos`. */

// π/2 in three parts: the first two have 33 bits, so that their products with a count below 2^20 are exact.
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/**
 * Finds x = n·π/2 + (high + low) with |high| ≤ π/4 (up to rounding) and writes the remainder into `out`.
 * @returns n modulo 4
 */
export function halfPiRemainder(x: number, out: { high: number; low: number }): number {
  const n = Math.floor(x * (2 / Math.PI) + 0.5);
  if (Math.abs(n) < 2 ** 20) {
    const first = x - n * HALF_PI_1;
    const second = first - n * HALF_PI_2;
    const lost = n * HALF_PI_3 - (first - second - n * HALF_PI_2);
    out.high = second - lost;
    out.low = second - out.high - lost;
    // The three parts know n·π/2 to 2^-121·n. Where cancellation leaves too little of that, count exactly.
    if (Math.abs(out.high) > Math.abs(n) * 2 ** -60) return n & 3;
  }
  if (!Number.isFinite(x)) {
    out.high = out.low = Number.NaN;
    return 0;
  }
  return exactRemainder(x, out);
}

const FRACTION_BITS = 1280n; // 1024 for the largest angle, 256 to spare
let halfPi: bigint | undefined;

/** The same with integers of any size: for huge angles, and for those next to a multiple of π/2. */
function exactRemainder(x: number, out: { high: number; low: number }): number {
  halfPi ??= 8n * inverseArcTangent(5n) - 2n * inverseArcTangent(239n); // Machin's formula
  const angle = fixedPoint(x);
  const count = (2n * angle + halfPi) / (2n * halfPi) - (2n * angle + halfPi < 0n ? 1n : 0n);
  const rest = (angle - count * halfPi) >> (FRACTION_BITS - 256n);
  out.high = Number(rest) * 2 ** -256;
  out.low = Number(rest - BigInt(out.high * 2 ** 256)) * 2 ** -256;
  return Number(BigInt.asUintN(2, count));
}

/** x·2^FRACTION_BITS; exact, since |x| here is above 2^-1. */
function fixedPoint(x: number): bigint {
  let exponent = 0n;
  let mantissa = x;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return BigInt(mantissa) << (FRACTION_BITS - exponent);
}

/** arctan(1/n)·2^FRACTION_BITS. */
function inverseArcTangent(n: bigint): bigint {
  const guard = 32n;
  let power = (1n << (FRACTION_BITS + guard)) / n;
  let sum = 0n;
  for (let odd = 1n; power !== 0n; odd += 4n) {
    sum += power / odd;
    power /= n * n;
    sum -= power / (odd + 2n);
    power /= n * n;
  }
  return sum >> guard;
}
