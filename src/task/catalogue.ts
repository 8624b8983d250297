import { type Aliases, Catalogue } from '../config/catalogue.ts';
import type { AnyAdapter } from './environment-adapter.ts';

/** Every task with an environment, by the name of its adapter, and by the ids of its environment and its levels. */
export const tasks = new Catalogue<AnyAdapter>(
  'environment',
  '`burstwise envs list`, the id of a level, or a task of your own (--use)',
);

/** The ids that stand for a task; that of a level sets the level. */
export function idsOf({ envId, levels = [] }: AnyAdapter): Aliases {
  const ids = [envId, envId.replace(/^burstwise\//, '')].map((id) => [id, []] as const);
  return Object.fromEntries([...ids, ...levels.map((id) => [id, [`options.env.id=${id}`]] as const)]);
}

/** Makes a task known by its name and ids. @throws UsageError when one of them is taken */
export function addTask(adapter: AnyAdapter): void {
  tasks.add(adapter.name, () => adapter, idsOf(adapter));
}
