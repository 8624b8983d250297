/** Checks of what programs without types may pass to a generator. All throw InvalidArgument. */
import { describe } from '../checks/describe.ts';
import { InvalidArgument } from '../errors.ts';

/** Longest array. */
const MOST = 2 ** 32 - 1;

/** A number of draws. */
export function checkSize(size: number, name = 'size'): number {
  if (Number.isInteger(size) && size >= 0 && size <= MOST) return size;
  throw new InvalidArgument(`${name}: expected an integer from 0 to ${MOST}, received ${describe(size)}.`);
}

/** A new array for so many draws. */
export function newNumbers(size: number): Float64Array {
  checkSize(size);
  try {
    return new Float64Array(size);
  } catch (cause) {
    throw new InvalidArgument(`size: expected as many numbers as fit into memory, received ${size}.`, {
      cause,
    });
  }
}

/** A number, NaN and infinities included, as NumPy takes them. */
export function checkNumber(name: string, value: number): number {
  if (typeof value === 'number') return value;
  throw new InvalidArgument(`${name}: expected a number, received ${describe(value)}.`);
}

/** A mean or deviation. */
export function checkNonNegative(name: string, value: number): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new InvalidArgument(`${name}: expected a number ≥ 0, received ${describe(value)}.`);
}

/** Anything with elements that are counted. */
export function checkElements<A extends { readonly length: number }>(name: string, values: A): A {
  const { length } = Object(values ?? {}) as { readonly length: unknown };
  if (typeof length === 'number' && Number.isInteger(length) && length >= 0 && length <= MOST) return values;
  throw new InvalidArgument(`${name}: expected an array, received ${describe(values)}.`);
}

/** As `checkElements`, where elements are written. */
export function checkWritable<A extends { readonly length: number }>(name: string, values: A): A {
  checkElements(name, values);
  if (typeof values === 'object' && !Object.isFrozen(values)) return values;
  throw new InvalidArgument(`${name}: expected an array that can be written, received ${describe(values)}.`);
}

/** Settings of a call; none where nothing was passed. */
export function checkOptions<Options extends object>(options: Options | null | undefined): Options {
  if (options === undefined || options === null) return {} as Options;
  if (typeof options === 'object') return options;
  throw new InvalidArgument(`options: expected an object, received ${describe(options)}.`);
}
