/// <reference lib="esnext.disposable" preserve="true" />
import type { Info, Metadata, RenderFrame } from '../env.ts';
import { UnsupportedMode } from '../errors.ts';
import type { EnvSpec } from '../registration/spec.ts';
import type { Space } from '../spaces/space.ts';
import type { AutoresetMode } from './autoreset-mode.ts';

export interface VectorMetadata extends Metadata {
  readonly autoresetMode?: AutoresetMode;
}

export interface VectorResetOptions {
  /** A seed `s` gives the sub-environments s, s + 1, …; an array gives each its own, null for none. Null: no seeds. */
  readonly seed?: number | bigint | readonly (number | bigint | null)[] | null | undefined;
  readonly options?: Record<string, unknown> | null | undefined;
  /** `[numEnvs]`, which sub-environments to reset; the others keep their last observation. All by default. */
  readonly resetMask?: ArrayLike<boolean | number> | null | undefined;
}

export type VectorResetResult<Observations> = readonly [observations: Observations, infos: Info];

/** `rewards`, `terminations` and `truncations` are `[numEnvs]`; the flags are 0 or 1. */
export type VectorStepResult<Observations> = readonly [
  observations: Observations,
  rewards: Float64Array,
  terminations: Uint8Array,
  truncations: Uint8Array,
  infos: Info,
];

/** As in `Env`: defaults on the prototype, so that fields and accessors may both override them. */
// biome-ignore lint/correctness/noUnusedVariables: merged declarations have the same type parameters
export interface VectorEnv<Observations = unknown, Actions = unknown> {
  readonly metadata: VectorMetadata;
  readonly renderMode: string | null;
  spec: EnvSpec | null;
}

/**
 * Several copies of an environment stepped together. Observations and actions are batches: values of
 * `observationSpace` and `actionSpace`, which hold one value of the single spaces per sub-environment.
 *
 * `infos` holds, for every key of the sub-environments' infos, a batch of their values, and under `_key` a
 * `[numEnvs]` mask that tells which of them have it.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: every member gets its value from the prototype, below
export abstract class VectorEnv<Observations = unknown, Actions = unknown> {
  abstract readonly numEnvs: number;
  abstract readonly observationSpace: Space<Observations>;
  abstract readonly actionSpace: Space<Actions>;
  abstract readonly singleObservationSpace: Space;
  abstract readonly singleActionSpace: Space;
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** The vector environment beneath every wrapper. */
  get unwrapped(): VectorEnv {
    return this as VectorEnv;
  }

  abstract reset(resetOptions?: VectorResetOptions): VectorResetResult<Observations>;

  abstract step(actions: Actions): VectorStepResult<Observations>;

  /** One frame for each sub-environment. */
  render(): readonly RenderFrame[] {
    throw new UnsupportedMode(
      `${this.constructor.name}.render: expected a class that overrides render, received one that draws nothing.`,
    );
  }

  /** Closes every sub-environment. A second call has no effect. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.closeExtras();
  }

  /** Frees what the vector environment holds; called once. */
  protected closeExtras(): void {}

  [Symbol.dispose](): void {
    this.close();
  }

  toString(): string {
    const id = this.spec === null ? '' : `${this.spec.id}, `;
    return `${this.constructor.name}(${id}numEnvs=${this.numEnvs})`;
  }
}

const defaults: Pick<VectorEnv, 'metadata' | 'renderMode' | 'spec'> = {
  metadata: Object.freeze({ renderModes: Object.freeze([]) }),
  renderMode: null,
  spec: null,
};
Object.assign(VectorEnv.prototype, defaults);
