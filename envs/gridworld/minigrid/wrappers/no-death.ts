import { type Env, type StepResult, Wrapper } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { Action, type ObjectType, objectTypes } from '../encoding.ts';
import { MiniGridEnv } from '../minigrid-env.ts';

const settingsSchema = z.strictObject({
  /** Types of things that do not end the episode, e.g. `['lava']`. Not goals, where episodes end with success. */
  noDeathTypes: z.array(z.enum(objectTypes).exclude(['goal'])),
  /** Added to the reward instead. Default −1. */
  deathCost: z.number().default(-1),
});

/** Settings of `NoDeath`. */
export type NoDeathSettings = z.input<typeof settingsSchema>;

/** Continues the episode where the agent would die: in things of some types, or by walking into them. */
export class NoDeath<Observation = unknown> extends Wrapper<Observation, number> {
  readonly #inner: MiniGridEnv;
  readonly #types: ReadonlySet<ObjectType>;
  readonly #cost: number;

  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<Observation, number>, settings: NoDeathSettings) {
    super(env, settings);
    const { noDeathTypes, deathCost } = parseConfig(settingsSchema, settings ?? {}, 'NoDeath');
    this.#inner = unwrappedAs(env, MiniGridEnv, 'NoDeath');
    this.#types = new Set(noDeathTypes);
    this.#cost = deathCost;
  }

  /** Takes one action; what would end the episode by death costs reward instead. */
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
