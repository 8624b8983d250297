import type { Learner } from './learner.ts';

/** What a teacher says while the agent perceives, e.g. to drive the distal compartments of burst neurons. */
export interface Teaching<Action> {
  readonly subtask: number;
  readonly action: Action;
  /** How near the subtask is to its end, 0 … 1, where the expert says so. */
  readonly progress?: number | undefined;
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
  /** Whether the worker in charge has ended its turn with the latest step. Absent: workers do not end turns by themselves. */
  readonly turnOver?: boolean;
  /** Starts an episode; `plastic` lets weights learn from a teacher during it. */
  reset(plastic?: boolean): void;
  /** The action for an observation. @throws DivergenceError */
  act(observation: Observation, options?: ActOptions<Action>): Action;
  /**
   * Learns which choice and, for the subtask carried out, which action would have been right in the latest step.
   * @param progress how near the subtask carried out was to its end, 0 … 1, for workers that end themselves
   * @returns the labels that this took
   */
  learn(subtask: number, action: Action, progress?: number): number;
  /**
   * Learns the right choice alone, in a step without other labels. Absent: choices are learned with actions only.
   * @returns the labels that this took: 1 if a turn was over and a subtask to be chosen, else 0
   */
  learnChoice?(subtask: number): number;
}

/** Network steps simulated since construction, all learners together. */
export function networkSteps({ learners }: Pick<Agent, 'learners'>): number {
  return learners.reduce((sum, learner) => sum + learner.steps, 0);
}
