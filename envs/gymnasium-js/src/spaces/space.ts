import type { Generator } from '../random/generator.ts';
import { npRandom } from '../random/seeding.ts';

export type SpaceJson = { readonly type: string; readonly [key: string]: unknown };

/**
 * A set of values from which samples can be drawn. Numeric values are flat, row-major typed arrays whose
 * dimensions are `shape`; scalars are numbers.
 */
export abstract class Space<T = unknown> {
  /** Dimensions of a value, or null where values are not arrays. */
  abstract readonly shape: readonly number[] | null;
  #npRandom: Generator | undefined;

  constructor(seed?: number | bigint | Generator) {
    if (typeof seed === 'object') this.#npRandom = seed;
    else if (seed !== undefined) this.#npRandom = npRandom(seed)[0];
  }

  get npRandom(): Generator {
    this.#npRandom ??= npRandom()[0];
    return this.#npRandom;
  }

  /** Seeds the sampling stream; returns the seed(s) used, as Gymnasium does. */
  seed(seed?: number | bigint): unknown {
    const [generator, used] = npRandom(seed);
    this.#npRandom = generator;
    return used;
  }

  abstract sample(mask?: unknown, probability?: unknown): T;
  abstract contains(value: unknown): value is T;
  abstract equals(other: unknown): boolean;
  abstract toJSON(): SpaceJson;
}
