import type { RenderFrame } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import type { EnvSpec } from '../registration/spec.ts';
import type { Space } from '../spaces/space.ts';
import {
  VectorEnv,
  type VectorMetadata,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vector-env.ts';

/** A vector environment around another. It passes everything through; subclasses change what they are about. */
export abstract class VectorWrapper<
  Observations = unknown,
  Actions = unknown,
  BaseObservations = Observations,
  BaseActions = Actions,
> extends VectorEnv<Observations, Actions> {
  readonly env: VectorEnv<BaseObservations, BaseActions>;
  /** The same, for what passes through. */
  readonly #through: VectorEnv<Observations, Actions>;
  #observationSpace: Space<Observations> | undefined;
  #actionSpace: Space<Actions> | undefined;
  #singleObservationSpace: Space | undefined;
  #singleActionSpace: Space | undefined;

  /** @throws InvalidWrapper when `env` is not a vector environment */
  constructor(env: VectorEnv<BaseObservations, BaseActions>) {
    super();
    if (!(env instanceof VectorEnv)) {
      throw new InvalidWrapper(
        `${new.target.name}.env: expected an instance of VectorEnv. Make one with makeVec, or wrap the sub-environments instead.`,
      );
    }
    this.env = env;
    // What a subclass does not change has the types of the wrapped environment, which the compiler cannot know.
    this.#through = env as unknown as VectorEnv<Observations, Actions>;
  }

  get numEnvs(): number {
    return this.env.numEnvs;
  }

  get observationSpace(): Space<Observations> {
    return this.#observationSpace ?? this.#through.observationSpace;
  }

  set observationSpace(space: Space<Observations>) {
    this.#observationSpace = space;
  }

  get actionSpace(): Space<Actions> {
    return this.#actionSpace ?? this.#through.actionSpace;
  }

  set actionSpace(space: Space<Actions>) {
    this.#actionSpace = space;
  }

  get singleObservationSpace(): Space {
    return this.#singleObservationSpace ?? this.env.singleObservationSpace;
  }

  set singleObservationSpace(space: Space) {
    this.#singleObservationSpace = space;
  }

  get singleActionSpace(): Space {
    return this.#singleActionSpace ?? this.env.singleActionSpace;
  }

  set singleActionSpace(space: Space) {
    this.#singleActionSpace = space;
  }

  override get metadata(): VectorMetadata {
    return this.env.metadata;
  }

  override get renderMode(): string | null {
    return this.env.renderMode;
  }

  override get spec(): EnvSpec | null {
    return this.env.spec;
  }

  override get closed(): boolean {
    return this.env.closed;
  }

  override get unwrapped(): VectorEnv {
    return this.env.unwrapped;
  }

  override reset(resetOptions?: VectorResetOptions): VectorResetResult<Observations> {
    return this.#through.reset(resetOptions);
  }

  override step(actions: Actions): VectorStepResult<Observations> {
    return this.#through.step(actions);
  }

  override render(): readonly RenderFrame[] {
    return this.env.render();
  }

  override close(): void {
    this.env.close();
  }

  override toString(): string {
    return `<${this.constructor.name}, ${this.env}>`;
  }
}
