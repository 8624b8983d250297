import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { Wrapper } from './wrapper.ts';

/** Resets the environment in the step after an episode ends: that step ignores its action and has reward 0. */
export class Autoreset<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  #ended = false;

  constructor(env: Env<Observation, Action>, settings: object = {}) {
    super(env, settings);
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    this.#ended = false;
    return this.env.reset(resetOptions);
  }

  override step(action: Action): StepResult<Observation> {
    if (this.#ended) {
      const [observation, info] = this.reset();
      return [observation, 0, false, false, info];
    }
    const result = this.env.step(action);
    this.#ended = result[2] || result[3];
    return result;
  }
}
