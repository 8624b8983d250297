import { imitationTrainable } from '../../agents/trainable/session.ts';
import { adapters, taskOfId } from '../../envs/index.ts';
import { closest } from '../config/suggest.ts';
import { UsageError } from '../errors.ts';
import { storeRecallTask } from '../sequence/store-recall-task.ts';
import type { Trainable } from './trainable.ts';

// biome-ignore lint/suspicious/noExplicitAny: a list of tasks of different configs; each checks its own
type AnyTrainable = Trainable<any>;

/** Everything that can be trained by name: each environment, and the tasks without one. */
export const tasks: readonly AnyTrainable[] = [
  ...adapters.map((adapter) => imitationTrainable(adapter)),
  storeRecallTask,
];

/** A task, with the settings that a name stands for. */
export interface CalledTask {
  readonly task: AnyTrainable;
  readonly settings: readonly string[];
}

/**
 * A task by its name, or by the id of its environment or of one of its levels.
 *
 * @throws UsageError listing the known names, with the one that was probably meant
 */
export function calledTask(name: string): CalledTask {
  const { adapter, settings = [] } = taskOfId(name) ?? {};
  return { task: findTask(adapter?.name ?? name), settings };
}

/** @throws UsageError listing the known names, with the one that was probably meant */
export function findTask(name: string): AnyTrainable {
  const found = tasks.find((task) => task.name === name);
  if (found !== undefined) return found;
  const names = tasks.map((task) => task.name);
  const meant = closest(name, [...names, ...adapters.flatMap(({ envId, levels = [envId] }) => levels)]);
  const hint = meant === undefined ? 'see `burstwise train --help`' : `did you mean ${meant}?`;
  throw new UsageError(
    `task: expected one of ${names.join(', ')}, received ${JSON.stringify(name)}; ${hint}`,
  );
}
