import { expOfSum } from './exponential.ts';
import { LN2_HIGH, LN2_LOW, nearestExponent, powerOfTwo } from './float.ts';

// A sum of two doubles, the second below the rounding error of the first, holds about 106 bits. The logarithm needs
// 11 bits more than a double, since the exponent multiplies its error. The latest result is in `parts`: high, low.
const parts = new Float64Array(2);

/** a + b exactly, for |a| ≥ |b| or a = 0. */
function quickSum(a: number, b: number): void {
  const sum = a + b;
  parts[0] = sum;
  parts[1] = b - (sum - a);
}

const SPLITTER = 2 ** 27 + 1;

/** a·b exactly (Dekker 1971): products of halves of 26 bits are. */
function product(a: number, b: number): void {
  const a1 = a * SPLITTER - (a * SPLITTER - a);
  const b1 = b * SPLITTER - (b * SPLITTER - b);
  const a2 = a - a1;
  const b2 = b - b1;
  const rounded = a * b;
  parts[0] = rounded;
  parts[1] = a2 * b2 - (rounded - a1 * b1 - a2 * b1 - a1 * b2);
}

const THIRD = 1 / 3;
const THIRD_LOW = 2 ** -54 / 3; // what the double above lacks

const RECIPROCALS = Float64Array.from({ length: 11 }, (_, i) => 1 / (25 - 2 * i));

/** 1/5 + z/7 + z²/9 + … for z ≤ 0.0295. */
function seriesTail(z: number): number {
  let sum = RECIPROCALS[0]!;
  for (let i = 1; i < 11; i++) sum = sum * z + RECIPROCALS[i]!;
  return sum;
}

/** ln x of a positive finite x, by 2·artanh((m − 1)/(m + 1)) for x = 2^k·m. */
function logParts(x: number): void {
  const k = nearestExponent(x);
  const m = k < -1022 ? x * 2 ** 54 * powerOfTwo(-k - 54) : x * powerOfTwo(-k);

  const numerator = m - 1;
  const denominator = m + 1;
  const denominatorLow = m - (denominator - 1);
  const s = numerator / denominator;
  product(s, denominator);
  const sLow = (numerator - parts[0]! - parts[1]! - s * denominatorLow) / denominator;

  product(s, s);
  const z = parts[0]!;
  const zLow = parts[1]! + 2 * s * sLow;

  // w = z/3 + z²/5 + z³/7 + …, then ln m = 2s(1 + w).
  product(z, THIRD);
  quickSum(parts[0]!, parts[1]! + z * THIRD_LOW + zLow * THIRD + z * z * seriesTail(z));
  const wLow = parts[1]!;
  quickSum(1, parts[0]!);
  const factor = parts[0]!;
  const factorLow = parts[1]! + wLow;
  product(2 * s, factor);
  const logHigh = parts[0]!;
  const logLow = parts[1]! + 2 * (s * factorLow + sLow * factor);

  if (k === 0) {
    quickSum(logHigh, logLow);
  } else {
    quickSum(k * LN2_HIGH, logHigh);
    quickSum(parts[0]!, parts[1]! + logLow + k * LN2_LOW);
  }
}

/** x to the power y, with the special cases of `Math.pow`. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const magnitude = Math.abs(x);
  const odd = Math.abs(y) < 2 ** 53 && y % 2 !== 0; // of an integer y
  const negative = odd && (x < 0 || Object.is(x, -0));
  if (!Number.isFinite(y) || magnitude === 0 || magnitude === Number.POSITIVE_INFINITY) {
    if (magnitude === 1) return Number.NaN;
    const value = magnitude > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
    return negative && Number.isInteger(y) ? -value : value;
  }
  if (x < 0 && !Number.isInteger(y)) return Number.NaN;

  const value = magnitude === 1 ? 1 : powOfPositive(magnitude, y);
  return negative ? -value : value;
}

function powOfPositive(x: number, y: number): number {
  logParts(x);
  const estimate = y * parts[0]!;
  if (estimate > 720) return Number.POSITIVE_INFINITY;
  if (estimate < -760) return 0;
  const rest = y * parts[1]!;
  product(y, parts[0]!);
  return expOfSum(parts[0]!, parts[1]! + rest);
}
