import { checkFrame, checkRenderMetadata } from '../checks/rendering.ts';
import { checkResetResult, checkStepResult } from '../checks/results.ts';
import { sharesData } from '../checks/shared-data.ts';
import { checkSpaces } from '../checks/spaces.ts';
import type { Env, Info, RenderFrame, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { logger } from '../logger.ts';
import type { EnvSpec } from '../registration/spec.ts';
import { Wrapper } from './wrapper.ts';

const warn = (message: string) => logger.warn(message);

/**
 * Checks the spaces at construction and the first results of `reset`, `step` and `render`, and changes nothing. It
 * warns of what an environment should not do, and throws InvalidEnv for what no caller could use.
 */
export class PassiveEnvChecker<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  #checkedReset = false;
  #checkedRender = false;
  #stepsToCheck = 2;
  /** The last result, until the first two steps have been compared with what came before them. */
  #previous: { method: string; observation: unknown; info: Info } | undefined;

  /** @throws InvalidEnv when a space is missing or cannot be sampled */
  constructor(env: Env<Observation, Action>, settings: object = {}) {
    super(env, settings);
    checkSpaces(env, warn);
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    const result = this.env.reset(resetOptions);
    if (this.#checkedReset) return result;
    checkResetResult(this.env, result, warn);
    this.#checkedReset = true;
    this.#previous = { method: 'reset', observation: result[0], info: result[1] };
    return result;
  }

  override step(action: Action): StepResult<Observation> {
    const result = this.env.step(action);
    if (this.#stepsToCheck > 0) this.#checkStep(result);
    return result;
  }

  #checkStep(result: StepResult<Observation>): void {
    if (this.#stepsToCheck === 2) checkStepResult(this.env, result, warn);
    this.#stepsToCheck--;
    const [observation, , , , info] = result;
    if (this.#previous !== undefined) {
      const calls = `${this.#previous.method} and the step after it`;
      const remedy = 'Return new data from every call, because callers keep what they receive.';
      if (sharesData(this.#previous.observation, observation)) {
        warn(`The observations of ${calls} share memory. ${remedy}`);
      }
      if (sharesData(this.#previous.info, info)) warn(`The infos of ${calls} share an object. ${remedy}`);
    }
    this.#previous = this.#stepsToCheck > 0 ? { method: 'step', observation, info } : undefined;
  }

  override render(): RenderFrame {
    if (this.#checkedRender) return this.env.render();
    checkRenderMetadata(this.env, warn);
    const frame = this.env.render();
    if (this.env.renderMode !== null) checkFrame(this.env.renderMode, frame, warn);
    this.#checkedRender = true;
    return frame;
  }

  protected override extendSpec(spec: EnvSpec): EnvSpec {
    return spec.with({ disableEnvChecker: false });
  }
}
