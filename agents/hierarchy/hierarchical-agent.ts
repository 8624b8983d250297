import type { Learner } from '../network-learner.ts';
import type { Manager } from './manager.ts';
import type { Workers } from './workers.ts';

/** What a teacher says while the agent perceives; it drives the distal compartments. */
export interface Teaching<Action> {
  readonly subtask: number;
  readonly action: Action;
}

export interface ActOptions<Action> {
  /** The subtask to carry out, whatever the manager would choose (it perceives all the same). */
  readonly subtask?: number;
  readonly teaching?: Teaching<Action>;
}

/** A manager that picks subtasks, and workers that carry them out. */
export class HierarchicalAgent<Observation = unknown, Action = unknown> {
  readonly manager: Manager<Observation>;
  readonly workers: Workers<Observation, Action>;
  /** Network time in ms that passes during one environment step. */
  readonly stepDurationMs: number;
  /** The manager's latest choice. */
  choice = 0;
  /** The subtask carried out in the latest step. */
  subtask = 0;

  constructor(manager: Manager<Observation>, workers: Workers<Observation, Action>, stepDurationMs: number) {
    this.manager = manager;
    this.workers = workers;
    this.stepDurationMs = stepDurationMs;
  }

  get learners(): readonly Learner[] {
    return [this.manager.learner, ...this.workers.learners];
  }

  /** Network steps simulated since construction, all networks together. */
  get networkSteps(): number {
    return this.learners.reduce((sum, learner) => sum + learner.steps, 0);
  }

  /** Starts an episode; `plastic` lets recurrent weights learn during it. */
  reset(plastic = false): void {
    this.manager.reset(plastic);
    this.workers.reset(plastic);
    this.choice = 0;
    this.subtask = 0;
  }

  /** The action for an observation. */
  act(observation: Observation, { subtask, teaching }: ActOptions<Action> = {}): Action {
    this.choice = this.manager.choose(observation, this.stepDurationMs, teaching?.subtask);
    this.subtask = subtask ?? this.choice;
    this.manager.remember(this.subtask);
    return this.workers.act(observation, this.subtask, this.stepDurationMs, teaching?.action);
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

  /** Puts what was learned into the readouts. @throws DivergenceError */
  apply(): void {
    for (const learner of this.learners) learner.apply();
  }

  /** @throws DivergenceError when a weight is no longer finite, or exploded */
  checkWeights(): void {
    for (const learner of this.learners) learner.checkWeights();
  }
}
