import type { Env } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { RewardWrapper } from './wrapper.ts';

export interface ClipRewardSettings {
  /** Default −∞. */
  readonly minReward?: number;
  /** Default ∞. */
  readonly maxReward?: number;
}

/** Clips every reward to [minReward, maxReward]. */
export class ClipReward<Observation = unknown, Action = unknown> extends RewardWrapper<Observation, Action> {
  readonly #min: number;
  readonly #max: number;

  /** @throws InvalidWrapper when no bound is given, or the lower exceeds the upper */
  constructor(env: Env<Observation, Action>, settings: ClipRewardSettings) {
    super(env, settings);
    this.#min = settings.minReward ?? Number.NEGATIVE_INFINITY;
    this.#max = settings.maxReward ?? Number.POSITIVE_INFINITY;
    if (settings.minReward === undefined && settings.maxReward === undefined) {
      throw new InvalidWrapper('ClipReward: expected minReward, maxReward or both, received neither.');
    }
    if (!(this.#min <= this.#max)) {
      throw new InvalidWrapper(
        `ClipReward: expected minReward ≤ maxReward, received ${this.#min} > ${this.#max}.`,
      );
    }
  }

  protected override reward(reward: number): number {
    return Math.min(Math.max(reward, this.#min), this.#max);
  }
}
