import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import { checkedOptions, checkedShape, checkIntegerDtype, checkRange, isList } from './arguments.ts';
import { type IntegerSpaceDtype, sameNumbers, sizeOf } from './dtype.ts';
import { pickMasked, pickNormalized } from './filters.ts';
import { checkOneFilter, type SeedOrGenerator, Space, type SpaceJson } from './space.ts';

export interface MultiDiscreteOptions {
  /** Least value of each element. Default 0. */
  readonly start?: ArrayLike<number>;
  /** Default: `[nvec.length]`. */
  readonly shape?: readonly number[];
  /** The NumPy type of the values elsewhere; here they are 32-bit integers. Default int64. */
  readonly dtype?: IntegerSpaceDtype;
  readonly seed?: SeedOrGenerator;
}

/** Arrays of integers: element i is one of `nvec[i]` from `start[i]` on. Values are flat `Int32Array`s. */
export class MultiDiscrete extends Space<Int32Array> {
  readonly shape: readonly number[];
  readonly nvec: Int32Array;
  readonly start: Int32Array;
  readonly dtype: IntegerSpaceDtype;

  /**
   * @param nvec how many values each element has, row-major
   * @throws InvalidSpace for counts that are not positive, or that do not fit the shape; for a dtype that cannot hold
   * them and every value, and values beyond 32 bits
   */
  constructor(nvec: ArrayLike<number>, options: MultiDiscreteOptions = {}) {
    const { start, shape, dtype = 'int64', seed } = checkedOptions(options, 'MultiDiscrete');
    super(seed);
    checkIntegerDtype(dtype, 'MultiDiscrete');
    const size = checkLength(nvec, 'nvec');
    this.shape = checkedShape(shape ?? [size], 'MultiDiscrete.shape', 0);
    this.dtype = dtype;
    const starts = start ?? new Int32Array(size);
    if (sizeOf(this.shape) !== size || checkLength(starts, 'start') !== size) {
      throw new InvalidSpace(
        `MultiDiscrete: expected ${sizeOf(this.shape)} counts and starts, received ${size} and ${starts.length}.`,
      );
    }
    for (let i = 0; i < size; i++) {
      const range = { count: nvec[i], start: starts[i] };
      const paths = [`MultiDiscrete.nvec[${i}]`, `MultiDiscrete.start[${i}]`] as const;
      checkRange({ ...range, dtype, paths });
      checkRange({ ...range, dtype: 'int32', paths });
    }
    this.nvec = Int32Array.from(nvec);
    this.start = Int32Array.from(starts);
  }

  override get isNpFlattenable(): boolean {
    return true;
  }

  /**
   * @param mask for each element, in row-major order, the mask of a `Discrete`
   * @param probability for each element the probabilities of a `Discrete`
   */
  override sample(
    mask?: ArrayLike<ArrayLike<number>> | null,
    probability?: ArrayLike<ArrayLike<number>> | null,
  ): Int32Array {
    checkOneFilter('MultiDiscrete', mask, probability);
    const { npRandom: random, nvec, start } = this;
    const filters = mask ?? probability;
    if (filters == null) return nvec.map((count, i) => Math.trunc(random.random() * count) + start[i]!);
    const name = mask == null ? 'probability' : 'mask';
    const pick = mask == null ? pickNormalized : pickMasked;
    if (filters.length !== nvec.length) {
      const path = `MultiDiscrete.sample: ${name}`;
      throw new InvalidSpace(`${path}: expected ${nvec.length} lists, received ${filters.length}.`);
    }
    return nvec.map(
      (count, i) => start[i]! + pick(random, filters[i]!, count, `MultiDiscrete.sample: ${name}[${i}]`),
    );
  }

  /** Whether `value` is an `Int32Array` of the right length with each element in its range. */
  override contains(value: unknown): value is Int32Array {
    if (!(value instanceof Int32Array) || value.length !== this.nvec.length) return false;
    return value.every((x, i) => this.start[i]! <= x && x - this.start[i]! < this.nvec[i]!);
  }

  override equals(other: unknown): boolean {
    return (
      other instanceof MultiDiscrete &&
      other.dtype === this.dtype &&
      sameNumbers(other.shape, this.shape) &&
      sameNumbers(other.nvec, this.nvec) &&
      sameNumbers(other.start, this.start)
    );
  }

  override copy(): MultiDiscrete {
    const { nvec, start, shape, dtype } = this;
    return new MultiDiscrete(nvec, { start, shape, dtype, seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    const { shape, dtype } = this;
    return { type: 'MultiDiscrete', nvec: [...this.nvec], start: [...this.start], shape, dtype };
  }

  override toString(): string {
    const start = this.start.some(Boolean) ? `, start=[${this.start}]` : '';
    return `MultiDiscrete([${this.nvec}]${start})`;
  }
}

/** @throws InvalidSpace unless these are a list */
function checkLength(numbers: unknown, name: 'nvec' | 'start'): number {
  if (isList(numbers)) return numbers.length;
  throw new InvalidSpace(
    `MultiDiscrete.${name}: expected an array of integers, received ${describe(numbers)}.`,
  );
}
