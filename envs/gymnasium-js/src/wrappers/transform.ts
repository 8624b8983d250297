import type { Env } from '../env.ts';
import type { Space } from '../spaces/space.ts';
import { ActionWrapper, ObservationWrapper, RewardWrapper } from './wrapper.ts';

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

  constructor(
    env: Env<BaseObservation, Action>,
    settings: TransformObservationSettings<Observation, BaseObservation>,
  ) {
    super(env, settings);
    this.#func = settings.func;
    if (settings.observationSpace) this.observationSpace = settings.observationSpace;
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

  constructor(env: Env<Observation, BaseAction>, settings: TransformActionSettings<Action, BaseAction>) {
    super(env, settings);
    this.#func = settings.func;
    if (settings.actionSpace) this.actionSpace = settings.actionSpace;
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

  constructor(env: Env<Observation, Action>, settings: { readonly func: (reward: number) => number }) {
    super(env, settings);
    this.#func = settings.func;
  }

  protected override reward(reward: number): number {
    return this.#func(reward);
  }
}
