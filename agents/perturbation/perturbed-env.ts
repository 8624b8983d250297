import {
  type Env,
  type Info,
  type ResetOptions,
  type ResetResult,
  type StepResult,
  Wrapper,
} from 'gymnasium-js';
import { validate } from '../../src/config/config.ts';
import { ConfigError } from '../../src/errors.ts';
import type { WorldChanges } from '../../src/task/environment-adapter.ts';
import type { Task } from '../../src/task/task.ts';
import type { Perturbation } from './perturbation.ts';
import { refuse } from './selection.ts';

interface Change {
  readonly at: number;
  readonly change: unknown;
}

/** An environment in whose world things are moved between two steps. */
export class PerturbedEnv<Observation, Action> extends Wrapper<Observation, Action> {
  readonly #world: WorldChanges<Observation, Action>;
  readonly #changes: readonly Change[];
  #step = 0;

  constructor(
    env: Env<Observation, Action>,
    world: WorldChanges<Observation, Action>,
    changes: readonly Change[],
  ) {
    super(env);
    this.#world = world;
    this.#changes = changes;
  }

  override reset(options?: ResetOptions): ResetResult<Observation> {
    this.#step = 0;
    return [...this.#changed(super.reset(options) as [Observation, Info])];
  }

  override step(action: Action): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = super.step(action);
    this.#step++;
    if (terminated || truncated) return [observation, reward, terminated, truncated, info];
    const [seen, told] = this.#changed([observation, info]);
    return [seen, reward, terminated, truncated, told];
  }

  /** What is seen after the changes that are due. */
  #changed(seen: readonly [Observation, Info]): readonly [Observation, Info] {
    const due = this.#changes.filter(({ at }) => at === this.#step);
    return due.reduce((_, { change }) => this.#world.apply(this.env, change), seen);
  }
}

/**
 * The environment of a task in which the world changes as perturbations say; the environment itself where it does not.
 * @throws ConfigError when nothing can be moved in this task, or not so
 */
export function perturbedEnv<Observation, Action>(
  { name, adapter: { world } }: Task<Observation, Action>,
  env: Env<Observation, Action>,
  perturbations: readonly Perturbation[],
): Env<Observation, Action> {
  const changes = perturbations.flatMap((perturbation, k) => {
    if (perturbation.kind !== 'world') return [];
    const path = `perturbations[${k}]`;
    if (world === undefined)
      throw refuse(`${path}.kind`, `another kind: nothing can be moved in ${name}`, 'world');
    const validation = validate(world.schema, perturbation.change);
    if ('value' in validation) return [{ at: perturbation.at, change: validation.value }];
    const problems = validation.problems.map((problem) => ({
      ...problem,
      path: [path, 'change', problem.path].filter((part) => part !== '').join('.'),
    }));
    throw new ConfigError('perturbations', problems);
  });
  return changes.length === 0 ? env : new PerturbedEnv(env, world!, changes);
}
