/**
 * Batches: one value that holds one value of a space for each of n environments. Arrays gain a leading dimension,
 * tuples and dicts hold batches, and what cannot be stacked (texts, sequences, graphs, choices) becomes an array.
 *
 * A batch of `MultiDiscrete` stays one, where Gymnasium makes a `Box` of it, so that its values stay `Int32Array`s.
 */
import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import { checkEntries, checkParts, checkSpace, foreign, isList } from './arguments.ts';
import { Box } from './box.ts';
import { Dict } from './dict.ts';
import { Discrete } from './discrete.ts';
import { assign, createArray, type Dtype, dtypeOf, type NumericArray, sizeOf, tile } from './dtype.ts';
import { MultiBinary } from './multi-binary.ts';
import { MultiDiscrete } from './multi-discrete.ts';
import type { Space } from './space.ts';
import { Tuple } from './tuple.ts';

/**
 * The space of batches of n values. Its sampling stream is a copy of the space's.
 * @throws InvalidSpace unless this is a space, and n an integer ≥ 0
 */
export function batchSpace(space: Space, n: number): Space {
  checkBatch(space, n, 'batchSpace');
  if (space instanceof Box) {
    const [low, high] = [tile(space.low, n), tile(space.high, n)];
    const shape = [n, ...space.shape];
    return new Box({ low, high, shape, dtype: space.dtype, seed: space.npRandom.clone() });
  }
  if (space instanceof Discrete) {
    const start = new Int32Array(n).fill(space.start);
    return new MultiDiscrete(Array<number>(n).fill(space.n), {
      start,
      dtype: space.dtype,
      seed: space.npRandom.clone(),
    });
  }
  if (space instanceof MultiDiscrete) {
    const start = tile(space.start, n);
    const shape = [n, ...space.shape];
    return new MultiDiscrete(tile(space.nvec, n), {
      start,
      shape,
      dtype: space.dtype,
      seed: space.npRandom.clone(),
    });
  }
  if (space instanceof MultiBinary) {
    const shape = [n, ...space.shape];
    return new Box({ low: 0, high: 1, shape, dtype: space.dtype, seed: space.npRandom.clone() });
  }
  if (space instanceof Tuple) {
    const spaces = space.spaces.map((inner: Space) => batchSpace(inner, n));
    return new Tuple(spaces, { seed: space.npRandom.clone() });
  }
  if (space instanceof Dict) {
    const entries = space.keys.map((key) => [key, batchSpace(space.spaces[key]!, n)] as const);
    return new Dict(entries, { seed: space.npRandom.clone() });
  }
  const copies = new Tuple(
    Array.from({ length: n }, () => space.copy()),
    { seed: space.npRandom.clone() },
  );
  copies.seed(space.npRandom.clone().integers(0, 1e8, { size: n }));
  return copies;
}

function checkBatch(space: Space, n: number, name: string): void {
  checkSpace(space, `${name}.space`);
  if (Number.isSafeInteger(n) && n >= 0) return;
  throw new InvalidSpace(`${name}.n: expected an integer ≥ 0, received ${describe(n)}.`);
}

type ArraySpace = Box<Dtype> | Discrete | MultiDiscrete | MultiBinary;

function isArraySpace(space: Space): space is ArraySpace {
  return (
    space instanceof Box ||
    space instanceof Discrete ||
    space instanceof MultiDiscrete ||
    space instanceof MultiBinary
  );
}

/** The type of a batch's array: that of the space, but 32-bit integers for `Discrete` and `MultiDiscrete`. */
function batchDtype(space: ArraySpace): Dtype {
  return space instanceof Box || space instanceof MultiBinary ? space.dtype : 'int32';
}

/**
 * A batch of n zeros, for `concatenate` to write into; null stands for what cannot be stacked.
 * @throws InvalidSpace unless this is a space, and n an integer ≥ 0
 */
export function createEmptyArray(space: Space, n: number): unknown {
  checkBatch(space, n, 'createEmptyArray');
  if (isArraySpace(space)) return createArray(batchDtype(space), n * sizeOf(space.shape));
  if (space instanceof Tuple) return space.spaces.map((inner: Space) => createEmptyArray(inner, n));
  if (space instanceof Dict) {
    return Object.fromEntries(space.keys.map((key) => [key, createEmptyArray(space.spaces[key]!, n)]));
  }
  return Array(n).fill(null);
}

