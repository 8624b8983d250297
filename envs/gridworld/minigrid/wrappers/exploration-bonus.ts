import { type Env, type StepResult, Wrapper } from 'gymnasium-js';
import { actionNames } from '../encoding.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import { miniGridOf } from './minigrid-of.ts';

/** Counts, and 1 / √ of each count. */
class VisitCounts {
  readonly #counts = new Map<number, number>();

  bonus(key: number): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return 1 / Math.sqrt(count);
  }
}

/** Adds 1 / √n to the reward, where n counts how often the agent has been where it now is, in all episodes. */
export class PositionBonus<Observation = unknown> extends Wrapper<Observation, number> {
  readonly #inner: MiniGridEnv;
  readonly #visits = new VisitCounts();
  readonly #scale: number;

  constructor(env: Env<Observation, number>, settings: { /** Default 1. */ readonly scale?: number } = {}) {
    super(env, settings);
    this.#inner = miniGridOf(env, 'PositionBonus');
    this.#scale = settings.scale ?? 1;
  }

  override step(action: number): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    const { grid, agentX, agentY } = this.#inner;
    const bonus = this.#scale * this.#visits.bonus(agentY * grid.width + agentX);
    return [observation, reward + bonus, terminated, truncated, info];
  }
}

/** Adds 1 / √n to the reward, where n counts how often an action has led to the agent's position and direction. */
export class ActionBonus<Observation = unknown> extends Wrapper<Observation, number> {
  readonly #inner: MiniGridEnv;
  readonly #visits = new VisitCounts();

  constructor(env: Env<Observation, number>, settings: object = {}) {
    super(env, settings);
    this.#inner = miniGridOf(env, 'ActionBonus');
  }

  override step(action: number): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    const { grid, agentX, agentY, agentDirection } = this.#inner;
    const pose = (agentY * grid.width + agentX) * 4 + agentDirection;
    const bonus = this.#visits.bonus(pose * actionNames.length + action);
    return [observation, reward + bonus, terminated, truncated, info];
  }
}
