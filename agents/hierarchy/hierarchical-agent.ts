import type { ActOptions, Agent } from '../agent.ts';
import type { Learner } from '../learner.ts';
import type { Manager } from './manager.ts';
import type { Workers } from './workers.ts';

/** A manager that picks subtasks, and workers that carry them out. */
export class HierarchicalAgent<Observation = unknown, Action = unknown>
  implements Agent<Observation, Action>
{
  readonly manager: Manager<Observation>;
  readonly workers: Workers<Observation, Action>;
  choice = 0;
  subtask = 0;
  readonly #stepDurationMs: number;

  /** @param stepDurationMs network time in ms that passes during one environment step */
  constructor(manager: Manager<Observation>, workers: Workers<Observation, Action>, stepDurationMs: number) {
    this.manager = manager;
    this.workers = workers;
    this.#stepDurationMs = stepDurationMs;
  }

  get learners(): readonly Learner[] {
    return [...this.manager.learners, ...this.workers.learners];
  }

  reset(plastic = false): void {
    this.manager.reset(plastic);
    this.workers.reset(plastic);
    this.choice = 0;
    this.subtask = 0;
  }

  act(observation: Observation, { subtask, teaching }: ActOptions<Action> = {}): Action {
    this.choice = this.manager.choose(observation, this.#stepDurationMs, teaching?.subtask);
    this.subtask = subtask ?? this.choice;
    this.manager.remember(this.subtask);
    return this.workers.act(observation, this.subtask, this.#stepDurationMs, teaching?.action);
  }

  /**
   * Learns which choice and, for the subtask carried out, which action would have been right in the latest step.
   * @returns the labels that this took: one for subtask and action of a step, one more for a choice that is to stand
   */
  learn(subtask: number, action: Action): number {
    const chosen = this.manager.learn(subtask);
    this.workers.learn(action);
    return chosen && !this.manager.decidesEveryStep ? 2 : 1;
  }
}
