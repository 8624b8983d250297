import type { RenderFrame } from '../env.ts';
import { ClosedEnvironment } from '../errors.ts';
import type { EnvSpec, Kwargs } from '../registration/spec.ts';
import { batchSpace } from '../spaces/batch.ts';
import type { Space } from '../spaces/space.ts';
import { spreadActions } from '../vector/arguments.ts';
import type { AutoresetMode } from '../vector/autoreset-mode.ts';
import {
  VectorEnv,
  type VectorMetadata,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from '../vector/vector-env.ts';
import { attributesOf, type PythonKwargs, pythonKwargs } from './attributes.ts';
import type { MakePythonOptions } from './env.ts';
import { toFrame } from './frames.ts';
import { PythonServer } from './server.ts';

export interface MakePythonVecOptions extends MakePythonOptions {
  /** Keyword arguments of each environment, named as in Python. */
  readonly kwargs?: PythonKwargs | undefined;
  /** Default: the environment's own vector implementation if it has one, else `sync`; `async` uses processes. */
  readonly vectorizationMode?: 'sync' | 'async' | 'vector_entry_point' | undefined;
  /** Default: Python's, NextStep. */
  readonly autoresetMode?: AutoresetMode | undefined;
}

/**
 * A Gymnasium vector environment that runs in Python. A step of all its sub-environments is one message, so that
 * the way to Python and back is paid once for all of them.
 */
export class PythonVectorEnv<Observations = unknown, Actions = unknown> extends VectorEnv<
  Observations,
  Actions
> {
  readonly numEnvs: number;
  override readonly observationSpace: Space<Observations>;
  override readonly actionSpace: Space<Actions>;
  readonly singleObservationSpace: Space;
  readonly singleActionSpace: Space;
  override readonly metadata: VectorMetadata;
  override readonly renderMode: string | null;
  override spec: EnvSpec | null;
  /** The interpreter it lives in. */
  readonly server: PythonServer;
  readonly #handle: number;

  constructor(id: string, numEnvs: number, options: MakePythonVecOptions = {}) {
    super();
    const { kwargs = {}, vectorizationMode, autoresetMode, server, ...pythonOptions } = options;
    this.numEnvs = numEnvs;
    this.server = server ?? new PythonServer(pythonOptions, { closeWithLast: true });
    const settings = {
      kwargs: pythonKwargs(kwargs),
      vectorization_mode: vectorizationMode,
      autoreset_mode: autoresetMode,
    };
    const again = ({ numEnvs: n, ...changed }: Kwargs) =>
      new PythonVectorEnv(id, n as number, { ...options, kwargs: changed });
    const { handle, attributes } = this.server.open('make_vec', [id, numEnvs, settings], (made) =>
      attributesOf(made, kwargs, { vectorEntryPoint: again }),
    );
    this.#handle = handle;
    this.singleObservationSpace = attributes.observationSpace;
    this.singleActionSpace = attributes.actionSpace;
    this.observationSpace = batchSpace(attributes.observationSpace, numEnvs) as Space<Observations>;
    this.actionSpace = batchSpace(attributes.actionSpace, numEnvs) as Space<Actions>;
    this.metadata = attributes.metadata as VectorMetadata;
    this.renderMode = attributes.renderMode;
    this.spec = attributes.spec;
  }

  override reset(resetOptions: VectorResetOptions = {}): VectorResetResult<Observations> {
    const { seed, options, resetMask } = resetOptions;
    const mask = resetMask == null ? undefined : Uint8Array.from(resetMask, Number);
    return this.#call('reset_vec', seed, options, mask) as VectorResetResult<Observations>;
  }

  override step(actions: Actions): VectorStepResult<Observations> {
    this.#checkOpen('step_vec');
    // Not all of Python's vectors notice a wrong number of actions.
    spreadActions(this.actionSpace, actions, this.numEnvs);
    return this.#call('step_vec', actions) as VectorStepResult<Observations>;
  }

  override render(): readonly RenderFrame[] {
    return toFrame(this.#call('render')) as readonly RenderFrame[];
  }

  /** An attribute of each Python environment, or what each returns when called with `args`. */
  callPython(name: string, ...args: readonly unknown[]): readonly unknown[] {
    return this.#call('call', name, args) as readonly unknown[];
  }

  protected override closeExtras(): void {
    this.server.release(this.#handle);
  }

  #checkOpen(operation: string): void {
    if (!this.closed) return;
    throw new ClosedEnvironment(
      `${this}.${operation}: expected an open environment, received a closed one. Make it again.`,
    );
  }

  #call(operation: string, ...args: readonly unknown[]): unknown {
    this.#checkOpen(operation);
    return this.server.call(operation, this.#handle, ...args);
  }
}

/**
 * Makes `numEnvs` copies of an environment that is registered in Python, by its `gymnasium.make_vec`.
 * @throws as `makePython` does
 */
export function makePythonVec<Observations = unknown, Actions = unknown>(
  id: string,
  numEnvs: number,
  options: MakePythonVecOptions = {},
): PythonVectorEnv<Observations, Actions> {
  return new PythonVectorEnv(id, numEnvs, options);
}
