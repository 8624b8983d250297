import { InvalidSpace } from '../errors.ts';
import { checkedOptions, checkedShape } from './arguments.ts';
import { sameNumbers, sizeOf } from './dtype.ts';
import { checkFilter } from './filters.ts';
import { checkOneFilter, type SeedOrGenerator, Space, type SpaceJson } from './space.ts';

/** Arrays of zeros and ones. Values are flat `Int8Array`s. */
export class MultiBinary extends Space<Int8Array> {
  readonly shape: readonly number[];
  readonly dtype = 'int8';
  readonly #size: number;

  /**
   * @param n length, or the dimensions
   * @throws InvalidSpace unless all are positive integers
   */
  constructor(n: number | readonly number[], options: { seed?: SeedOrGenerator } = {}) {
    super(checkedOptions(options, 'MultiBinary').seed);
    this.shape = checkedShape(typeof n === 'number' ? [n] : n, 'MultiBinary.n', 1);
    this.#size = sizeOf(this.shape);
  }

  override get isNpFlattenable(): boolean {
    return true;
  }

  /**
   * @param mask for each element 0 or 1 to fix it, 2 to draw it
   * @param probability for each element that of a 1
   */
  override sample(mask?: ArrayLike<number> | null, probability?: ArrayLike<number> | null): Int8Array {
    checkOneFilter('MultiBinary', mask, probability);
    const out = new Int8Array(this.#size);
    if (probability != null) {
      checkFilter(probability, this.#size, 'MultiBinary.sample: probability');
      return out.map((_, i) => (this.npRandom.random() <= probability[i]! ? 1 : 0));
    }
    if (mask != null) this.#checkMask(mask);
    this.npRandom.fillIntegers(out, 0, 2, { dtype: 'int8' });
    return mask == null ? out : out.map((drawn, i) => (mask[i] === 2 ? drawn : mask[i]!));
  }

  #checkMask(mask: ArrayLike<number>): void {
    const values = Array.from(mask);
    if (values.length !== this.#size || !values.every((value) => value === 0 || value === 1 || value === 2)) {
      throw new InvalidSpace(
        `MultiBinary.sample: mask: expected ${this.#size} numbers of 0, 1 and 2, received [${values}].`,
      );
    }
  }

  /** Whether `value` is an `Int8Array` of the right length, of zeros and ones. */
  override contains(value: unknown): value is Int8Array {
    return (
      value instanceof Int8Array && value.length === this.#size && value.every((x) => x === 0 || x === 1)
    );
  }

  override equals(other: unknown): boolean {
    return other instanceof MultiBinary && sameNumbers(other.shape, this.shape);
  }

  override copy(): MultiBinary {
    return new MultiBinary(this.shape, { seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    return { type: 'MultiBinary', shape: this.shape };
  }

  override toString(): string {
    return `MultiBinary([${this.shape}])`;
  }
}
