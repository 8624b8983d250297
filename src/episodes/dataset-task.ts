import type { Dataset } from '../data/dataset.ts';
import { tasks } from '../task/catalogue.ts';
import { taskOptions } from '../task/options.ts';
import { Task } from '../task/task.ts';
import { specOf } from './dataset-env.ts';

/**
 * The task that a dataset belongs to: the one that recorded it, or the one that has the environment of its id among its
 * levels; null where there is none.
 *
 * @param settings further ones, `options.…`, laid over its options
 * @throws ConfigError when a setting does not fit
 */
export function taskOf(dataset: Dataset, settings: readonly string[] = []): Task | null {
  const { own } = dataset.metadata;
  const found = tasks.lookUp(own?.env ?? specOf(dataset).id ?? '');
  if (found === undefined) return null;
  const recorded = own?.env == null ? {} : own.options;
  const options = taskOptions(found.entry, [...found.settings, ...settings], recorded);
  return new Task(found.entry, options);
}
