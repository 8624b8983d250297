import { describe } from '../checks/describe.ts';
import type { Metadata, ResetResult, StepResult } from '../env.ts';
import { ClosedEnvironment, InvalidArgument, ResetNeeded } from '../errors.ts';
import { batchSpace, concatenate } from '../spaces/batch.ts';
import type { Space } from '../spaces/space.ts';
import { spreadValues } from './arguments.ts';
import { AutoresetMode } from './autoreset-mode.ts';
import { batchInfos } from './infos.ts';
import {
  VectorEnv,
  type VectorMetadata,
  type VectorResetResult,
  type VectorStepResult,
} from './vector-env.ts';

/** What a vector environment must know of a sub-environment. */
export interface SubEnvDescription {
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly metadata: Metadata;
  readonly renderMode: string | null;
}

/** A vector of sub-environments with equal spaces; subclasses say where they run. */
export abstract class BatchedEnv<Observations = unknown, Actions = unknown> extends VectorEnv<
  Observations,
  Actions
> {
  override readonly metadata: VectorMetadata;
  override readonly renderMode: string | null;
  readonly numEnvs: number;
  readonly observationSpace: Space<Observations>;
  readonly actionSpace: Space<Actions>;
  readonly singleObservationSpace: Space;
  readonly singleActionSpace: Space;
  /** The last observation of each sub-environment. */
  #observations: readonly unknown[] = [];

  /** @throws InvalidArgument when there is no sub-environment, their spaces differ, or the mode is unknown */
  constructor(subs: readonly SubEnvDescription[], autoresetMode: AutoresetMode) {
    super();
    const [first] = subs;
    if (!Object.values(AutoresetMode).includes(autoresetMode)) {
      throw new InvalidArgument(
        `autoresetMode: expected one of ${Object.values(AutoresetMode).join(', ')}, received ${describe(autoresetMode)}.`,
      );
    }
    if (first === undefined) {
      throw new InvalidArgument('envs: expected at least one sub-environment, received none.');
    }
    subs.forEach((sub, index) => {
      for (const name of ['observationSpace', 'actionSpace'] as const) {
        if (sub[name].equals(first[name])) continue;
        throw new InvalidArgument(
          `envs[${index}].${name}: expected ${first[name]}, as in the first sub-environment, received ${sub[name]}. Give all of them equal spaces.`,
        );
      }
    });
    this.numEnvs = subs.length;
    this.metadata = { ...first.metadata, autoresetMode };
    this.renderMode = first.renderMode;
    this.singleObservationSpace = first.observationSpace;
    this.singleActionSpace = first.actionSpace;
    this.observationSpace = batchSpace(first.observationSpace, subs.length) as Space<Observations>;
    this.actionSpace = batchSpace(first.actionSpace, subs.length) as Space<Actions>;
  }

  /**
   * Calls a method of every sub-environment, or reads an attribute when it is none.
   * @returns `[numEnvs]` results
   */
  abstract call(name: string, ...args: unknown[]): unknown[];

  /** An attribute of every sub-environment, `[numEnvs]`. */
  getAttr(name: string): unknown[] {
    return this.call(name);
  }

  /**
   * Sets an attribute of the sub-environments.
   * @param values an array gives each its own value, anything else is given to all
   */
  setAttr(name: string, values: unknown): void {
    this.setEach(name, spreadValues(values, this.numEnvs));
  }

  protected abstract setEach(name: string, values: readonly unknown[]): void;

  /** @throws ClosedEnvironment */
  protected checkOpen(method: string): void {
    if (!this.closed) return;
    throw new ClosedEnvironment(
      `${method}: expected an open vector environment, received a closed one. Make another.`,
    );
  }

  /** Batches results of resets; null for a sub-environment that was not reset. */
  protected joinResets(results: readonly (ResetResult<unknown> | null)[]): VectorResetResult<Observations> {
    const observations = results.map((result, index) =>
      result === null ? this.#observations[index] : result[0],
    );
    if (this.#observations.length === 0 && results.includes(null)) {
      throw new ResetNeeded(
        'reset.resetMask: expected a reset of all sub-environments first. Leave the mask out.',
      );
    }
    const infos = batchInfos(results.map((result) => (result === null ? null : result[1])));
    return [this.#batch(observations), infos];
  }

  protected joinSteps(results: readonly StepResult<unknown>[]): VectorStepResult<Observations> {
    const n = results.length;
    const [rewards, terminations, truncations] = [new Float64Array(n), new Uint8Array(n), new Uint8Array(n)];
    results.forEach(([, reward, terminated, truncated], i) => {
      rewards[i] = reward;
      terminations[i] = Number(terminated);
      truncations[i] = Number(truncated);
    });
    const infos = batchInfos(results.map((result) => result[4]));
    return [this.#batch(results.map((result) => result[0])), rewards, terminations, truncations, infos];
  }

  #batch(observations: readonly unknown[]): Observations {
    this.#observations = observations;
    return concatenate(this.singleObservationSpace, observations) as Observations;
  }
}
