import type { Env, RenderFrame, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { ResetNeeded } from '../errors.ts';
import type { EnvSpec } from '../registration/spec.ts';
import { checkedSettings, Wrapper } from './wrapper.ts';

export interface OrderEnforcingSettings {
  /** Lets `render` be called before the first `reset`. */
  readonly disableRenderOrderEnforcing?: boolean;
}

/** Throws ResetNeeded when `step` or `render` is called before the first `reset`. */
export class OrderEnforcing<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #enforceRender: boolean;
  #hasReset = false;

  constructor(env: Env<Observation, Action>, settings: OrderEnforcingSettings = {}) {
    super(env, checkedSettings(settings, 'OrderEnforcing'));
    this.#enforceRender = !settings.disableRenderOrderEnforcing;
  }

  get hasReset(): boolean {
    return this.#hasReset;
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    const result = this.env.reset(resetOptions);
    this.#hasReset = true;
    return result;
  }

  override step(action: Action): StepResult<Observation> {
    if (!this.#hasReset) throw new ResetNeeded('step: expected a call of reset() before the first step().');
    return this.env.step(action);
  }

  override render(): RenderFrame {
    if (this.#enforceRender && !this.#hasReset) {
      throw new ResetNeeded(
        'render: expected a call of reset() before the first render(). Set disableRenderOrderEnforcing to allow it.',
      );
    }
    return this.env.render();
  }

  protected override extendSpec(spec: EnvSpec): EnvSpec {
    return spec.with({ orderEnforce: true });
  }
}
