import { InvalidSpace } from '../errors.ts';
import { Generator } from '../random/generator.ts';
import { npRandom } from '../random/seeding.ts';

export type SpaceJson = { readonly type: string; readonly [key: string]: unknown };

/** What a space can be seeded with at construction: a seed, null for a random one, or a generator to draw from. */
export type SeedOrGenerator = number | bigint | null | Generator;

/** Seeds for a space and the spaces inside it: one for all, or a list or object of one for each; null for random. */
export type Seed = number | bigint | null | readonly Seed[] | { readonly [key: string]: Seed };

/** The values of a space: `ValueOf<Discrete>` is `number`. */
export type ValueOf<S> = S extends Space<infer T> ? T : never;

/**
 * A set of values from which samples can be drawn. Numeric values are flat, row-major typed arrays whose
 * dimensions are `shape`; scalars are numbers.
 */
export abstract class Space<T = unknown> {
  /** Dimensions of a value, or null where values are not arrays. */
  abstract readonly shape: readonly number[] | null;
  #npRandom: Generator | undefined;

  constructor(seed?: SeedOrGenerator) {
    if (seed instanceof Generator) this.#npRandom = seed;
    else if (seed != null) this.#npRandom = npRandom(seed)[0];
  }

  /** The sampling stream; seeded from the system's entropy if no seed was given. */
  get npRandom(): Generator {
    this.#npRandom ??= npRandom()[0];
    return this.#npRandom;
  }

  /** Whether every value flattens to one array of a fixed length. */
  get isNpFlattenable(): boolean {
    return false;
  }

  /** Seeds the sampling stream; returns the seed(s) used, as Gymnasium does. */
  seed(seed?: Seed): unknown {
    return this.reseed(seed);
  }

  /** Seeds this space's own stream, not those of the spaces inside it. */
  protected reseed(seed?: Seed): bigint {
    const [generator, used] = npRandom(seed as number | bigint | null | undefined);
    this.#npRandom = generator;
    return used;
  }

  /** An equal space, with sampling streams of its own that stand where this one's do. */
  copy(): Space<T> {
    throw new InvalidSpace(
      `${this.constructor.name}.copy: expected a space that can be copied. Override copy() to use this one in a batch.`,
    );
  }

  /**
   * A random value. `mask` says which values are allowed, `probability` how likely each is; what they look like
   * depends on the space, and at most one of them may be given.
   */
  abstract sample(mask?: unknown, probability?: unknown): T;
  abstract contains(value: unknown): value is T;
  abstract equals(other: unknown): boolean;
  /** A description from which `spaceFromJSON` makes an equal space. */
  abstract toJSON(): SpaceJson;
}

/** @throws InvalidSpace when both a mask and probabilities are given */
export function checkOneFilter(name: string, mask: unknown, probability: unknown): void {
  if (mask != null && probability != null) {
    throw new InvalidSpace(`${name}.sample: expected a mask or probabilities, received both. Leave one out.`);
  }
}
