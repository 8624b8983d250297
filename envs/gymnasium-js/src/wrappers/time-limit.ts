import { describe } from '../checks/describe.ts';
import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import type { EnvSpec } from '../registration/spec.ts';
import { checkedSettings, Wrapper } from './wrapper.ts';

/** Truncates an episode after `maxEpisodeSteps` steps. */
export class TimeLimit<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #maxEpisodeSteps: number;
  #elapsedSteps = 0;

  /** @throws InvalidWrapper when `maxEpisodeSteps` is not a positive integer */
  constructor(env: Env<Observation, Action>, settings: { readonly maxEpisodeSteps: number }) {
    super(env, settings);
    const { maxEpisodeSteps } = checkedSettings(settings, 'TimeLimit');
    if (!Number.isSafeInteger(maxEpisodeSteps) || maxEpisodeSteps <= 0) {
      throw new InvalidWrapper(
        `TimeLimit.maxEpisodeSteps: expected a positive integer, received ${describe(maxEpisodeSteps)}. Leave the wrapper out for no limit.`,
      );
    }
    this.#maxEpisodeSteps = maxEpisodeSteps;
  }

  get maxEpisodeSteps(): number {
    return this.#maxEpisodeSteps;
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    this.#elapsedSteps = 0;
    return this.env.reset(resetOptions);
  }

  override step(action: Action): StepResult<Observation> {
    const result = this.env.step(action);
    // Only the step at the limit costs a new tuple.
    if (++this.#elapsedSteps < this.#maxEpisodeSteps || result[3]) return result;
    return [result[0], result[1], result[2], true, result[4]];
  }

  protected override extendSpec(spec: EnvSpec): EnvSpec {
    return spec.with({ maxEpisodeSteps: this.#maxEpisodeSteps });
  }
}
