import type { Env } from 'gymnasium-js';
import { UsageError } from '../errors.ts';
import type { EnvironmentAdapter, EnvironmentOptions } from './environment-adapter.ts';

/** The environment of a task with the layouts of one of its named distributions. */
export function makeLayoutEnv<Observation, Action, Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  layout?: string,
): Env<Observation, Action> {
  return adapter.makeEnv({ ...options, env: { ...options.env, ...layoutOptions(adapter, layout) } });
}

/** @throws UsageError when the task has no such subtask */
export function subtaskIndex(
  { name, subtasks }: Pick<EnvironmentAdapter, 'name' | 'subtasks'>,
  subtask: string,
): number {
  const index = subtasks.names.indexOf(subtask);
  if (index >= 0) return index;
  throw new UsageError(
    `subtask: expected one of ${subtasks.names.join(', ')} (${name}), received "${subtask}"`,
  );
}

/**
 * Environment options of a named layout distribution; none for undefined.
 * @throws UsageError when the task has no such distribution
 */
export function layoutOptions(
  { name, layouts }: Pick<EnvironmentAdapter, 'name' | 'layouts'>,
  layout: string | undefined,
): Readonly<Record<string, unknown>> {
  if (layout === undefined || layout === 'own') return {};
  const options = layouts[layout];
  if (options !== undefined) return options;
  throw new UsageError(
    `layout: expected one of ${Object.keys(layouts).join(', ')} (${name}), received "${layout}"`,
  );
}
