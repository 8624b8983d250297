import { describe } from '../checks/describe.ts';
import type { Env, RenderFrame } from '../env.ts';
import { InvalidArgument } from '../errors.ts';
import { spreadActions, spreadResetOptions } from './arguments.ts';
import { AutoresetMode } from './autoreset-mode.ts';
import { BatchedEnv } from './batched-env.ts';
import { SubEnv } from './sub-env.ts';
import type { VectorResetOptions, VectorResetResult, VectorStepResult } from './vector-env.ts';

export interface SyncVectorOptions {
  /** Default NEXT_STEP. */
  readonly autoresetMode?: AutoresetMode;
}

/** Sub-environments stepped one after the other, in this thread. */
export class SyncVectorEnv<Observations = unknown, Actions = unknown> extends BatchedEnv<
  Observations,
  Actions
> {
  readonly #subs: readonly SubEnv[];

  /**
   * @param envFns make one sub-environment each, all with equal spaces
   * @throws InvalidArgument when there is none, or their spaces differ
   */
  constructor(envFns: readonly (() => Env)[], options: SyncVectorOptions = {}) {
    const { autoresetMode = AutoresetMode.NEXT_STEP } = options;
    const envs: Env[] = [];
    if (!Array.isArray(envFns) || !envFns.every((create) => typeof create === 'function')) {
      throw new InvalidArgument(
        `envFns: expected an array of functions that make an environment each, received ${describe(envFns)}.`,
      );
    }
    try {
      for (const create of envFns) envs.push(create());
      super(envs, autoresetMode);
    } catch (error) {
      for (const env of envs) env.close();
      throw error;
    }
    this.#subs = envs.map((env) => new SubEnv(env, autoresetMode));
  }

  get envs(): readonly Env[] {
    return this.#subs.map((sub) => sub.env);
  }

  reset(resetOptions: VectorResetOptions = {}): VectorResetResult<Observations> {
    this.checkOpen('reset');
    const own = spreadResetOptions(resetOptions, this.numEnvs);
    return this.joinResets(this.#subs.map((sub, i) => (own[i] ? sub.reset(own[i]) : null)));
  }

  step(actions: Actions): VectorStepResult<Observations> {
    this.checkOpen('step');
    const own = spreadActions(this.actionSpace, actions, this.numEnvs);
    return this.joinSteps(this.#subs.map((sub, i) => sub.step(own[i])));
  }

  override render(): readonly RenderFrame[] {
    return this.#subs.map((sub) => sub.env.render());
  }

  call(name: string, ...args: unknown[]): unknown[] {
    return this.#subs.map((sub) => sub.call(name, args));
  }

  protected setEach(name: string, values: readonly unknown[]): void {
    this.#subs.forEach((sub, i) => {
      sub.env.setWrapperAttr(name, values[i]);
    });
  }

  protected override closeExtras(): void {
    for (const { env } of this.#subs) env.close();
  }
}
