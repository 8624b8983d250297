import { describe } from '../checks/describe.ts';
import type { Env } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { Space } from '../spaces/space.ts';
import { ActionWrapper, checkedSettings, ObservationWrapper, RewardWrapper } from './wrapper.ts';

export interface TransformObservationSettings<Observation, BaseObservation> {
  readonly func: (observation: BaseObservation) => Observation;
  /** The space of what `func` returns; null when it is the environment's. */
  readonly observationSpace?: Space<Observation> | null;
}

/** Applies a function to every observation. */
export class TransformObservation<Observation, Action = unknown, BaseObservation = Observation> //
  extends ObservationWrapper<Observation, Action, BaseObservation>
{
  readonly #func: (observation: BaseObservation) => Observation;

  /** @throws InvalidWrapper when func is no function, or the space none */
  constructor(
    env: Env<BaseObservation, Action>,
    settings: TransformObservationSettings<Observation, BaseObservation>,
  ) {
    super(env, settings);
    this.#func = checkedFunction(settings, new.target.name);
    if (settings.observationSpace != null)
      this.observationSpace = checkedSpace(settings.observationSpace, `${new.target.name}.observationSpace`);
  }

  protected override observation(observation: BaseObservation): Observation {
    return this.#func(observation);
  }
}

export interface TransformActionSettings<Action, BaseAction> {
  readonly func: (action: Action) => BaseAction;
  /** The space of what `func` accepts; null when it is the environment's. */
  readonly actionSpace?: Space<Action> | null;
}

/** Applies a function to every action. */
export class TransformAction<Action, Observation = unknown, BaseAction = Action> //
  extends ActionWrapper<Action, Observation, BaseAction>
{
  readonly #func: (action: Action) => BaseAction;

  /** @throws InvalidWrapper when func is no function, or the space none */
  constructor(env: Env<Observation, BaseAction>, settings: TransformActionSettings<Action, BaseAction>) {
    super(env, settings);
    this.#func = checkedFunction(settings, new.target.name);
    if (settings.actionSpace != null)
      this.actionSpace = checkedSpace(settings.actionSpace, `${new.target.name}.actionSpace`);
  }

  protected override action(action: Action): BaseAction {
    return this.#func(action);
  }
}

/** Applies a function to every reward. */
export class TransformReward<Observation = unknown, Action = unknown> extends RewardWrapper<
  Observation,
  Action
> {
  readonly #func: (reward: number) => number;

  /** @throws InvalidWrapper when func is no function */
  constructor(env: Env<Observation, Action>, settings: { readonly func: (reward: number) => number }) {
    super(env, settings);
    this.#func = checkedFunction(settings, new.target.name);
  }

  protected override reward(reward: number): number {
    return this.#func(reward);
  }
}

/** @throws InvalidWrapper unless the settings have a function */
function checkedFunction<F>(settings: { readonly func: F }, name: string): F {
  const { func } = checkedSettings(settings, name);
  if (typeof func === 'function') return func;
  throw new InvalidWrapper(`${name}.func: expected a function, received ${describe(func)}.`);
}

/** @throws InvalidWrapper unless this is a space */
function checkedSpace<S extends Space>(space: S, path: string): S {
  if (space instanceof Space) return space;
  throw new InvalidWrapper(`${path}: expected a Space, received ${describe(space)}.`);
}
