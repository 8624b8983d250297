import { type Env, InvalidWrapper, MultiDiscrete, ObservationWrapper } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { expectTextMission, withEntries } from './image-observations.ts';

const settingsSchema = z.strictObject({
  /** Length of the encoded mission; a mission has fewer words. Default 50. */
  maxWordsInMission: z.int().min(1).max(100_000).default(50),
  /** Numbers of words, from 0. Default: those of MiniGrid's missions. */
  wordDict: z.record(z.string(), z.int().min(0)).optional(),
});

/** Settings of `DictObservationSpaceWrapper`. */
export type DictObservationSpaceSettings = z.input<typeof settingsSchema>;

/** The words of MiniGrid's missions; a word is numbered by its place. */
export const missionWords: readonly string[] = Object.freeze(
  [
    'red green blue yellow purple grey',
    'unseen empty wall floor box key ball door goal agent lava',
    'pick avoid get find put use open go fetch reach unlock traverse',
    'up the a at , square and then to of rooms near opening must you matching end hallway object from room maze',
  ].flatMap((words) => words.split(' ')),
);

/**
 * Shows the mission as numbers of its words plus 1, followed by zeros. Not for BabyAI, whose missions have other
 * words.
 */
export class DictObservationSpaceWrapper<
  Observation extends { readonly mission: string },
> extends ObservationWrapper<
  Omit<Observation, 'mission'> & { readonly mission: Int32Array },
  number,
  Observation
> {
  readonly #length: number;
  readonly #numbers: ReadonlyMap<string, number>;

  /** @throws ConfigError; InvalidWrapper when missions are not text */
  constructor(env: Env<Observation, number>, settings: DictObservationSpaceSettings = {}) {
    super(env, settings);
    const { maxWordsInMission, wordDict } = parseConfig(
      settingsSchema,
      settings,
      'DictObservationSpaceWrapper',
    );
    expectTextMission(env, 'DictObservationSpaceWrapper');
    this.#length = maxWordsInMission;
    this.#numbers = new Map(
      wordDict === undefined ? missionWords.map((word, number) => [word, number]) : Object.entries(wordDict),
    );
    const mission = new MultiDiscrete(new Array<number>(maxWordsInMission).fill(this.#numbers.size + 1));
    this.observationSpace = withEntries(env as Env<never, number>, 'DictObservationSpaceWrapper', {
      mission,
    });
  }

  /** @throws InvalidWrapper for unknown words, and missions that are too long */
  protected override observation(
    observation: Observation,
  ): Omit<Observation, 'mission'> & { readonly mission: Int32Array } {
    const words = observation.mission.replaceAll(',', ' , ').split(/\s+/).filter(Boolean);
    if (words.length >= this.#length) {
      throw new InvalidWrapper(
        `DictObservationSpaceWrapper.maxWordsInMission: expected more than the ${words.length} words of the mission ` +
          `'${observation.mission}', received ${this.#length}.`,
      );
    }
    const mission = new Int32Array(this.#length);
    words.forEach((word, index) => {
      mission[index] = this.#numberOf(word) + 1;
    });
    return { ...observation, mission };
  }

  #numberOf(word: string): number {
    const number = this.#numbers.get(word);
    if (number !== undefined) return number;
    throw new InvalidWrapper(
      `DictObservationSpaceWrapper.wordDict: expected the words of all missions, received none for '${word}'. Add it.`,
    );
  }
}
