import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import { checkedOptions } from './arguments.ts';
import { compareText } from './compare-text.ts';
import { checkMask, checkProbabilities, sumOf } from './filters.ts';
import { checkOneFilter, type SeedOrGenerator, Space, type SpaceJson } from './space.ts';

const ALPHANUMERIC = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789']
  .sort(compareText)
  .join('');

/** Length of the text and weights of the characters; null for what is left to chance. */
export type TextFilter = readonly [length: number | null, characters: ArrayLike<number> | null];

export interface TextOptions {
  /** Default 1. */
  readonly minLength?: number;
  /** A string keeps its order, a set is sorted. Default: the letters and digits of ASCII. */
  readonly charset?: string | ReadonlySet<string>;
  readonly seed?: SeedOrGenerator;
}

/** Strings over a set of characters. Lengths, both inclusive, count Unicode code points, as Python does. */
export class Text extends Space<string> {
  readonly shape = null;
  readonly minLength: number;
  readonly maxLength: number;
  /** The characters in the order in which masks and flattened values number them. */
  readonly characters: readonly string[];
  readonly #index: ReadonlyMap<string, number>;

  /** @throws InvalidSpace for lengths that are not 0 ≤ minLength ≤ maxLength, or characters of several letters */
  constructor(maxLength: number, options: TextOptions = {}) {
    const { minLength = 1, charset = ALPHANUMERIC, seed } = checkedOptions(options, 'Text');
    super(seed);
    const ordered = Number.isSafeInteger(minLength) && Number.isSafeInteger(maxLength);
    if (!ordered || minLength < 0 || minLength > maxLength) {
      throw new InvalidSpace(
        `Text: expected integers with 0 ≤ minLength ≤ maxLength, received ${describe(minLength)} and ${describe(maxLength)}.`,
      );
    }
    this.minLength = minLength;
    this.maxLength = maxLength;
    const characters = charactersOf(charset);
    this.characters = Object.freeze(characters);
    this.#index = new Map(characters.map((character, i) => [character, i]));
  }

  override get isNpFlattenable(): boolean {
    return true;
  }

  /** Number of a character of the set, or undefined. */
  characterIndex(character: string): number | undefined {
    return this.#index.get(character);
  }

  /**
   * @param mask `[length, mask of the characters]`; each may be null
   * @param probability `[length, probabilities of the characters]`
   * @throws InvalidSpace when the mask allows no character, unless the empty text belongs to the space
   */
  override sample(mask?: TextFilter | null, probability?: TextFilter | null): string {
    checkOneFilter('Text', mask, probability);
    const count = this.characters.length;
    const filter = mask ?? probability ?? ([null, null] as const);
    if (!Array.isArray(filter)) {
      throw new InvalidSpace(
        `Text.sample: expected a pair of length and characters, received ${describe(filter)}.`,
      );
    }
    const [length, given]: TextFilter = filter;
    if (length !== null && !(length >= this.minLength && length <= this.maxLength)) {
      throw new InvalidSpace(
        `Text.sample: expected a length from ${this.minLength} to ${this.maxLength}, received ${length}.`,
      );
    }
    let weights = Float64Array.from(given ?? new Float64Array(count).fill(1 / count));
    if (given !== null && mask != null) {
      checkMask(given, count, 'Text.sample: mask[1]');
      const allowed = sumOf(given);
      if (allowed > 0) weights = weights.map((weight) => weight / allowed);
    } else if (given !== null) {
      checkProbabilities(given, count, 'Text.sample: probability[1]');
    }
    const size = length ?? this.npRandom.integers(this.minLength, this.maxLength + 1);
    if (weights.every((weight) => weight === 0)) {
      if (this.minLength === 0) return '';
      throw new InvalidSpace('Text.sample: mask[1]: expected at least one allowed character, received none.');
    }
    return this.npRandom.choice(this.characters, { size, p: weights }).join('');
  }

  override contains(value: unknown): value is string {
    if (typeof value !== 'string') return false;
    const characters = [...value];
    return (
      characters.length >= this.minLength &&
      characters.length <= this.maxLength &&
      characters.every((character) => this.#index.has(character))
    );
  }

  override equals(other: unknown): boolean {
    return (
      other instanceof Text &&
      other.minLength === this.minLength &&
      other.maxLength === this.maxLength &&
      other.characters.length === this.characters.length &&
      other.characters.every((character) => this.#index.has(character))
    );
  }

  override copy(): Text {
    const { minLength, maxLength, characters } = this;
    return new Text(maxLength, { minLength, charset: characters.join(''), seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    const { minLength, maxLength, characters } = this;
    return { type: 'Text', minLength, maxLength, charset: characters.join('') };
  }

  override toString(): string {
    return `Text(${this.minLength}, ${this.maxLength}, charset=${this.characters.join('')})`;
  }
}

/** @throws InvalidSpace when one of them is no single character */
function charactersOf(charset: string | ReadonlySet<string>): string[] {
  if (typeof charset !== 'string' && !(charset instanceof Set)) {
    throw new InvalidSpace(`Text.charset: expected a string or a set, received ${describe(charset)}.`);
  }
  const invalid = [...charset].find(
    (character) => typeof character !== 'string' || [...character].length !== 1,
  );
  if (invalid !== undefined) {
    throw new InvalidSpace(`Text.charset: expected single characters, received ${describe(invalid)}.`);
  }
  return typeof charset === 'string' ? [...new Set(charset)] : [...charset].sort(compareText);
}
