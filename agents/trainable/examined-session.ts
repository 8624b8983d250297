import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import type { LabelCounts } from '../imitation/label-counts.ts';
import type { RecordedEpisodes } from '../imitation/recorded.ts';
import type { ImitationRunConfig } from './schema.ts';

/** A session, as a report on its split into subtasks sees it. */
export interface ExaminedSession {
  readonly task: Task;
  readonly agent: Agent;
  readonly config: ImitationRunConfig;
}

/** A session that can learn. */
export interface LearningSession extends ExaminedSession {
  readonly counts: LabelCounts;
  readonly completed: number;
  readonly total: number;
  advance(): unknown;
}

/** Makes a session of other settings, and with demonstrations at hand if they are given. */
export type SessionMaker = (
  config: ImitationRunConfig,
  demonstrations?: RecordedEpisodes<unknown, unknown>,
) => LearningSession;
