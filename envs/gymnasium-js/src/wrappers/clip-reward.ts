import { describe } from '../checks/describe.ts';
import type { Env } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { checkedSettings, RewardWrapper } from './wrapper.ts';

export interface ClipRewardSettings {
  /** Default, also for null: −∞. */
  readonly minReward?: number | null;
  /** Default, also for null: ∞. */
  readonly maxReward?: number | null;
}

/** Clips every reward to [minReward, maxReward]. */
export class ClipReward<Observation = unknown, Action = unknown> extends RewardWrapper<Observation, Action> {
  readonly #min: number;
  readonly #max: number;

  /** @throws InvalidWrapper when no bound is given, or the lower exceeds the upper */
  constructor(env: Env<Observation, Action>, settings: ClipRewardSettings) {
    super(env, settings);
    const { minReward, maxReward } = checkedSettings(settings, 'ClipReward');
    this.#min = minReward ?? Number.NEGATIVE_INFINITY;
    this.#max = maxReward ?? Number.POSITIVE_INFINITY;
    if (minReward == null && maxReward == null) {
      throw new InvalidWrapper('ClipReward: expected minReward, maxReward or both, received neither.');
    }
    if (!(typeof this.#min === 'number' && typeof this.#max === 'number' && this.#min <= this.#max)) {
      throw new InvalidWrapper(
        `ClipReward: expected minReward ≤ maxReward, received ${describe(this.#min)} and ${describe(this.#max)}.`,
      );
    }
  }

  protected override reward(reward: number): number {
    return Math.min(Math.max(reward, this.#min), this.#max);
  }
}
