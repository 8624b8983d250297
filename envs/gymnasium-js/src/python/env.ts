import {
  Env,
  type Metadata,
  type RenderFrame,
  type ResetOptions,
  type ResetResult,
  type StepResult,
} from '../env.ts';
import { ClosedEnvironment } from '../errors.ts';
import type { EnvSpec } from '../registration/spec.ts';
import type { Space } from '../spaces/space.ts';
import { attributesOf, type PythonKwargs, pythonKwargs } from './attributes.ts';
import { toFrame } from './frames.ts';
import { type PythonOptions, PythonServer } from './server.ts';

export interface MakePythonOptions extends PythonOptions {
  /** The interpreter to live in; the other options are then the server's. Default: one of its own. */
  readonly server?: PythonServer | undefined;
}

/**
 * A Gymnasium environment that runs in Python. Observations, actions and infos are converted to the types that the
 * spaces of this package hold; numbers that are not finite arrive as they are.
 *
 * Its random stream is Python's: `npRandom` is a second stream of the same seed, for wrappers around it.
 */
export class PythonEnv<Observation = unknown, Action = unknown> extends Env<Observation, Action> {
  override readonly observationSpace: Space<Observation>;
  override readonly actionSpace: Space<Action>;
  override readonly metadata: Metadata;
  override readonly renderMode: string | null;
  override spec: EnvSpec | null;
  /** The interpreter it lives in. */
  readonly server: PythonServer;
  readonly #handle: number;
  #closed = false;

  constructor(id: string, kwargs: PythonKwargs = {}, options: MakePythonOptions = {}) {
    super();
    this.server = options.server ?? new PythonServer(options, { closeWithLast: true });
    const again = (changed: PythonKwargs) => new PythonEnv(id, changed, options);
    const { handle, attributes } = this.server.open('make', [id, pythonKwargs(kwargs)], (made) =>
      attributesOf(made, kwargs, { entryPoint: again }),
    );
    this.#handle = handle;
    this.observationSpace = attributes.observationSpace as Space<Observation>;
    this.actionSpace = attributes.actionSpace as Space<Action>;
    this.metadata = attributes.metadata;
    this.renderMode = attributes.renderMode;
    this.spec = attributes.spec;
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<Observation> {
    super.reset(resetOptions);
    const { seed, options } = resetOptions;
    return this.#call('reset', seed, options) as ResetResult<Observation>;
  }

  override step(action: Action): StepResult<Observation> {
    return this.#call('step', action) as StepResult<Observation>;
  }

  override render(): RenderFrame {
    return toFrame(this.#call('render'));
  }

  /**
   * An attribute of the Python environment or one of its wrappers, or what it returns when called with `args`. What
   * has no counterpart in JavaScript arrives as text.
   */
  callPython(name: string, ...args: readonly unknown[]): unknown {
    return this.#call('call', name, args);
  }

  /**
   * Asks a function of a Python file what to do now: an expert, for instance. The function is given the environment without
   * its wrappers and, if it takes a second argument, the question; it returns a pair of which the second part is an action.
   * @param file its absolute path
   * @param question text, or null for none
   * @throws PythonException when the function raises, or returns something else
   */
  ask(
    file: string,
    name: string,
    question: string | null = null,
  ): readonly [answer: unknown, action: Action] {
    return this.#call('ask', file, name, question) as [unknown, Action];
  }

  override close(): void {
    this.#closed = true;
    this.server.release(this.#handle);
  }

  #call(operation: string, ...args: readonly unknown[]): unknown {
    if (this.#closed) {
      throw new ClosedEnvironment(
        `${this}.${operation}: expected an open environment, received a closed one. Make it again.`,
      );
    }
    return this.server.call(operation, this.#handle, ...args);
  }
}

/**
 * Makes an environment that is registered in Python, with the wrappers that Python's `gymnasium.make` gives it.
 * @param id its id in Python; `module:Name-v0` imports the module first
 * @param kwargs keyword arguments of `gymnasium.make`, named as in Python
 * @throws PythonNotFound, PythonPackageMissing, PythonException when Python raises, or one of its crashes
 */
export function makePython<Observation = unknown, Action = unknown>(
  id: string,
  kwargs: PythonKwargs = {},
  options: MakePythonOptions = {},
): PythonEnv<Observation, Action> {
  return new PythonEnv(id, kwargs, options);
}
