import { InvalidSpace } from '../errors.ts';
import { Generator } from '../random/generator.ts';
import { checkedOptions, checkSpace } from './arguments.ts';
import { batchSpace, concatenate, iterate } from './batch.ts';
import { checkOneFilter, type Seed, Space, type SpaceJson } from './space.ts';
import { checkSeeds, isNumeric, subseeds } from './subseeds.ts';

/** How long (a number, one of several, or null for chance) and which values (the filter of the inner space). */
export type SequenceFilter = readonly [length: number | ArrayLike<number> | null, values: unknown];

export interface SequenceOptions {
  /** Whether a value is one batch, as `concatenate` makes it, instead of an array of values. Default false. */
  readonly stack?: boolean;
  readonly seed?: Seed | Generator;
}

/** Sequences of any length of values of one space. Lengths are drawn from a geometric distribution of mean 4. */
export class Sequence extends Space {
  readonly shape = null;
  readonly space: Space;
  readonly stack: boolean;
  /** The space of batches; where values are stacked, it tells them apart again. */
  readonly #batch: Space | null;

  /** @throws InvalidSpace when `space` is none */
  constructor(space: Space, options: SequenceOptions = {}) {
    const { stack = false, seed } = checkedOptions(options, 'Sequence');
    super(seed instanceof Generator ? seed : undefined);
    checkSpace(space, 'Sequence.space');
    this.space = space;
    this.stack = stack;
    this.#batch = stack ? batchSpace(space, 1) : null;
    if (seed !== undefined && !(seed instanceof Generator)) this.seed(seed);
  }

  /** Seeds the lengths and the values: from one seed, or from a pair of seeds. */
  override seed(seed?: Seed): [bigint, unknown] {
    if (seed == null) return [this.reseed(), this.space.seed()];
    if (!isNumeric(seed)) {
      const [own, values] = checkSeeds(seed, 2, 'Sequence');
      return [this.reseed(own), this.space.seed(values)];
    }
    this.reseed(seed);
    const [values] = subseeds(this.npRandom, 1);
    return [this.reseed(seed), this.space.seed(values)];
  }

  /**
   * @param mask length and the mask of the inner space
   * @param probability length and the probabilities of the inner space
   */
  override sample(mask?: SequenceFilter | null, probability?: SequenceFilter | null): unknown {
    checkOneFilter('Sequence', mask, probability);
    const length = this.#length((mask ?? probability)?.[0] ?? null);
    const values = Array.from({ length }, () => this.space.sample(mask?.[1], probability?.[1]));
    return this.stack ? concatenate(this.space, values) : values;
  }

  #length(wanted: number | ArrayLike<number> | null): number {
    if (wanted === null) return this.npRandom.geometric(0.25);
    const lengths = typeof wanted === 'number' ? [wanted] : Array.from(wanted);
    if (lengths.length === 0 || !lengths.every((length) => Number.isSafeInteger(length) && length >= 0)) {
      throw new InvalidSpace(`Sequence.sample: expected lengths ≥ 0, received ${JSON.stringify(wanted)}.`);
    }
    return typeof wanted === 'number' ? wanted : this.npRandom.choice(lengths);
  }

  /** The values of a sequence, stacked or not. */
  values(sequence: unknown): unknown[] {
    return this.#batch === null ? [...(sequence as unknown[])] : iterate(this.#batch, sequence);
  }

  override contains(value: unknown): value is unknown {
    if (this.#batch === null && !Array.isArray(value)) return false;
    try {
      return this.values(value).every((item) => this.space.contains(item));
    } catch (error) {
      if (error instanceof InvalidSpace) return false; // not a batch at all
      throw error;
    }
  }

  override equals(other: unknown): boolean {
    return other instanceof Sequence && other.stack === this.stack && other.space.equals(this.space);
  }

  override copy(): Sequence {
    return new Sequence(this.space.copy(), { stack: this.stack, seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    return { type: 'Sequence', space: this.space.toJSON(), stack: this.stack };
  }

  override toString(): string {
    return `Sequence(${this.space}, stack=${this.stack})`;
  }
}
