import type { LabelCounts } from './imitation/label-counts.ts';
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
  /** Whether the turn of the worker in charge is over, where others than the agent's own workers carry subtasks out. */
  readonly turnOver?: boolean | undefined;
}

/** What an expert says about the latest step; it does not say what is absent. */
export interface Correction<Action> {
  /** The subtask that is due. */
  readonly subtask?: number | undefined;
  /** What would have been right for the subtask carried out. */
  readonly action?: Action | undefined;
  /** How near the subtask carried out was to its end, 0 … 1, for workers that end themselves. */
  readonly progress?: number | undefined;
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
  readonly turnOver?: boolean | undefined;
  /** Starts an episode; `plastic` lets weights learn from a teacher during it. */
  reset(plastic?: boolean): void;
  /** The action for an observation. @throws DivergenceError */
  act(observation: Observation, options?: ActOptions<Action>): Action;
  /** Whether choices have labels in steps without other labels, too, at most one an interval of labels. Absent: no. */
  readonly choicesAreLabelled?: boolean;
  /**
   * Learns what would have been right in the latest step.
   * @returns the labels that this took; none for a choice where none was made
   */
  learn(correction: Correction<Action>): LabelCounts;
}

/** Network steps simulated since construction, all learners together. */
export function networkSteps({ learners }: Pick<Agent, 'learners'>): number {
  return learners.reduce((sum, learner) => sum + learner.steps, 0);
}
