import { type Env, type Info, make, registry } from 'gymnasium-js';
import { closest } from '../../config/suggest.ts';
import { UsageError } from '../../errors.ts';
import { tasks } from '../../task/catalogue.ts';
import type { AnyAdapter, Expert } from '../../task/environment-adapter.ts';
import { GenericControl, terminalMode } from '../../task/generic-control.ts';
import { layoutOptions } from '../../task/layouts.ts';
import { type ManualControl, registeredControl } from '../../task/manual-control.ts';
import { envSettings, taskOptions } from '../../task/options.ts';
import { resolved } from '../../task/resolved.ts';

/** An environment as a person meets it. */
export interface PlayedEnvironment {
  /** What it was called on the command line. */
  readonly name: string;
  readonly envId: string;
  readonly env: Env;
  readonly control: ManualControl;
  /** Null where the environment has no expert. */
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
export function openPlayedEnvironment(name: string, { set, layout }: ManualTaskSettings): PlayedEnvironment {
  const known = tasks.lookUp(name);
  // A level's id stands for the level itself; the task may show it otherwise.
  if (known !== undefined && known.settings.length === 0) return withAdapter(name, known.entry, set, layout);
  if (!registry.has(name)) refuseName(name);
  if (layout !== undefined)
    throw new UsageError(`--layout: expected none (${name} has no named layouts), received "${layout}"`);
  const envOptions = envSettings(set);
  const open = (renderMode: string | null = null) =>
    make(name, envOptions, { disableEnvChecker: true, renderMode });
  const { env, control } = controlled(open);
  const levelOptions = known && taskOptions(known.entry, known.settings);
  return {
    name,
    envId: name,
    env,
    control,
    expert: known === undefined ? null : expertOf(known.entry, env, levelOptions),
    task: null,
    envOptions,
    subtasks: known?.entry.subtasks.names ?? [],
    milestones: [],
    achieved: () => [],
  };
}

function withAdapter(
  name: string,
  unresolved: AnyAdapter,
  set: readonly string[],
  layout: string | undefined = unresolved.trainingLayout,
): PlayedEnvironment {
  const given = taskOptions(unresolved, set);
  const adapter = resolved(unresolved, given);
  const envOptions = { ...given.env, ...layoutOptions(adapter, layout) };
  const options = { ...given, env: envOptions };
  const { env, control } = controlled((renderMode) => adapter.makeEnv(options, renderMode));
  return {
    name,
    envId: adapter.envId,
    env,
    control,
    expert: expertOf(adapter, env, options),
    task: { adapter, options },
    envOptions,
    subtasks: adapter.subtasks.names,
    milestones: adapter.milestones,
    achieved: (info) => adapter.achieved(info),
  };
}

function expertOf(adapter: AnyAdapter, env: Env, options: unknown): Expert<unknown> | null {
  return adapter.hasExpert === false ? null : adapter.makeExpert(env, options);
}

/** An environment with the control of its class, or with the generic one, for which it draws if it can. */
function controlled(open: (renderMode?: string) => Env): { env: Env; control: ManualControl } {
  const env = open();
  const control = registeredControl(env);
  if (control !== null) return { env, control };
  const mode = terminalMode(env.metadata.renderModes);
  if (mode === null) return { env, control: new GenericControl(env) };
  env.close();
  const drawing = open(mode);
  return { env: drawing, control: new GenericControl(drawing) };
}

/** Ids have a version; what has none is more likely meant as the name of a task. */
function refuseName(name: string): never {
  if (!/-v\d+$/.test(name)) tasks.find(name);
  const meant = closest(name, registry.keys());
  throw new UsageError(
    `environment: ${meant === undefined ? '' : `did you mean ${meant}? `}` +
      `expected a name of \`burstwise envs list\` or an id of the registry, received "${name}"`,
  );
}
