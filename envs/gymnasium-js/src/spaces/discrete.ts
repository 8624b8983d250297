import { checkedOptions, checkIntegerDtype, checkRange } from './arguments.ts';
import type { IntegerSpaceDtype } from './dtype.ts';
import { pickMasked, pickWeighted } from './filters.ts';
import { checkOneFilter, type SeedOrGenerator, Space, type SpaceJson } from './space.ts';

export interface DiscreteOptions {
  /** The least value. Default 0. */
  readonly start?: number;
  /** The NumPy type of the values elsewhere; it decides which random numbers are drawn. Default int64. */
  readonly dtype?: IntegerSpaceDtype;
  readonly seed?: SeedOrGenerator;
}

/** The `n` integers from `start` on. Values are numbers. */
export class Discrete extends Space<number> {
  readonly shape: readonly number[] = Object.freeze([]);
  readonly n: number;
  readonly start: number;
  readonly dtype: IntegerSpaceDtype;

  /** @throws InvalidSpace unless n is a positive integer, start an integer, and dtype one that holds n and the values */
  constructor(n: number, options: DiscreteOptions = {}) {
    const { start = 0, dtype = 'int64', seed } = checkedOptions(options, 'Discrete');
    super(seed);
    checkIntegerDtype(dtype, 'Discrete');
    checkRange({ count: n, start, dtype, paths: ['Discrete.n', 'Discrete.start'] });
    this.n = n;
    this.start = start;
    this.dtype = dtype;
  }

  override get isNpFlattenable(): boolean {
    return true;
  }

  /**
   * @param mask `[n]`, 1 for values that may be drawn, 0 for others; without any 1 the sample is `start`
   * @param probability `[n]`, summing to 1
   */
  override sample(mask?: ArrayLike<number> | null, probability?: ArrayLike<number> | null): number {
    checkOneFilter('Discrete', mask, probability);
    if (mask != null) return this.start + pickMasked(this.npRandom, mask, this.n, 'Discrete.sample: mask');
    if (probability != null) {
      const path = 'Discrete.sample: probability';
      return this.start + pickWeighted(this.npRandom, probability, this.n, path);
    }
    return this.start + this.npRandom.integers(0, this.n, { dtype: this.dtype });
  }

  override contains(value: unknown): value is number {
    return Number.isInteger(value) && this.start <= Number(value) && Number(value) < this.start + this.n;
  }

  override equals(other: unknown): boolean {
    return (
      other instanceof Discrete &&
      other.n === this.n &&
      other.start === this.start &&
      other.dtype === this.dtype
    );
  }

  override copy(): Discrete {
    return new Discrete(this.n, { start: this.start, dtype: this.dtype, seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    return { type: 'Discrete', n: this.n, start: this.start, dtype: this.dtype };
  }

  override toString(): string {
    const start = this.start === 0 ? '' : `, start=${this.start}`;
    const dtype = this.dtype === 'int64' ? '' : `, dtype=${this.dtype}`;
    return `Discrete(${this.n}${start}${dtype})`;
  }
}
