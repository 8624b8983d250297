/** Parts and powers of floating-point numbers. */

/** ln 2 in two parts: the first has 32 bits, so that its products with exponents are exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

// 2^-1074 … 2^1023. (Assembling them from bits instead would stall the processor at every call.)
const LEAST_EXPONENT = -1074;
const powers = new Float64Array(1023 - LEAST_EXPONENT + 1);
for (let i = 0, power = Number.MIN_VALUE; i < powers.length; i++, power *= 2) powers[i] = power;

/** 2^exponent for −1074 ≤ exponent ≤ 1023. */
export function powerOfTwo(exponent: number): number {
  return powers[exponent - LEAST_EXPONENT]!;
}

// One double and its two 32-bit halves. The index of the high half depends on the byte order.
const float = new Float64Array([1]);
const words = new Int32Array(float.buffer);
const HIGH = words[1] === 0 ? 0 : 1;

/** Sign, exponent and the top 20 bits of the mantissa. */
export function highWord(x: number): number {
  float[0] = x;
  return words[HIGH]!;
}

/** x·2^exponent, rounded once, for any exponent an exponential can need. */
export function scale(x: number, exponent: number): number {
  if (exponent > 1023) return x * 2 * powerOfTwo(exponent - 1);
  if (exponent < -1021) return x * powerOfTwo(exponent + 1000) * powerOfTwo(-1000);
  return x * powerOfTwo(exponent);
}

/** k with x = 2^k·m and m between about √½ and √2, for a positive finite x. */
export function nearestExponent(x: number): number {
  const high = x < 2 ** -1022 ? highWord(x * 2 ** 54) - (54 << 20) : highWord(x);
  return (high + 0x95f62 - (1023 << 20)) >> 20;
}
