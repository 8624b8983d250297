import { type Env, InvalidWrapper, type StepResult, Wrapper } from 'gymnasium-js';
import { Action, type ObjectType, objectTypes } from '../encoding.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import { miniGridOf } from './minigrid-of.ts';

export interface NoDeathSettings {
  /** What does not end the episode, e.g. `['lava']`. */
  readonly noDeathTypes: readonly ObjectType[];
  /** Added to the reward instead. Default −1. */
  readonly deathCost?: number;
}

/** Goes on where the agent would die: in things of some types, or by walking into them. */
export class NoDeath<Observation = unknown> extends Wrapper<Observation, number> {
  readonly #inner: MiniGridEnv;
  readonly #types: ReadonlySet<ObjectType>;
  readonly #cost: number;

  /** @throws InvalidWrapper for unknown types, and for goals, where episodes end with success */
  constructor(env: Env<Observation, number>, settings: NoDeathSettings) {
    super(env, settings);
    const { noDeathTypes, deathCost = -1 } = settings;
    const wrong = noDeathTypes.filter((type) => type === 'goal' || !objectTypes.includes(type));
    if (wrong.length > 0) {
      const known = objectTypes.filter((type) => type !== 'goal').join(', ');
      throw new InvalidWrapper(
        `NoDeath.noDeathTypes: expected some of ${known}, received ${wrong.join(', ')}.`,
      );
    }
    this.#inner = miniGridOf(env, 'NoDeath');
    this.#types = new Set(noDeathTypes);
    this.#cost = deathCost;
  }

  override step(action: number): StepResult<Observation> {
    const { grid } = this.#inner;
    // Before the step: obstacles may move.
    const walksIntoDeath = action === Action.forward && this.#types.has(grid.typeOf(this.#inner.front));
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    const here = grid.get(this.#inner.agentX, this.#inner.agentY);
    if (!terminated || !(walksIntoDeath || this.#types.has(grid.typeOf(here)))) {
      return [observation, reward, terminated, truncated, info];
    }
    return [observation, reward + this.#cost, false, truncated, info];
  }
}
