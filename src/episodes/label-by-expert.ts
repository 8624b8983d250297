import type { Env } from 'gymnasium-js';
import type { Dataset } from '../data/dataset.ts';
import { DatasetError } from '../data/dataset-error.ts';
import type { Demonstration } from '../data/demonstration.ts';
import type { EpisodeLabels } from '../data/label.ts';
import type { Expert } from '../task/environment-adapter.ts';
import type { Task } from '../task/task.ts';
import { makeDatasetEnv } from './dataset-env.ts';
import { taskOf } from './dataset-task.ts';
import { replay } from './replay.ts';

/** The environment of a dataset with the expert of its task. */
export interface DatasetExpert {
  readonly env: Env;
  readonly expert: Expert<unknown>;
  readonly task: Task;
}

/**
 * The expert of the task that a dataset belongs to: its own, or the one that has the environment of its id among its levels.
 *
 * @throws DatasetError when there is no such task here, or it has no expert
 */
export function expertOf(dataset: Dataset): DatasetExpert {
  const { env } = makeDatasetEnv(dataset);
  const task = taskOf(dataset);
  if (task?.hasExpert) return { env, expert: task.expert(env), task };
  env.close();
  throw new DatasetError(dataset.id, {
    path: 'env_spec',
    expected: 'an environment with an expert (burstwise envs list)',
    received: env.spec?.id ?? dataset.metadata.own?.env ?? 'one without',
    remedy: 'label it with --by rule, agent, discovery or times',
  });
}

/**
 * The words of an expert on an episode that is played again: which subtask was under way, and what would have been right.
 *
 * @throws DatasetError when the episode has no seed, or goes another way now
 */
export function labelByExpert(
  { env, expert }: DatasetExpert,
  episode: Demonstration,
  dataset: Dataset,
): EpisodeLabels {
  const source = `${dataset.id}, episode ${episode.id}`;
  if (episode.seed === null && episode.options === null)
    throw new DatasetError(source, {
      path: 'seed',
      expected: 'the seed of its reset, to play it again',
      received: 'none',
      remedy: 'label it with --by rule, agent, discovery or times',
    });
  const subtasks: number[] = [];
  const actions: unknown[] = [];
  const { difference } = replay(env, episode, dataset, () => {
    const subtask = expert.subtask();
    subtasks.push(subtask);
    actions.push(expert.action(subtask));
  });
  if (difference === null) return { subtasks, actions };
  throw new DatasetError(source, {
    path: '',
    expected: 'the same episode when it is played again',
    received: difference,
    remedy: 'label it with --by rule, agent, discovery or times',
  });
}