/**
 * Puts values of a space into a batch.
 * @param out a batch of as many values, from `createEmptyArray`; arrays in it are written in place
 * @returns the batch
 * @throws InvalidSpace unless this is a space, and the values are in an array and have its form
 */
export function concatenate(space: Space, items: readonly unknown[], out?: unknown): unknown {
  if (!Array.isArray(items)) {
    throw new InvalidSpace(`concatenate.items: expected an array of values, received ${describe(items)}.`);
  }
  checkSpace(space, 'concatenate.space');
  const batch = out ?? createEmptyArray(space, items.length);
  if (isArraySpace(space)) {
    const target = batch as NumericArray;
    const size = sizeOf(space.shape);
    items.forEach((item, i) => {
      const numbers = space instanceof Discrete ? (typeof item === 'number' ? [item] : null) : item;
      if (!isList(numbers) || numbers.length !== size) throw foreign(`concatenate.items[${i}]`, space, item);
      assign(target, numbers as NumericArray, i * size);
    });
    return target;
  }
  if (space instanceof Tuple) {
    return space.spaces.map((inner: Space, i: number) => {
      const parts = items.map((item) => {
        checkParts('concatenate', space, item, space.spaces.length);
        return item[i];
      });
      return concatenate(inner, parts, (batch as unknown[])[i]);
    });
  }
  if (space instanceof Dict) {
    const entries = space.keys.map((key) => {
      const parts = items.map((item) => {
        checkEntries('concatenate', space, item);
        return item[key];
      });
      return [key, concatenate(space.spaces[key]!, parts, (batch as Record<string, unknown>)[key])];
    });
    return Object.fromEntries(entries);
  }
  return [...items];
}

/**
 * The values in a batch: views of its arrays, not copies.
 * @param space the space of the batch, from `batchSpace`
 * @throws InvalidSpace when the space is not one of batches, or `items` does not fit it
 */
export function iterate(space: Space, items: unknown): unknown[] {
  if (space instanceof Box || space instanceof MultiDiscrete || space instanceof MultiBinary) {
    return rows(space, items);
  }
  if (space instanceof Dict) {
    if (typeof items !== 'object' || items === null) throw notABatch(space, items);
    const columns = space.keys.map((key) =>
      iterate(space.spaces[key]!, (items as Record<string, unknown>)[key]),
    );
    return transpose(columns).map((row) => Object.fromEntries(space.keys.map((key, i) => [key, row[i]])));
  }
  if (space instanceof Tuple) {
    if (!Array.isArray(items)) throw notABatch(space, items);
    if (!space.spaces.every(isBatch)) return [...items];
    return transpose(space.spaces.map((inner: Space, i: number) => iterate(inner, items[i])));
  }
  checkSpace(space, 'iterate.space');
  throw new InvalidSpace(
    `iterate: expected a space of batches, received ${space}. Make one with batchSpace.`,
  );
}

function notABatch(space: Space, items: unknown): InvalidSpace {
  return new InvalidSpace(`iterate: expected a batch for ${space}, received ${describe(items)}.`);
}

/** Whether a space inside a tuple holds batches; a tuple of other spaces is itself a batch of unstacked values. */
function isBatch(space: Space): boolean {
  return (
    space instanceof Box ||
    space instanceof MultiDiscrete ||
    space instanceof MultiBinary ||
    space instanceof Dict ||
    space instanceof Tuple
  );
}

function rows(space: Box<Dtype> | MultiDiscrete | MultiBinary, items: unknown): unknown[] {
  const size = sizeOf(space.shape.slice(1));
  if (dtypeOf(items) === null || space.shape.length === 0) throw notABatch(space, items);
  const array = items as NumericArray;
  // Nothing but the space tells how many empty values there are.
  const count = size === 0 ? space.shape[0]! : array.length / size;
  if (!Number.isInteger(count) || count * size !== array.length) throw notABatch(space, items);
  // The rows of a one-dimensional batch are the numbers of a `Discrete`, but arrays of one element of a `Box`.
  if (space instanceof MultiDiscrete && space.shape.length === 1) return [...(array as Int32Array)];
  return Array.from({ length: count }, (_, i) => array.subarray(i * size, (i + 1) * size));
}

function transpose(columns: readonly (readonly unknown[])[]): unknown[][] {
  const length = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== length)) {
    throw new InvalidSpace('iterate: expected batches of one length, received several lengths.');
  }
  return Array.from({ length }, (_, i) => columns.map((column) => column[i]));
}
