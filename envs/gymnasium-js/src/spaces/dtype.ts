/** Element types of array spaces: NumPy's names, and the typed arrays that hold them. */

/** By element type: what holds its numbers; `bool` is held as bytes 0 and 1. */
export const arrayTypes = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const;

interface Arrays {
  float32: Float32Array;
  float64: Float64Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int16: Int16Array;
  uint16: Uint16Array;
  int32: Int32Array;
  uint32: Uint32Array;
  int64: BigInt64Array;
  uint64: BigUint64Array;
  bool: Uint8Array;
}

export type Dtype = keyof Arrays;
export type FloatDtype = 'float32' | 'float64';
export type IntegerSpaceDtype = Exclude<Dtype, FloatDtype | 'bool'>;

/** The typed array of an element type: `ArrayOf<'float32'>` is `Float32Array`. */
export type ArrayOf<D extends Dtype> = Arrays[D];
export type NumericArray = Arrays[Dtype];

export const dtypes = Object.keys(arrayTypes) as readonly Dtype[];

/** A zeroed array. */
export function createArray<D extends Dtype>(dtype: D, length: number): ArrayOf<D> {
  return new arrayTypes[dtype](length) as NumericArray as ArrayOf<D>;
}

export function isDtype(value: unknown): value is Dtype {
  return typeof value === 'string' && Object.hasOwn(arrayTypes, value);
}

export function isFloat(dtype: Dtype): dtype is FloatDtype {
  return dtype === 'float32' || dtype === 'float64';
}

/** Whether values of this type are bigints. */
export function isWide(dtype: Dtype): dtype is 'int64' | 'uint64' {
  return dtype === 'int64' || dtype === 'uint64';
}

export function isSigned(dtype: Dtype): boolean {
  return dtype.startsWith('int');
}

/** Whether values of this type are integers; those of bool are not. */
export function isIntegerDtype(value: unknown): value is IntegerSpaceDtype {
  return isDtype(value) && value !== 'bool' && !isFloat(value);
}

function bitsOf(dtype: Dtype): number {
  return dtype === 'bool' ? 1 : Number(/\d+$/.exec(dtype)![0]);
}

/** Least and greatest finite value. */
export function limitsOf(dtype: Dtype): readonly [least: number | bigint, greatest: number | bigint] {
  if (dtype === 'float64') return [-Number.MAX_VALUE, Number.MAX_VALUE];
  if (dtype === 'float32') return [-(2 ** 128 - 2 ** 104), 2 ** 128 - 2 ** 104];
  if (dtype === 'bool') return [0, 1];
  const bits = BigInt(bitsOf(dtype));
  const [least, greatest] = isSigned(dtype)
    ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]
    : [0n, (1n << bits) - 1n];
  return isWide(dtype) ? [least, greatest] : [Number(least), Number(greatest)];
}

/** The smallest type that holds all values of both, by NumPy's rules of promotion. */
export function promote(a: Dtype, b: Dtype): Dtype {
  if (a === b || b === 'bool') return a;
  if (a === 'bool') return b;
  if (isFloat(a) && isFloat(b)) return 'float64';
  if (isFloat(a)) return a === 'float32' && bitsOf(b) <= 16 ? 'float32' : 'float64';
  if (isFloat(b)) return promote(b, a);
  const [narrow, wide] = bitsOf(a) <= bitsOf(b) ? [a, b] : [b, a];
  if (isSigned(narrow) === isSigned(wide)) return wide;
  if (isSigned(wide) && bitsOf(wide) > bitsOf(narrow)) return wide;
  return wide === 'uint64' || narrow === 'uint64' ? 'float64' : (`int${2 * bitsOf(wide)}` as Dtype);
}

/** The element type of a typed array, or null for anything else. */
export function dtypeOf(value: unknown): Dtype | null {
  for (const [dtype, ArrayType] of Object.entries(arrayTypes)) {
    if (value instanceof ArrayType) return dtype as Dtype;
  }
  return null;
}

/** Whether a value is a typed array that casts to the given type without losing anything. */
export function holds(dtype: Dtype, value: unknown): value is NumericArray {
  if (value instanceof arrayTypes[dtype]) return true;
  const own = dtypeOf(value);
  return own !== null && promote(own, dtype) === dtype;
}

/** Copies numbers or bigints into an array, converting between the two as needed; fractions are cut off. */
export function assign(target: NumericArray, source: ArrayLike<number | bigint>, offset = 0): void {
  if (source.constructor === target.constructor) {
    (target as Float64Array).set(source as Float64Array, offset);
    return;
  }
  if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    for (let i = 0; i < source.length; i++) {
      const value = source[i]!;
      target[offset + i] = typeof value === 'bigint' ? value : BigInt(Math.trunc(value));
    }
  } else {
    for (let i = 0; i < source.length; i++) target[offset + i] = Number(source[i]);
  }
}

/** Number of elements of an array of this shape; 1 for the empty shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function sameNumbers(a: ArrayLike<number | bigint>, b: ArrayLike<number | bigint>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** n copies of an array, one after the other. */
export function tile<A extends NumericArray>(array: A, n: number): A {
  const out = createArray(dtypeOf(array)!, array.length * n);
  for (let i = 0; i < n; i++) assign(out, array, i * array.length);
  return out as A;
}
