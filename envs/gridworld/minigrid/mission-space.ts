import { InvalidSpace, type SeedOrGenerator, type SpaceJson, Text } from 'gymnasium-js';

/** The words for each slot of a template. */
export type Slots = readonly (readonly string[])[];

/**
 * The missions of a level: a template whose slots `{}` are filled with one of their words each, e.g.
 * `pick up the {} {}` with colours and types of objects. Samples are those of MiniGrid's `MissionSpace`.
 *
 * Other processes see it as the `Text` space that holds every mission; `toJSON` also has the template.
 */
export class MissionSpace extends Text {
  /** The template, with `{}` for each slot. */
  readonly template: string;
  /** The words for each slot. */
  readonly slots: Slots;
  readonly #pattern: RegExp;

  /** @throws InvalidSpace when slots and lists of words do not agree, or words are missing or repeated */
  constructor(template: string, slots: Slots = [], { seed }: { seed?: SeedOrGenerator } = {}) {
    const parts = template.split('{}');
    checkSlots(parts.length - 1, slots);
    const longest = slots.reduce((sum, words) => sum + Math.max(...words.map(lengthOf)), 0);
    const shortest = slots.reduce((sum, words) => sum + Math.min(...words.map(lengthOf)), 0);
    const fixed = lengthOf(parts.join(''));
    super(fixed + longest, {
      minLength: fixed + shortest,
      charset: new Set([...parts, ...slots.flat()].join('')),
      ...(seed === undefined ? {} : { seed }),
    });
    this.template = template;
    this.slots = Object.freeze(slots.map((words) => Object.freeze([...words])));
    const source = parts.map((part, index) => {
      const words = this.slots[index]?.map(literally).join('|');
      return literally(part) + (words === undefined ? '' : `(?:${words})`);
    });
    this.#pattern = new RegExp(`^${source.join('')}$`);
  }

  /** The inverse of `toJSON`. */
  static fromJSON(json: SpaceJson): MissionSpace {
    return new MissionSpace(json['template'] as string, json['slots'] as Slots);
  }

  /** The mission that the level always has, or '' where it varies. */
  get constant(): string {
    return this.slots.length === 0 ? this.template : '';
  }

  /** The mission with these words in its slots. */
  fill(...words: readonly string[]): string {
    let slot = 0;
    return this.template.replaceAll('{}', () => words[slot++]!);
  }

  /** @throws InvalidSpace when a mask or probabilities are given, which missions do not have */
  override sample(mask?: unknown, probability?: unknown): string {
    if (mask != null || probability != null) {
      throw new InvalidSpace('MissionSpace.sample: expected no mask and no probabilities. Leave them out.');
    }
    return this.fill(...this.slots.map((words) => words[this.npRandom.integers(0, words.length)]!));
  }

  /** Whether a value is one of the missions. */
  override contains(value: unknown): value is string {
    return typeof value === 'string' && this.#pattern.test(value);
  }

  /** Whether the other has the same template and, in any order, the same words. */
  override equals(other: unknown): boolean {
    return (
      other instanceof MissionSpace &&
      other.template === this.template &&
      other.slots.every((words, index) => sameWords(words, this.slots[index]!))
    );
  }

  override copy(): MissionSpace {
    return new MissionSpace(this.template, this.slots, { seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    return { ...super.toJSON(), template: this.template, slots: this.slots };
  }

  override toString(): string {
    return `MissionSpace('${this.template}', [${this.slots.map((words) => `[${words.join(', ')}]`).join(', ')}])`;
  }
}

function checkSlots(count: number, slots: Slots): void {
  if (slots.length !== count) {
    throw new InvalidSpace(
      `MissionSpace.slots: expected ${count} lists of words for the slots {} of the template, received ${slots.length}.`,
    );
  }
  slots.forEach((words, index) => {
    if (words.length > 0 && new Set(words).size === words.length) return;
    throw new InvalidSpace(
      `MissionSpace.slots[${index}]: expected at least one word and none twice, received [${words.join(', ')}].`,
    );
  });
}

function sameWords(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((word) => others.includes(word));
}

/** Length in code points, as Python counts. */
function lengthOf(text: string): number {
  return [...text].length;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
