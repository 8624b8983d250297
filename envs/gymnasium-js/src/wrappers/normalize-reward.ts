import { describe } from '../checks/describe.ts';
import type { Env, StepResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { RunningMeanStd, type RunningMeanStdState } from './running-mean-std.ts';
import { checkedSettings, Wrapper } from './wrapper.ts';

export interface NormalizeRewardSettings {
  /** The discount of the running return, in [0, 1]. Default 0.99. */
  readonly gamma?: number;
  /** Added to the variance. Default 1e-8. */
  readonly epsilon?: number;
}

export interface NormalizeRewardState {
  readonly statistics: RunningMeanStdState;
  readonly discountedReward: number;
}

/**
 * Divides rewards by the running standard deviation of the discounted return. The running return starts anew when an
 * episode terminates, not when it is truncated or reset, as in Gymnasium.
 */
export class NormalizeReward<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #statistics = new RunningMeanStd(1);
  readonly #gamma: number;
  readonly #epsilon: number;
  #discountedReward = 0;
  /** Whether steps change the statistics. Switch it off to evaluate. */
  updateRunningMean = true;

  /** @throws InvalidWrapper when gamma or epsilon is out of range */
  constructor(env: Env<Observation, Action>, settings: NormalizeRewardSettings = {}) {
    super(env, checkedSettings(settings, 'NormalizeReward'));
    const { gamma = 0.99, epsilon = 1e-8 } = settings;
    if (!(Number.isFinite(gamma) && gamma >= 0 && gamma <= 1)) {
      throw new InvalidWrapper(
        `NormalizeReward.gamma: expected a number in [0, 1], received ${describe(gamma)}.`,
      );
    }
    if (!(Number.isFinite(epsilon) && epsilon > 0)) {
      throw new InvalidWrapper(
        `NormalizeReward.epsilon: expected a positive number, received ${describe(epsilon)}.`,
      );
    }
    this.#gamma = gamma;
    this.#epsilon = epsilon;
  }

  override step(action: Action): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    this.#discountedReward = this.#discountedReward * this.#gamma * (terminated ? 0 : 1) + reward;
    if (this.updateRunningMean) this.#statistics.update([this.#discountedReward]);
    const normalized = reward / Math.sqrt(this.#statistics.variance[0]! + this.#epsilon);
    return [observation, normalized, terminated, truncated, info];
  }

  /** The statistics, for `restore`; plain JSON values. */
  state(): NormalizeRewardState {
    return { statistics: this.#statistics.state(), discountedReward: this.#discountedReward };
  }

  restore(state: NormalizeRewardState): void {
    this.#statistics.restore(state.statistics);
    this.#discountedReward = state.discountedReward;
  }
}
