import type { Dataset } from '../../src/data/dataset.ts';
import { LABELS, labelsOf } from '../../src/data/demonstration.ts';
import { specOf } from '../../src/episodes/dataset-env.ts';
import type { Problem } from '../../src/errors.ts';
import { idsOf } from '../../src/task/catalogue.ts';
import type { Task } from '../../src/task/task.ts';

/**
 * Why the labels of a dataset cannot be those of a task; null where they can. Ours say the names of their subtasks.
 * Other programs, such as `minari combine`, keep the labels and lose the names: labels of the task's own environment
 * are then taken as numbers of its subtasks.
 */
export function labelProblem(
  dataset: Dataset,
  { adapter, subtasks: { names } }: Pick<Task, 'adapter' | 'subtasks'>,
): Problem | null {
  const own = dataset.metadata.own?.subtasks ?? [];
  if (own.join() === names.join() || (own.length === 0 && names.length === 1)) return null;
  const path = 'subtasks';
  const expected = names.join(', ');
  if (own.length > 0) {
    const remedy = `to learn those, set imitation.subtasks=${JSON.stringify(own)}`;
    return { path, expected, received: own.join(', '), remedy };
  }
  if (dataset.length > 0 && labelsOf(dataset.episode(0)) === null) return noLabels('episode 0');
  const { id: envId } = specOf(dataset);
  const ids = Object.keys(idsOf(adapter));
  if (envId !== null && ids.some((id) => id.replace(/^python:/, '') === envId)) return null;
  return {
    path: 'env_spec',
    expected: `${adapter.envId}, whose subtasks are ${expected}, as the dataset does not name its own`,
    received: envId ?? 'none',
    remedy: 'train the task that the dataset was recorded in',
  };
}

/** What is said of an episode without labels. */
export function noLabels(path: string): Problem {
  const remedy = 'record it with burstwise record, which writes them';
  return { path, expected: `labels of an expert (infos/${LABELS})`, received: 'none', remedy };
}
