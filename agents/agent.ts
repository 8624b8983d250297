import type { Learner } from './learner.ts';

/** What a teacher says while the agent perceives, e.g. to drive the distal compartments of burst neurons. */
export interface Teaching<Action> {
  readonly subtask: number;
  readonly action: Action;
}

export interface ActOptions<Action> {
  /** The subtask to carry out, whatever a manager would choose (it perceives all the same). */
  readonly subtask?: number | undefined;
  readonly teaching?: Teaching<Action> | undefined;
}

/** What acts in a task and learns from labels: a hierarchy of learners, or a single one. */
export interface Agent<Observation = unknown, Action = unknown> {
  /** Everything in it that learns. */
  readonly learners: readonly Learner[];
  /** The manager's latest choice of a subtask; null for agents without a manager. */
  readonly choice: number | null;
  /** The subtask carried out in the latest step; null for agents that know no subtasks. */
  readonly subtask: number | null;
  /** Starts an episode; `plastic` lets weights learn from a teacher during it. */
  reset(plastic?: boolean): void;
  /** The action for an observation. @throws DivergenceError */
  act(observation: Observation, options?: ActOptions<Action>): Action;
  /**
   * Learns which choice and, for the subtask carried out, which action would have been right in the latest step.
   * @returns the labels that this took
   */
  learn(subtask: number, action: Action): number;
}

/** Network steps simulated since construction, all learners together. */
export function networkSteps({ learners }: Pick<Agent, 'learners'>): number {
  return learners.reduce((sum, learner) => sum + learner.steps, 0);
}
