import { type Env, type Info, make, registry } from 'gymnasium-js';
import { layoutOptions } from '../../../agents/evaluate.ts';
import type { Expert } from '../../../envs/adapter.ts';
import { type AnyAdapter, adapters, findAdapter } from '../../../envs/index.ts';
import type { ManualControl } from '../../../envs/manual.ts';
import { manualControl } from '../../../envs/manual-control.ts';
import { envSettings, taskOptions } from '../../../envs/task-options.ts';
import { UsageError } from '../../errors.ts';
import { validate } from '../../run/config.ts';
import { closest } from '../../run/suggest.ts';

/** An environment as a person meets it. */
export interface ManualTask {
  /** What it was called on the command line. */
  readonly name: string;
  readonly envId: string;
  readonly env: Env;
  readonly control: ManualControl;
  /** Null where nobody knows how it is done. */
  readonly expert: Expert<unknown> | null;
  /** Null for an environment that is known by its id only. */
  readonly task: { readonly adapter: AnyAdapter; readonly options: unknown } | null;
  /** Settings of the environment's constructor. */
  readonly envOptions: Readonly<Record<string, unknown>>;
  readonly subtasks: readonly string[];
  readonly milestones: readonly string[];
  /** Which milestones an episode has reached, by the info of its latest step. */
  achieved(info: Info): readonly boolean[];
}

export interface ManualTaskSettings {
  readonly set: readonly string[];
  readonly layout?: string | undefined;
}

/**
 * The task of a name, or the environment of an id of the registry.
 *
 * @throws UsageError when there is none, or it has no such settings or layout
 */
export function openManualTask(name: string, { set, layout }: ManualTaskSettings): ManualTask {
  const adapter = adapters.find((candidate) => candidate.name === name || standsFor(candidate, name));
  if (adapter !== undefined) return withAdapter(name, adapter, set, layout);
  if (!registry.has(name)) refuseName(name);
  if (layout !== undefined)
    throw new UsageError(`--layout: expected none (${name} has no named layouts), received "${layout}"`);
  const envOptions = envSettings(set);
  const env = make(name, envOptions, { disableEnvChecker: true });
  const known = taskOfLevel(name);
  return {
    name,
    envId: name,
    env,
    control: manualControl(env),
    expert: known?.adapter.makeExpert(env, known.options) ?? null,
    task: null,
    envOptions,
    subtasks: known?.adapter.subtasks.names ?? [],
    milestones: [],
    achieved: () => [],
  };
}

/** Whether an id stands for a task: not where a task shows an environment otherwise than its id does. */
function standsFor({ envId, registered }: AnyAdapter, id: string): boolean {
  return envId === id && registered === undefined;
}

/** The task that an id is a level of, whose expert then knows what to do in it. */
function taskOfLevel(id: string) {
  for (const adapter of adapters) {
    const validation = validate(adapter.options, { env: { id } });
    if ('problems' in validation) continue;
    if (adapter.registered?.(validation.value).id === id) return { adapter, options: validation.value };
  }
  return null;
}

function withAdapter(
  name: string,
  adapter: AnyAdapter,
  set: readonly string[],
  layout: string | undefined = adapter.trainingLayout,
): ManualTask {
  const given = taskOptions(adapter, set);
  const envOptions = { ...given.env, ...layoutOptions(adapter, layout) };
  const options = { ...given, env: envOptions };
  const env = adapter.makeEnv(options);
  return {
    name,
    envId: adapter.envId,
    env,
    control: manualControl(env),
    expert: adapter.makeExpert(env, options),
    task: { adapter, options },
    envOptions,
    subtasks: adapter.subtasks.names,
    milestones: adapter.milestones,
    achieved: (info) => adapter.achieved(info),
  };
}

/** Ids have a version; what has none is more likely meant as the name of a task. */
function refuseName(name: string): never {
  if (!/-v\d+$/.test(name)) findAdapter(name);
  const meant = closest(name, registry.keys());
  throw new UsageError(
    `environment: expected a name of \`burstwise envs list\` or an id of the registry, received "${name}"` +
      (meant === undefined ? '' : `; did you mean ${meant}?`),
  );
}
