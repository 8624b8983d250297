import { describe } from '../checks/describe.ts';
import {
  boundAttribute,
  Env,
  isKey,
  type Metadata,
  type RenderFrame,
  type ResetOptions,
  type ResetResult,
  type StepResult,
} from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import type { Generator } from '../random/generator.ts';
import type { EnvSpec, Kwargs, WrapperSpec } from '../registration/spec.ts';
import type { Space } from '../spaces/space.ts';

/**
 * An environment around another. It passes everything through; subclasses change what they are about.
 *
 * Every wrapper is constructed from `(env, settings)`. A subclass hands its settings to `super`, so that they become
 * part of `spec` and the wrapper can be made again from it; without them it works, but its spec cannot be made.
 *
 * `Observation` and `Action` are what the wrapper shows, `BaseObservation` and `BaseAction` those of `env`.
 */
export abstract class Wrapper<
  Observation = unknown,
  Action = unknown,
  BaseObservation = Observation,
  BaseAction = Action,
> extends Env<Observation, Action> {
  readonly env: Env<BaseObservation, BaseAction>;
  /** The same, for what passes through. */
  readonly #through: Env<Observation, Action>;
  readonly #settings: Kwargs | null;
  #observationSpace: Space<Observation> | undefined;
  #actionSpace: Space<Action> | undefined;
  #metadata: Metadata | undefined;
  #innerSpec: EnvSpec | null = null;
  #spec: EnvSpec | null = null;

  /** @throws InvalidWrapper when `env` is not an environment */
  constructor(env: Env<BaseObservation, BaseAction>, settings: object | null = null) {
    super();
    if (!(env instanceof Env)) {
      throw new InvalidWrapper(
        `${new.target.name}.env: expected an instance of Env, received ${describe(env)}. Extend the class Env.`,
      );
    }
    this.env = env;
    // What a subclass does not change has the types of the wrapped environment, which the compiler cannot know.
    this.#through = env as unknown as Env<Observation, Action>;
    this.#settings = settings === null ? null : { ...settings };
  }

  get observationSpace(): Space<Observation> {
    return this.#observationSpace ?? this.#through.observationSpace;
  }

  set observationSpace(space: Space<Observation>) {
    this.#observationSpace = space;
  }

  get actionSpace(): Space<Action> {
    return this.#actionSpace ?? this.#through.actionSpace;
  }

  set actionSpace(space: Space<Action>) {
    this.#actionSpace = space;
  }

  override get metadata(): Metadata {
    return this.#metadata ?? this.env.metadata;
  }

  override set metadata(metadata: Metadata) {
    this.#metadata = metadata;
  }

  override get renderMode(): string | null {
    return this.env.renderMode;
  }

  override get npRandom(): Generator {
    return this.env.npRandom;
  }

  override set npRandom(generator: Generator) {
    this.env.npRandom = generator;
  }

  override get npRandomSeed(): bigint {
    return this.env.npRandomSeed;
  }

  override get unwrapped(): Env {
    return this.env.unwrapped;
  }

  /** The spec of the environment, with this wrapper in it. */
  override get spec(): EnvSpec | null {
    const inner = this.env.spec;
    if (inner !== this.#innerSpec) {
      this.#innerSpec = inner;
      this.#spec = inner && this.extendSpec(inner);
    }
    return this.#spec;
  }

  protected extendSpec(spec: EnvSpec): EnvSpec {
    const wrapper: WrapperSpec = {
      name: this.constructor.name,
      entryPoint: this.constructor as WrapperSpec['entryPoint'],
      kwargs: this.#settings,
    };
    return spec.with({ additionalWrappers: [...spec.additionalWrappers, wrapper] });
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    return this.#through.reset(resetOptions);
  }

  override step(action: Action): StepResult<Observation> {
    return this.#through.step(action);
  }

  override render(): RenderFrame {
    return this.env.render();
  }

  override close(): void {
    this.env.close();
  }

  override hasWrapperAttr(name: string): boolean {
    return (isKey(name) && name in this) || this.env.hasWrapperAttr(name);
  }

  override getWrapperAttr(name: string): unknown {
    return isKey(name) && name in this ? boundAttribute(this, name) : this.env.getWrapperAttr(name);
  }

  override setWrapperAttr(name: string, value: unknown, { force = true }: { force?: boolean } = {}): boolean {
    if (isKey(name) && !(name in this) && this.env.setWrapperAttr(name, value, { force: false })) return true;
    return super.setWrapperAttr(name, value, { force });
  }

  override toString(): string {
    return `<${this.constructor.name}${this.env}>`;
  }
}

/**
 * The settings of a wrapper that cannot do without.
 * @throws InvalidWrapper when there are none
 */
export function checkedSettings<Settings extends object>(settings: Settings, name: string): Settings {
  if (typeof settings === 'object' && settings !== null) return settings;
  throw new InvalidWrapper(`${name}.settings: expected an object, received ${describe(settings)}.`);
}

/** A wrapper that changes the observations of `reset` and `step`. */
export abstract class ObservationWrapper<
  Observation,
  Action = unknown,
  BaseObservation = Observation,
> extends Wrapper<Observation, Action, BaseObservation, Action> {
  protected abstract observation(observation: BaseObservation): Observation;

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    const [observation, info] = this.env.reset(resetOptions);
    return [this.observation(observation), info];
  }

  override step(action: Action): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    return [this.observation(observation), reward, terminated, truncated, info];
  }
}

/** A wrapper that changes the rewards of `step`. */
export abstract class RewardWrapper<Observation = unknown, Action = unknown> extends Wrapper<
  Observation,
  Action
> {
  protected abstract reward(reward: number): number;

  override step(action: Action): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    return [observation, this.reward(reward), terminated, truncated, info];
  }
}

/** A wrapper that changes the actions before `env` sees them. */
export abstract class ActionWrapper<Action, Observation = unknown, BaseAction = Action> extends Wrapper<
  Observation,
  Action,
  Observation,
  BaseAction
> {
  protected abstract action(action: Action): BaseAction;

  override step(action: Action): StepResult<Observation> {
    return this.env.step(this.action(action));
  }
}

/**
 * A wrapper class and its settings, for `additionalWrappers` of a registration.
 * @param wrapper a class for environments of any kind, which `never` stands for
 */
export function wrapperSpec<Settings extends object>(
  wrapper: new (env: never, settings: Settings) => Env,
  settings: NoInfer<Settings>,
): WrapperSpec {
  return {
    name: wrapper.name,
    entryPoint: wrapper as WrapperSpec['entryPoint'],
    kwargs: settings as Kwargs,
  };
}
