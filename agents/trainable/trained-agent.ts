import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import type { EpisodeResult } from '../evaluation/evaluate.ts';
import type { LabelCounts } from '../imitation/label-counts.ts';
import type { PlayRequest, Trial } from './conditions.ts';
import type { ImitationRunConfig } from './schema.ts';

/** An agent in training or after it, as reports and figures see it. */
export interface TrainedAgent {
  /** The task with its options. */
  readonly task: Task;
  /** With what it has learned. */
  readonly agent: Agent;
  /** Settings of its run. */
  readonly config: ImitationRunConfig;
  /** Labelled steps so far. */
  readonly labels: number;
  /** Answers of the expert so far, by kind. */
  readonly counts: LabelCounts;
  /** Network steps of training so far, all learners together. */
  readonly networkSteps: number;
  /** What its evaluation has shown, where there was one: of each condition on each kind of layouts. */
  readonly examined: readonly Trial[];
  /** Plays episodes on fresh layouts; learning is off. */
  play(request: PlayRequest): readonly EpisodeResult[];
}
