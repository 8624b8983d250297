import { InvalidSpace } from '../errors.ts';
import { Generator } from '../random/generator.ts';
import { checkedOptions, checkSpaces } from './arguments.ts';
import { checkOneFilter, type Seed, Space, type SpaceJson, type ValueOf } from './space.ts';
import { checkSeeds, isNumeric, subseeds } from './subseeds.ts';

type Values<S extends readonly Space[]> = { [K in keyof S]: ValueOf<S[K]> };

/** Arrays with a value of the matching space in each place. */
export class Tuple<const S extends readonly Space[] = readonly Space[]> extends Space<Values<S>> {
  readonly shape = null;
  readonly spaces: S;

  /** @throws InvalidSpace when something other than a space is among them */
  constructor(spaces: S, options: { seed?: Seed | Generator } = {}) {
    const { seed } = checkedOptions(options, 'Tuple');
    super(seed instanceof Generator ? seed : undefined);
    checkSpaces(spaces, 'Tuple.spaces');
    this.spaces = Object.freeze([...spaces]) as S;
    if (seed !== undefined && !(seed instanceof Generator)) this.seed(seed);
  }

  override get isNpFlattenable(): boolean {
    return this.spaces.every((space) => space.isNpFlattenable);
  }

  /**
   * Seeds the spaces: from one seed, or from a list with a seed for each.
   * @throws InvalidSpace for a list of another length
   */
  override seed(seed?: Seed): unknown[] {
    if (seed == null) return this.spaces.map((space) => space.seed());
    let seeds: readonly Seed[];
    if (isNumeric(seed)) {
      this.reseed(seed);
      seeds = subseeds(this.npRandom, this.spaces.length);
    } else {
      seeds = checkSeeds(seed, this.spaces.length, 'Tuple');
    }
    return this.spaces.map((space, i) => space.seed(seeds[i]));
  }

  /** @param mask, @param probability a list with that of each space */
  override sample(mask?: readonly unknown[] | null, probability?: readonly unknown[] | null): Values<S> {
    checkOneFilter('Tuple', mask, probability);
    checkFilters('Tuple', mask ?? probability, this.spaces.length);
    return this.spaces.map((space, i) => space.sample(mask?.[i], probability?.[i])) as Values<S>;
  }

  override contains(value: unknown): value is Values<S> {
    return (
      Array.isArray(value) &&
      value.length === this.spaces.length &&
      this.spaces.every((space, i) => space.contains(value[i]))
    );
  }

  override equals(other: unknown): boolean {
    return other instanceof Tuple && sameSpaces(this.spaces, other.spaces);
  }

  override copy(): Tuple<S> {
    const spaces: readonly Space[] = this.spaces.map((space) => space.copy());
    return new Tuple(spaces as S, { seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    return { type: 'Tuple', spaces: this.spaces.map((space) => space.toJSON()) };
  }

  override toString(): string {
    return `Tuple(${this.spaces.join(', ')})`;
  }
}

/** @throws InvalidSpace when there are filters, but not `count` of them */
export function checkFilters(
  name: string,
  filters: readonly unknown[] | null | undefined,
  count: number,
): void {
  if (filters == null || filters.length === count) return;
  throw new InvalidSpace(
    `${name}.sample: expected ${count} masks or probabilities, received ${filters.length}.`,
  );
}

export function sameSpaces(a: readonly Space[], b: readonly Space[]): boolean {
  return a.length === b.length && a.every((space, i) => space.equals(b[i]));
}
