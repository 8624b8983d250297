import type { Metrics } from '../../src/run/metrics-log.ts';
import type { EpisodeResult } from '../evaluation/evaluate.ts';
import type { ImitationRunConfig } from './schema.ts';

/** Stream of the layouts that are kept for looks during training: neither training nor the evaluation meets them. */
export const HELD_OUT = 'heldOut';

/** When to look, and at how much. */
export interface HeldOutSettings {
  /** Episodes of training between two looks; 0: none. */
  readonly every: number;
  /** Layouts of each look, the same ones. */
  readonly heldOut: number;
}

/** The same settings without looks during training. */
export function withoutLooks(config: ImitationRunConfig): ImitationRunConfig {
  return { ...config, evaluation: { ...config.evaluation, every: 0 } };
}

/**
 * Looks, during training, at success in whole episodes on layouts that are kept for this. A look is due after so many
 * episodes of training, as soon as what was taught until then is learned; the evaluation is the look at the end.
 */
export class HeldOutLooks {
  /** Episodes of training before the last look. */
  last = 0;
  readonly #settings: HeldOutSettings;
  readonly #play: (episodes: number) => readonly EpisodeResult[];

  /** @param play plays the first so many of the layouts */
  constructor(settings: HeldOutSettings, play: (episodes: number) => readonly EpisodeResult[]) {
    this.#settings = settings;
    this.#play = play;
  }

  /** What a look has found, if one is due. */
  after({ completed, total, isLearned }: { completed: number; total: number; isLearned: boolean }): Metrics {
    const { every, heldOut } = this.#settings;
    if (every === 0 || completed - this.last < every || completed === total || !isLearned) return {};
    this.last = completed;
    const results = this.#play(heldOut);
    const successes = results.filter(({ achieved }) => achieved.at(-1) === true).length;
    return {
      heldOutSuccess: successes / heldOut,
      heldOutEpisodes: heldOut,
      heldOutSteps: results.reduce((sum, { steps }) => sum + steps, 0) / heldOut,
    };
  }
}
