/**
 * Elementary functions that give the same bits on every JavaScript engine: `Math.exp` and its kin may differ from
 * engine to engine, while +, −, ×, ÷ and √ may not. Errors stay below one unit in the last place (ulp), except
 * `expm1` and `tanh` (below two).
 *
 * The polynomial coefficients and the argument reductions are those of fdlibm (Sun Microsystems, 1993); `log1p`
 * sums its polynomial in glibc's order, so that NumPy's ziggurat tails come out equal.
 */
import { halfPiRemainder } from './half-pi.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

// 2^-1074 … 2^1023. (Assembling them from bits instead would stall the processor at every call.)
const LEAST_EXPONENT = -1074;
const powers = new Float64Array(1023 - LEAST_EXPONENT + 1);
for (let i = 0, power = Number.MIN_VALUE; i < powers.length; i++, power *= 2) powers[i] = power;

/** 2^exponent for −1074 ≤ exponent ≤ 1023. */
function powerOfTwo(exponent: number): number {
  return powers[exponent - LEAST_EXPONENT]!;
}

// One double and its two 32-bit halves. The index of the high half depends on the byte order.
const float = new Float64Array([1]);
const words = new Int32Array(float.buffer);
const HIGH = words[1] === 0 ? 0 : 1;

/** Sign, exponent and the top 20 bits of the mantissa. */
function highWord(x: number): number {
  float[0] = x;
  return words[HIGH]!;
}

/** x·2^exponent, rounded once, for any exponent an exponential can need. */
function scale(x: number, exponent: number): number {
  if (exponent > 1023) return x * 2 * powerOfTwo(exponent - 1);
  if (exponent < -1021) return x * powerOfTwo(exponent + 1000) * powerOfTwo(-1000);
  return x * powerOfTwo(exponent);
}

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
function expOfSum(x: number, low: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
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

/** k with x = 2^k·m and m between about √½ and √2, for a positive finite x. */
function nearestExponent(x: number): number {
  const high = x < 2 ** -1022 ? highWord(x * 2 ** 54) - (54 << 20) : highWord(x);
  return (high + 0x95f62 - (1023 << 20)) >> 20;
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
