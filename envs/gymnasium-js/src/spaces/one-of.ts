import { InvalidSpace } from '../errors.ts';
import { Generator } from '../random/generator.ts';
import { checkedOptions, checkSpaces } from './arguments.ts';
import { checkOneFilter, type Seed, Space, type SpaceJson, type ValueOf } from './space.ts';
import { checkSeeds, isNumeric, subseeds } from './subseeds.ts';
import { checkFilters, sameSpaces } from './tuple.ts';

type Choice<S extends readonly Space[]> = readonly [index: number, value: ValueOf<S[number]>];

/** Values of one of several spaces: pairs of the index of that space and a value of it. */
export class OneOf<const S extends readonly Space[] = readonly Space[]> extends Space<Choice<S>> {
  readonly shape = null;
  readonly spaces: S;

  /** @throws InvalidSpace without any space, or when something else is among them */
  constructor(spaces: S, options: { seed?: Seed | Generator } = {}) {
    const { seed } = checkedOptions(options, 'OneOf');
    super(seed instanceof Generator ? seed : undefined);
    checkSpaces(spaces, 'OneOf.spaces');
    if (spaces.length === 0) {
      throw new InvalidSpace('OneOf.spaces: expected at least one Space, received none.');
    }
    this.spaces = Object.freeze([...spaces]) as S;
    if (seed !== undefined && !(seed instanceof Generator)) this.seed(seed);
  }

  override get isNpFlattenable(): boolean {
    return this.spaces.every((space) => space.isNpFlattenable);
  }

  /**
   * Seeds the choice and the spaces: from one seed, or from a list with a seed for the choice and one for each space.
   * @throws InvalidSpace for a list of another length
   */
  override seed(seed?: Seed): unknown[] {
    if (seed == null) return [this.reseed(), ...this.spaces.map((space) => space.seed())];
    let [own, seeds]: [Seed, readonly Seed[]] = [seed, []];
    if (isNumeric(seed)) {
      this.reseed(seed);
      seeds = subseeds(this.npRandom, this.spaces.length);
    } else {
      [own, ...seeds] = checkSeeds(seed, this.spaces.length + 1, 'OneOf') as [Seed, ...Seed[]];
    }
    // Seeded anew, so that the stream is the same whichever way the seed was given.
    return [this.reseed(own), ...this.spaces.map((space, i) => space.seed(seeds[i]))];
  }

  /** @param mask, @param probability a list with that of each space */
  override sample(mask?: readonly unknown[] | null, probability?: readonly unknown[] | null): Choice<S> {
    checkOneFilter('OneOf', mask, probability);
    checkFilters('OneOf', mask ?? probability, this.spaces.length);
    const index = this.npRandom.integers(0, this.spaces.length);
    return [index, this.spaces[index]!.sample(mask?.[index], probability?.[index]) as ValueOf<S[number]>];
  }

  override contains(value: unknown): value is Choice<S> {
    return (
      Array.isArray(value) &&
      value.length === 2 &&
      Number.isInteger(value[0]) &&
      this.spaces[value[0]]?.contains(value[1]) === true
    );
  }

  override equals(other: unknown): boolean {
    return other instanceof OneOf && sameSpaces(this.spaces, other.spaces);
  }

  override copy(): OneOf<S> {
    const spaces: readonly Space[] = this.spaces.map((space) => space.copy());
    return new OneOf(spaces as S, { seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    return { type: 'OneOf', spaces: this.spaces.map((space) => space.toJSON()) };
  }

  override toString(): string {
    return `OneOf(${this.spaces.join(', ')})`;
  }
}
