import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { ResetNeeded } from '../errors.ts';
import { AutoresetMode } from './autoreset-mode.ts';

/** One environment of a vector, with what its autoreset mode does at the end of an episode. */
export class SubEnv {
  readonly env: Env;
  readonly #mode: AutoresetMode;
  #ended = false;

  constructor(env: Env, mode: AutoresetMode) {
    this.env = env;
    this.#mode = mode;
  }

  reset(resetOptions?: ResetOptions): ResetResult<unknown> {
    this.#ended = false;
    return this.env.reset(resetOptions);
  }

  /** @throws ResetNeeded in mode DISABLED, when the episode is over */
  step(action: unknown): StepResult<unknown> {
    if (this.#ended) return this.#stepAfterEnd();
    const result = this.env.step(action);
    const ended = result[2] || result[3];
    if (!ended) return result;
    if (this.#mode !== AutoresetMode.SAME_STEP) {
      this.#ended = true;
      return result;
    }
    const [finalObservation, reward, terminated, truncated, finalInfo] = result;
    const [observation, info] = this.env.reset();
    const merged = { ...info, final_obs: finalObservation, final_info: finalInfo };
    return [observation, reward, terminated, truncated, merged];
  }

  /** Calls a method of the environment or of a wrapper around it, or reads an attribute when it is none. */
  call(name: string, args: readonly unknown[]): unknown {
    const attribute = this.env.getWrapperAttr(name);
    return typeof attribute === 'function' ? attribute(...args) : attribute;
  }

  #stepAfterEnd(): StepResult<unknown> {
    if (this.#mode === AutoresetMode.DISABLED) {
      throw new ResetNeeded(
        "step: expected a running episode, received an action after its end. Call reset with a resetMask, or choose another autoresetMode than 'Disabled'.",
      );
    }
    const [observation, info] = this.reset();
    return [observation, 0, false, false, info];
  }
}
