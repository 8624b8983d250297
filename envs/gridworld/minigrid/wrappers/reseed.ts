import { type Env, InvalidWrapper, logger, type ResetOptions, type ResetResult, Wrapper } from 'gymnasium-js';

export interface ReseedSettings {
  /** Seeds of the episodes, again and again. Default [0]. */
  readonly seeds?: readonly number[];
  /** Which of them is the first. Default 0. */
  readonly seedIdx?: number;
}

/** Resets to the same few levels in turn. A seed given to `reset` is ignored, with a warning. */
export class ReseedWrapper<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #seeds: readonly number[];
  #next: number;

  /** @throws InvalidWrapper when there is no seed at `seedIdx` */
  constructor(env: Env<Observation, Action>, settings: ReseedSettings = {}) {
    super(env, settings);
    const { seeds = [0], seedIdx = 0 } = settings;
    if (seeds[seedIdx] === undefined) {
      throw new InvalidWrapper(
        `ReseedWrapper.seedIdx: expected an index of the ${seeds.length} seeds, received ${seedIdx}.`,
      );
    }
    this.#seeds = [...seeds];
    this.#next = seedIdx;
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<Observation> {
    if (resetOptions.seed !== undefined) {
      logger.warn('ReseedWrapper.reset: the seed is ignored, because the wrapper has seeds of its own.');
    }
    const seed = this.#seeds[this.#next]!;
    this.#next = (this.#next + 1) % this.#seeds.length;
    return this.env.reset({ ...resetOptions, seed });
  }
}
