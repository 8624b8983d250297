/** Bounded integers: NumPy's argument rules, in front of the draws of `bounded.ts`. */
import { describe } from '../checks/describe.ts';
import { InvalidArgument } from '../errors.ts';
import { bounded32, bounded64, boundedSource, type IntegerKind } from './bounded.ts';
import type { PCG64 } from './pcg64.ts';

// Width, least and greatest value of each type.
const TYPES = {
  bool: ['bool', 0, 1],
  int8: [8, -(2 ** 7), 2 ** 7 - 1],
  int16: [16, -(2 ** 15), 2 ** 15 - 1],
  int32: [32, -(2 ** 31), 2 ** 31 - 1],
  int64: [64, -(2 ** 63), 2 ** 63],
  uint8: [8, 0, 2 ** 8 - 1],
  uint16: [16, 0, 2 ** 16 - 1],
  uint32: [32, 0, 2 ** 32 - 1],
  uint64: [64, 0, 2 ** 64],
} as const satisfies Record<string, readonly [IntegerKind, number, number]>;

export type IntegerDtype = keyof typeof TYPES;

/** One bound for all draws, or one for each. */
export type IntegerBounds = number | ArrayLike<number>;

export interface IntegerOptions {
  /** Whether the upper bound itself can be drawn. Default false. */
  readonly endpoint?: boolean;
  /** The NumPy type whose draws to repeat: narrow types take several numbers from one word. Default int64. */
  readonly dtype?: IntegerDtype;
}

/**
 * One integer.
 * @throws InvalidArgument for an empty interval, fractional bounds, or bounds outside the type
 */
export function drawInteger(
  bits: PCG64,
  lowOrHigh: number,
  high: number | null | undefined,
  { endpoint = false, dtype = 'int64' }: IntegerOptions,
): number {
  checkDtype(dtype);
  const lower = high == null ? 0 : lowOrHigh;
  const range = checkedRange(lower, (high ?? lowOrHigh) - (endpoint ? 0 : 1), dtype);
  const kind = TYPES[dtype][0];
  const wide = (kind === 64 || kind === 32) && range <= 0xffffffff;
  return lower + (wide ? bounded32(bits, range) : boundedSource(bits, kind)(range));
}

/** Fills `out`; throws as `drawInteger` does, before the first draw. */
export function drawIntegers(
  bits: PCG64,
  out: { readonly length: number; [index: number]: number },
  lowOrHigh: IntegerBounds,
  high: IntegerBounds | null | undefined,
  { endpoint = false, dtype = 'int64' }: IntegerOptions,
): void {
  const lower = high == null ? 0 : lowOrHigh;
  const upper = high ?? lowOrHigh;
  checkDtype(dtype);
  checkLength(lower, out.length);
  checkLength(upper, out.length);
  const ranges = new Float64Array(out.length);
  for (let i = 0; i < out.length; i++) {
    ranges[i] = checkedRange(at(lower, i), at(upper, i) - (endpoint ? 0 : 1), dtype);
  }
  const draw = boundedSource(bits, TYPES[dtype][0]);
  for (let i = 0; i < out.length; i++) out[i] = at(lower, i) + draw(ranges[i]!);
}

/** One integer of up to 64 bits. */
export function drawBigInteger(
  bits: PCG64,
  lowOrHigh: bigint,
  high: bigint | null | undefined,
  { endpoint = false, dtype = 'int64' }: IntegerOptions,
): bigint {
  if (dtype !== 'int64' && dtype !== 'uint64') {
    throw new InvalidArgument(`integers: expected number bounds for ${dtype}, received bigints.`);
  }
  if (high != null && typeof high !== 'bigint')
    throw new InvalidArgument(`integers: expected bigints for both bounds, received ${describe(high)}.`);
  const lower = high == null ? 0n : lowOrHigh;
  const last = (high ?? lowOrHigh) - (endpoint ? 0n : 1n);
  const [least, greatest] = dtype === 'uint64' ? [0n, 2n ** 64n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];
  if (lower < least || last > greatest || lower > last) {
    throw new InvalidArgument(
      `integers: expected ${least} ≤ low ≤ last ≤ ${greatest}, received ${lower} and ${last}.`,
    );
  }
  return lower + bounded64(bits, last - lower);
}

function at(bound: IntegerBounds, index: number): number {
  return typeof bound === 'number' ? bound : bound[index]!;
}

function checkDtype(dtype: IntegerDtype): void {
  if (typeof dtype === 'string' && Object.hasOwn(TYPES, dtype)) return;
  const names = Object.keys(TYPES).join(', ');
  throw new InvalidArgument(`dtype: expected one of ${names}, received ${describe(dtype)}.`);
}

function checkLength(bound: IntegerBounds, length: number): void {
  if (typeof bound !== 'number' && (typeof bound !== 'object' || bound === null))
    throw new InvalidArgument(`integers: expected numbers as bounds, received ${describe(bound)}.`);
  if (typeof bound === 'object' && bound.length !== length) {
    throw new InvalidArgument(`integers: expected ${length} bounds, received ${bound.length}.`);
  }
}

function checkedRange(lower: number, last: number, dtype: IntegerDtype): number {
  const [, least, greatest] = TYPES[dtype];
  const exact = Number.isSafeInteger(lower) && Number.isSafeInteger(last) && last - lower < 2 ** 53;
  if (!exact || lower < least || last > greatest) {
    throw new InvalidArgument(
      `integers: expected integers in the range of ${dtype}, received low ${String(lower)} and last ${last}. Above 2^53 pass bigints.`,
    );
  }
  if (lower > last) {
    throw new InvalidArgument(`integers: the interval from ${lower} to ${last} (both included) is empty.`);
  }
  return last - lower;
}
