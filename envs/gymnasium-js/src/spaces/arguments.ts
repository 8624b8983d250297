/** Checks of what spaces are made of. Types say as much, but JSON and JavaScript do not heed them. */
import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import { type IntegerSpaceDtype, isIntegerDtype, limitsOf, type NumericArray } from './dtype.ts';
import { Space } from './space.ts';

/** Whether a value is an array or a typed array. */
export function isList(value: unknown): value is readonly unknown[] | NumericArray {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** @throws InvalidSpace unless the options of a space are an object, which they are where none are given */
export function checkedOptions<Options extends object>(options: Options, name: string): Options {
  if (typeof options === 'object' && options !== null) return options;
  throw new InvalidSpace(`${name}.options: expected an object, received ${describe(options)}.`);
}

/** The error for a value that is none of a space's. */
export function foreign(path: string, space: Space, value: unknown): InvalidSpace {
  return new InvalidSpace(`${path}: expected a value of ${space}, received ${describe(value)}.`);
}

/** @throws InvalidSpace unless a value has a part for each of so many spaces, as those of a `Tuple` have */
export function checkParts(
  path: string,
  space: Space,
  value: unknown,
  count: number,
): asserts value is unknown[] {
  if (!Array.isArray(value) || value.length !== count) throw foreign(path, space, value);
}

/** @throws InvalidSpace unless a value has entries, as those of a `Dict` have */
export function checkEntries(
  path: string,
  space: Space,
  value: unknown,
): asserts value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw foreign(path, space, value);
}

/** @throws InvalidSpace unless this is a Space */
export function checkSpace(space: unknown, path: string): asserts space is Space {
  if (space instanceof Space) return;
  throw new InvalidSpace(`${path}: expected a Space, received ${describe(space)}.`);
}

/** @throws InvalidSpace unless this is an array of spaces */
export function checkSpaces(spaces: unknown, path: string): asserts spaces is readonly Space[] {
  if (!Array.isArray(spaces)) {
    throw new InvalidSpace(`${path}: expected an array of spaces, received ${describe(spaces)}.`);
  }
  spaces.forEach((space, i) => {
    checkSpace(space, `${path}[${i}]`);
  });
}

/**
 * The dimensions, frozen.
 * @param least the least length of a dimension
 * @throws InvalidSpace unless they are a list of such integers
 */
export function checkedShape(shape: unknown, path: string, least: 0 | 1): readonly number[] {
  const lengths: readonly unknown[] | undefined = isList(shape) ? [...shape] : undefined;
  if (lengths?.every((length): length is number => isSafe(length) && length >= least)) {
    return Object.freeze(lengths);
  }
  throw new InvalidSpace(
    `${path}: expected an array of integers ≥ ${least}, received ${lengths === undefined ? describe(shape) : `[${lengths}]`}.`,
  );
}

/** @throws InvalidSpace unless this is the name of an integer type */
export function checkIntegerDtype(dtype: unknown, name: string): asserts dtype is IntegerSpaceDtype {
  if (isIntegerDtype(dtype)) return;
  throw new InvalidSpace(
    `${name}.dtype: expected one of NumPy's integer types, such as int64 or uint8, received ${describe(dtype)}.`,
  );
}

/** How many integers there are, from where on, and where they belong. */
interface Range {
  readonly count: unknown;
  readonly start: unknown;
  readonly dtype: IntegerSpaceDtype;
  /** What messages call the count and the start. */
  readonly paths: readonly [count: string, start: string];
}

/**
 * Checks that the type holds the count, as Python demands it, and every value.
 * @throws InvalidSpace when it does not, or one of the numbers is no integer
 */
export function checkRange({ count, start, dtype, paths: [countPath, startPath] }: Range): void {
  const [least, greatest] = limitsOf(dtype);
  if (!isSafe(count) || count <= 0) {
    throw new InvalidSpace(`${countPath}: expected a positive integer, received ${describe(count)}.`);
  }
  if (count > greatest) {
    throw new InvalidSpace(
      `${countPath}: expected at most ${greatest}, the greatest ${dtype}, received ${count}. Choose another dtype.`,
    );
  }
  if (!isSafe(start) || !isSafe(start + count)) {
    throw new InvalidSpace(`${startPath}: expected an integer, received ${describe(start)}.`);
  }
  const last = start + count - 1;
  if (start >= least && last <= greatest) return;
  throw new InvalidSpace(
    `${startPath}: expected values in [${least}, ${greatest}], which ${dtype} can hold, received those from ${start} to ${last}. Choose another dtype.`,
  );
}

function isSafe(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
