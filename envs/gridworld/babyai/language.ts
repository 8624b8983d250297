import { InvalidSpace, type SeedOrGenerator, Text } from 'gymnasium-js';
import { sortedColours } from '../minigrid/encoding.ts';
import { describedTypes, placeWords } from './description.ts';

const choice = (words: readonly string[]) => `(?:${words.join('|')})`;
const nouns = [...describedTypes, 'object'];
const placings = Object.values(placeWords);
const thing = `(?:the|a) (?:${choice(sortedColours)} )?${choice(nouns)}(?: ${choice(placings)})?`;
const task = `(?:(?:go to|open|pick up) ${thing}|put ${thing} next to ${thing})`;
const tasks = `${task}(?: and ${task})?`;
const sentence = new RegExp(`^${tasks}(?:(?:, then| after you) ${tasks})?$`);

const longest = (words: readonly string[]) => words.toSorted((a, b) => b.length - a.length)[0]!;
const longestThing = `the ${longest(sortedColours)} ${longest(nouns)} ${longest(placings)}`;
const longestTasks = `put ${longestThing} next to ${longestThing} and put ${longestThing} next to ${longestThing}`;
const longestSentence = `${longestTasks} after you ${longestTasks}`;

/**
 * The sentences in which BabyAI gives missions, e.g. "go to the red ball, then open a door on your left". It contains
 * no others, while Python's space contains any text. Samples are drawn evenly at every choice; Python's are all "go".
 *
 * Other processes see it as a `Text` space of the letters that sentences have.
 */
export class BabyLanguage extends Text {
  constructor({ seed }: { seed?: SeedOrGenerator } = {}) {
    super(longestSentence.length, {
      minLength: 'open a key'.length,
      charset: ' ,abcdefghijklmnopqrstuvwxyz',
      ...(seed === undefined ? {} : { seed }),
    });
  }

  /** @throws InvalidSpace when a mask or probabilities are given, which sentences do not have */
  override sample(mask?: unknown, probability?: unknown): string {
    if (mask != null || probability != null) {
      throw new InvalidSpace('BabyLanguage.sample: expected no mask and no probabilities. Leave them out.');
    }
    const join = this.#draw(['', ', then ', ' after you ']);
    return join === '' ? this.#tasks() : this.#tasks() + join + this.#tasks();
  }

  #tasks(): string {
    return this.#draw([true, false]) ? this.#task() : `${this.#task()} and ${this.#task()}`;
  }

  #task(): string {
    const kind = this.#draw(['go to', 'open', 'pick up', 'put']);
    if (kind === 'open') return `open ${this.#thing(['door'])}`;
    if (kind === 'go to') return `go to ${this.#thing(nouns)}`;
    const portable = nouns.filter((noun) => noun !== 'door');
    const moved = this.#thing(portable);
    return kind === 'put' ? `put ${moved} next to ${this.#thing(nouns)}` : `pick up ${moved}`;
  }

  #thing(nounsThatFit: readonly string[]): string {
    const words = [
      this.#draw(['the', 'a']),
      this.#draw(['', ...sortedColours]),
      this.#draw(nounsThatFit),
      this.#draw(['', ...placings]),
    ];
    return words.filter((word) => word !== '').join(' ');
  }

  #draw<T>(list: readonly T[]): T {
    return list[this.npRandom.integers(0, list.length)]!;
  }

  /** Whether a value is a sentence of the language. */
  override contains(value: unknown): value is string {
    return typeof value === 'string' && sentence.test(value);
  }

  /** Whether another space has the same sentences. */
  override equals(other: unknown): boolean {
    return other instanceof BabyLanguage;
  }

  override copy(): BabyLanguage {
    return new BabyLanguage({ seed: this.npRandom.clone() });
  }

  override toString(): string {
    return 'BabyLanguage()';
  }
}
