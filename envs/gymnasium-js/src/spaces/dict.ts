import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import { Generator } from '../random/generator.ts';
import { checkedOptions, checkSpace } from './arguments.ts';
import { compareText } from './compare-text.ts';
import { checkOneFilter, type Seed, Space, type SpaceJson, type ValueOf } from './space.ts';
import { isNumeric, subseeds } from './subseeds.ts';

export type SpaceRecord = Readonly<Record<string, Space>>;

/** Something for each key of a `Dict`. */
type Each<S extends SpaceRecord, T> = { readonly [K in keyof S]: T };

export interface DictOptions {
  /** Whether the keys of an object are put in order; a list of pairs keeps its own. Default true. */
  readonly sortKeys?: boolean;
  readonly seed?: Seed | Generator;
}

/** Objects with a value of its own space under each key. */
export class Dict<S extends SpaceRecord = SpaceRecord> extends Space<{ [K in keyof S]: ValueOf<S[K]> }> {
  readonly shape = null;
  readonly spaces: S;
  /** The keys in the order in which the spaces are seeded, sampled and flattened. */
  readonly keys: readonly (keyof S & string)[];

  /** @throws InvalidSpace when they are no object or list of pairs, or something other than a space is among them */
  constructor(
    spaces: S | readonly (readonly [key: keyof S & string, space: S[keyof S]])[],
    options: DictOptions = {},
  ) {
    const { sortKeys = true, seed } = checkedOptions(options, 'Dict');
    super(seed instanceof Generator ? seed : undefined);
    const listed = Array.isArray(spaces);
    const entries = entriesOf(spaces);
    const keys = [...new Set(entries.map(([key]) => key))];
    this.keys = Object.freeze(listed || !sortKeys ? keys : keys.sort(compareText));
    this.spaces = Object.freeze(Object.fromEntries(entries)) as S;
    if (seed !== undefined && !(seed instanceof Generator)) this.seed(seed);
  }

  override get isNpFlattenable(): boolean {
    return this.keys.every((key) => this.spaces[key]!.isNpFlattenable);
  }

  /**
   * Seeds the spaces: from one seed, or from an object with a seed for each.
   * @throws InvalidSpace for an object with other keys than the space's
   */
  override seed(seed?: Seed): Each<S, unknown> {
    if (seed == null) return this.#collect((space) => space.seed());
    if (isNumeric(seed)) {
      this.reseed(seed);
      const seeds = subseeds(this.npRandom, this.keys.length);
      return this.#collect((space, _, i) => space.seed(seeds[i]!));
    }
    if (!this.#hasKeys(seed)) {
      throw new InvalidSpace(
        `Dict.seed: expected an integer or seeds for ${this.keys.join(', ')}, received ${describe(seed)}.`,
      );
    }
    return this.#collect((space, key) => space.seed(seed[key] as Seed));
  }

  /** @param mask, @param probability an object with that of each space */
  override sample(
    mask?: Each<S, unknown> | null,
    probability?: Each<S, unknown> | null,
  ): { [K in keyof S]: ValueOf<S[K]> } {
    checkOneFilter('Dict', mask, probability);
    const filter = mask ?? probability;
    if (filter != null && !this.#hasKeys(filter)) {
      throw new InvalidSpace(
        `Dict.sample: expected masks or probabilities for ${this.keys.join(', ')}, received ${describe(filter)}.`,
      );
    }
    return this.#collect((space, key) => space.sample(mask?.[key], probability?.[key]));
  }

  override contains(value: unknown): value is { [K in keyof S]: ValueOf<S[K]> } {
    return this.#hasKeys(value) && this.keys.every((key) => this.spaces[key]!.contains(value[key]));
  }

  #hasKeys(value: unknown): value is Record<string, unknown> {
    if (typeof value !== 'object' || value === null) return false;
    return (
      Object.keys(value).length === this.keys.length && this.keys.every((key) => Object.hasOwn(value, key))
    );
  }

  // biome-ignore lint/suspicious/noExplicitAny: the callers know what they collect
  #collect(visit: (space: Space, key: keyof S & string, index: number) => unknown): any {
    return Object.fromEntries(this.keys.map((key, i) => [key, visit(this.spaces[key]!, key, i)]));
  }

  override equals(other: unknown): boolean {
    return (
      other instanceof Dict &&
      this.#hasKeys(other.spaces) &&
      this.keys.every((key) => this.spaces[key]!.equals(other.spaces[key]))
    );
  }

  override copy(): Dict<S> {
    const entries = this.keys.map((key) => [key, this.spaces[key]!.copy() as S[keyof S]] as const);
    return new Dict<S>(entries, { seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    return { type: 'Dict', spaces: this.keys.map((key) => [key, this.spaces[key]!.toJSON()]) };
  }

  override toString(): string {
    return `Dict(${this.keys.map((key) => `${key}: ${this.spaces[key]}`).join(', ')})`;
  }
}

/** @throws InvalidSpace unless these are spaces under keys */
function entriesOf(spaces: unknown): [string, Space][] {
  if (typeof spaces !== 'object' || spaces === null || spaces instanceof Space) {
    throw new InvalidSpace(
      `Dict.spaces: expected an object or a list of pairs of key and space, received ${describe(spaces)}.`,
    );
  }
  const entries: unknown[] = Array.isArray(spaces) ? spaces : Object.entries(spaces);
  return entries.map((entry, i) => {
    if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string') {
      throw new InvalidSpace(
        `Dict.spaces[${i}]: expected a pair of key and space, received ${describe(entry)}.`,
      );
    }
    const [key, space]: unknown[] = entry;
    checkSpace(space, `Dict.spaces.${key}`);
    return [String(key), space];
  });
}
