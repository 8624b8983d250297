import type { Generator } from 'gymnasium-js';
import { type Colour, type Position, sortedColours } from './encoding.ts';

/** Random draws of levels, each with the same random numbers as MiniGrid's. */
export class Draws {
  readonly #owner: { readonly npRandom: Generator };

  /** @param owner the environment whose random stream is used, also after it is seeded anew */
  constructor(owner: { readonly npRandom: Generator }) {
    this.#owner = owner;
  }

  /** An integer in [low, high). */
  integer(low: number, high: number): number {
    return this.#owner.npRandom.integers(low, high);
  }

  /** A number in [low, high). */
  real(low: number, high: number): number {
    return this.#owner.npRandom.uniform(low, high);
  }

  /** True or false with equal chances. */
  boolean(): boolean {
    return this.integer(0, 2) === 0;
  }

  /** An element of a list. */
  element<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length)]!;
  }

  /** Distinct elements of a list, in random order. */
  subset<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    return Array.from({ length: count }, () => rest.splice(this.integer(0, rest.length), 1)[0]!);
  }

  /** A colour. */
  colour(): Colour {
    return this.element(sortedColours);
  }

  /** A cell with x in [xLow, xHigh) and y in [yLow, yHigh). */
  position(xLow: number, xHigh: number, yLow: number, yHigh: number): Position {
    return [this.integer(xLow, xHigh), this.integer(yLow, yHigh)];
  }
}
