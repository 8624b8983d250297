import type { EvaluationPart } from '../../src/run/examination.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import type { EpisodeResult, SubtaskChooser } from '../evaluation/evaluate.ts';
import type { Perturbation } from '../perturbation/perturbation.ts';

/** What part of an agent an evaluation puts to the test. */
export interface Condition {
  /** Who picks the subtasks. */
  readonly manager: SubtaskChooser;
  /** The agent in words. */
  readonly label: string;
  /** What is done to the agent and its world; nothing if not given. */
  readonly perturbations?: readonly Perturbation[];
}

/** What was played under one condition. */
export interface Trial {
  /** Layout distribution. */
  readonly layout: string;
  /** Names the layouts. */
  readonly seed: number;
  /** Who acted. */
  readonly condition: Condition;
  /** One an episode. */
  readonly results: readonly EpisodeResult[];
}

/** Episodes to be played under one condition. */
export interface PlayRequest {
  /** Who picks the subtasks; the agent itself if not given. */
  readonly manager?: SubtaskChooser;
  /** Number of episodes. */
  readonly episodes: number;
  /** Index of the first one; zero if not given. */
  readonly first?: number;
  /** Layout distribution. */
  readonly layout: string;
  /** Whether the expert says which subtask is due, see `EvaluationOptions.judged`. */
  readonly judged?: boolean;
  /** Names the layouts. */
  readonly seed: number;
  /** Stream of random numbers that the layouts come from. Default: that of evaluations. */
  readonly stream?: string;
  /** What is done to the agent and its world in every episode; nothing if not given. */
  readonly perturbations?: readonly Perturbation[];
  /** Cuts episodes off after so many steps. */
  readonly maxSteps?: number;
}

/** Episodes that one thread plays. */
export type ImitationPart = EvaluationPart & PlayRequest;

/** Episodes of an evaluation that one thread plays at a time. */
const PART = 10;

/** The conditions under which an agent is examined: itself, and with the expert as its manager where it has a manager. */
export function conditionsOf(
  { choice }: Pick<Agent, 'choice'>,
  { hasExpert }: Pick<Task, 'hasExpert'>,
): readonly Condition[] {
  if (choice === null) return [{ manager: 'network', label: 'flat agent' }];
  const itself: Condition = { manager: 'network', label: 'manager + workers' };
  return hasExpert ? [itself, { manager: 'expert', label: 'workers, perfect manager' }] : [itself];
}

/** Cuts what is to be played into parts. */
export function partsOf(request: PlayRequest): ImitationPart[] {
  const { episodes, first = 0 } = request;
  return Array.from({ length: Math.ceil(episodes / PART) }, (_, k) => {
    const units = Math.min(PART, episodes - k * PART);
    return { ...request, first: first + k * PART, episodes: units, units };
  });
}
