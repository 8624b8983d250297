import { type Env, type StepResult, Wrapper } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { actionNames } from '../encoding.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { noSettings } from './image-observations.ts';

/** Counts, and 1 / √ of each count. */
class VisitCounts {
  readonly #counts = new Map<number, number>();

  bonus(key: number): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return 1 / Math.sqrt(count);
  }
}

const settingsSchema = z.strictObject({
  /** The factor of the bonus. Default 1. */
  scale: z.number().default(1),
});

/** Settings of `PositionBonus`. */
export type PositionBonusSettings = z.input<typeof settingsSchema>;

/** Adds 1 / √n to the reward, where n counts the agent's visits to its present cell, in all episodes. */
export class PositionBonus<Observation = unknown> extends Wrapper<Observation, number> {
  readonly #inner: MiniGridEnv;
  readonly #visits = new VisitCounts();
  readonly #scale: number;

  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<Observation, number>, settings: PositionBonusSettings = {}) {
    super(env, settings);
    this.#inner = unwrappedAs(env, MiniGridEnv, 'PositionBonus');
    this.#scale = parseConfig(settingsSchema, settings, 'PositionBonus').scale;
  }

  /** Takes one action; the reward has the bonus of the cell. */
  override step(action: number): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    const { grid, agentX, agentY } = this.#inner;
    const bonus = this.#scale * this.#visits.bonus(agentY * grid.width + agentX);
    return [observation, reward + bonus, terminated, truncated, info];
  }
}

/** Adds 1 / √n to the reward, where n counts how often the action has led to the agent's present pose. */
export class ActionBonus<Observation = unknown> extends Wrapper<Observation, number> {
  readonly #inner: MiniGridEnv;
  readonly #visits = new VisitCounts();

  constructor(env: Env<Observation, number>, settings: object = {}) {
    super(env, settings);
    parseConfig(noSettings, settings, 'ActionBonus');
    this.#inner = unwrappedAs(env, MiniGridEnv, 'ActionBonus');
  }

  /** Takes one action; the reward has the bonus of the cell, direction and action. */
  override step(action: number): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    const { grid, agentX, agentY, agentDirection } = this.#inner;
    const pose = (agentY * grid.width + agentX) * 4 + agentDirection;
    const bonus = this.#visits.bonus(pose * actionNames.length + action);
    return [observation, reward + bonus, terminated, truncated, info];
  }
}
