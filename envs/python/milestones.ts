import { type Env, type ResetOptions, type ResetResult, type StepResult, Wrapper } from 'gymnasium-js';
import { compileCondition } from '../../src/config/condition.ts';
import { inWords } from './errors.ts';

/** By name, in the order in which an episode reaches them, the condition on a step under which each is reached. */
export type MilestoneConditions = Readonly<Record<string, string>>;

/** The field of infos that says which milestones the episode has reached. */
export const REACHED = 'milestones';

/**
 * A Python environment whose infos say which milestones the episode has reached. A condition may name `reward` (of the
 * step), `total` (sum of the rewards), `steps`, `terminated`, `truncated`, `info` and `observation`.
 */
export class MilestoneWrapper extends Wrapper {
  readonly #name: string;
  readonly #conditions: readonly (readonly [name: string, holds: ReturnType<typeof compileCondition>])[];
  #reached = new Set<string>();
  #steps = 0;
  #total = 0;

  /** @param name of the environment, for errors */
  constructor(env: Env, name: string, conditions: MilestoneConditions) {
    super(env);
    this.#name = name;
    this.#conditions = Object.entries(conditions).map(([milestone, condition]) => [
      milestone,
      compileCondition(condition, `milestones.${milestone}`),
    ]);
  }

  override reset(options?: ResetOptions): ResetResult<unknown> {
    const [observation, info] = inWords(this.#name, () => this.env.reset(options));
    this.#reached = new Set();
    this.#steps = 0;
    this.#total = 0;
    return [observation, { ...info, [REACHED]: this.#report() }];
  }

  override step(action: unknown): StepResult<unknown> {
    const [observation, reward, terminated, truncated, info] = inWords(this.#name, () =>
      this.env.step(action),
    );
    this.#steps++;
    this.#total += reward;
    const { steps, total } = { steps: this.#steps, total: this.#total };
    const values = { reward, total, steps, terminated, truncated, info, observation: asList(observation) };
    for (const [name, holds] of this.#conditions) if (holds(values)) this.#reached.add(name);
    return [observation, reward, terminated, truncated, { ...info, [REACHED]: this.#report() }];
  }

  override render() {
    return inWords(this.#name, () => this.env.render());
  }

  #report(): Record<string, boolean> {
    return Object.fromEntries(this.#conditions.map(([name]) => [name, this.#reached.has(name)]));
  }
}

/** Arrays as mathjs reads them; its first index is 1. */
function asList(observation: unknown): unknown {
  return ArrayBuffer.isView(observation)
    ? Array.from(observation as unknown as ArrayLike<number>)
    : observation;
}
