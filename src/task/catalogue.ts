import { type Aliases, Catalogue } from '../config/catalogue.ts';
import { define } from '../config/definition.ts';
import type { AnyAdapter, EnvironmentAdapter, EnvironmentOptions } from './environment-adapter.ts';

/** Every task with an environment, by the name of its adapter, and by the ids of its environment and its levels. */
export const tasks = new Catalogue<AnyAdapter>('environment', '`burstwise envs list`, or the id of a level');

/** The ids that stand for a task; that of a level sets the level. */
export function idsOf({ envId, levels = [] }: AnyAdapter): Aliases {
  const ids = [envId, envId.replace(/^burstwise\//, '')].map((id) => [id, []] as const);
  return Object.fromEntries([...ids, ...levels.map((id) => [id, [`options.env.id=${id}`]] as const)]);
}

/** Makes a task known by its name and ids. @throws UsageError when one of them is taken */
export function addTask(adapter: AnyAdapter): void {
  tasks.add(adapter.name, () => adapter, idsOf(adapter));
}

/**
 * A task of your own. A module that exports it can be named on the command line, with `--use` or in the place of a task.
 *
 * @returns the adapter itself, marked as a definition
 */
export function defineTask<Observation, Action, Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
): EnvironmentAdapter<Observation, Action, Options> {
  return define('task', adapter);
}
