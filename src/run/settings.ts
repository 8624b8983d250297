import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { encodeConfig, parseConfig } from '../config/config.ts';
import { applySettings, loadConfigFile, type RawConfig } from '../config/config-file.ts';
import { UsageError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import { isModulePath, taskName, type UsedModule, useModules } from './modules.ts';
import type { RunFolder } from './run-folder.ts';
import type { CommonConfig } from './trainable.ts';
import { type AnyTrainable, trainables } from './trainables.ts';

/** What a run is of. */
export interface RunSettings {
  /** What is trained. */
  readonly task: AnyTrainable;
  /** Every setting, checked. */
  readonly config: CommonConfig;
  /** Users' modules that define the task, or what its settings name. */
  readonly modules: readonly UsedModule[];
}

/** Where settings come from; later ones win: the config, `set`, then `seed` and `kernel`. */
export interface SettingsRequest {
  /** Name of a task, id of a level, or a module that defines one task. If not given, the config says. */
  readonly task?: string | undefined;
  /** A file in YAML or JSON, or the same in code. */
  readonly config?: string | RawConfig | undefined;
  /** Settings such as `imitation.rounds=8`. */
  readonly set?: readonly string[] | undefined;
  /** Source of all randomness; in place of that of the settings. */
  readonly seed?: number | undefined;
  /** How burst networks are computed. */
  readonly kernel?: Kernel | undefined;
  /** Users' modules to load before. */
  readonly use?: readonly string[] | undefined;
}

const useSchema = z.union([
  z.string(),
  z.array(z.union([z.string(), z.strictObject({ path: z.string(), sha256: z.string().optional() })])),
]);

/**
 * Puts the settings of a run together.
 *
 * @throws ConfigError naming each setting that does not fit
 * @throws UsageError when there is no such task, or a module cannot be used
 */
export async function resolveSettings(request: SettingsRequest): Promise<RunSettings> {
  const { config = {}, set = [], seed, kernel, use = [] } = request;
  const file = typeof config === 'string' ? config : undefined;
  const { wanted, rest } = splitUse(file === undefined ? (config as RawConfig) : loadConfigFile(file), file);
  const ofConfig = wanted.map(({ path }) => path);
  const called = request.task ?? taskOf(rest);
  const modules = await useModules([...ofConfig, ...use, ...(isModulePath(called) ? [called] : [])]);
  const { entry: task, settings } = trainables.find(await taskName(called));
  const direct = { ...(seed === undefined ? {} : { seed }), ...(kernel === undefined ? {} : { kernel }) };
  const raw = { ...applySettings(rest, [...settings, ...set]), ...direct };
  return { task, config: parseConfig(task.schema, raw, file ?? 'settings'), modules: unique(modules) };
}

/** Settings of a run as its folder keeps them, and notes for people on what is no longer as it was. */
export async function readSettings(
  folder: RunFolder,
  kernel?: Kernel,
): Promise<RunSettings & { readonly notes: readonly string[] }> {
  const source = `${folder.path}/config.yaml`;
  const { wanted, rest } = splitUse(folder.readConfig(), source);
  const modules = await modulesOf(
    wanted.map(({ path }) => path),
    source,
  );
  const notes = modules.flatMap(({ path, sha256 }, k) =>
    sha256 === (wanted[k]!.sha256 ?? sha256)
      ? []
      : [`${path} has changed since the run began; results may differ`],
  );
  const { entry: task } = trainables.find(taskOf(rest));
  const raw = { ...rest, ...(kernel === undefined ? {} : { kernel }) };
  return { task, config: parseConfig(task.schema, raw, source), modules, notes };
}

/** Uses the modules that a run names. @throws UsageError naming the file that does */
async function modulesOf(paths: readonly string[], source: string): Promise<readonly UsedModule[]> {
  try {
    return await useModules(paths);
  } catch (error) {
    if (error instanceof UsageError)
      throw new UsageError(`${source}, use: ${error.message}`, { cause: error });
    throw error;
  }
}

/** The settings as a file would give them, with units. */
export function encodeSettings({ task, config, modules }: RunSettings): RawConfig {
  const encoded = encodeConfig(task.schema, config) as RawConfig;
  return modules.length === 0 ? encoded : { ...encoded, use: modules.map((module) => ({ ...module })) };
}

function taskOf({ task }: RawConfig): string {
  if (typeof task === 'string') return task;
  throw new UsageError('task: expected a name, received nothing; see `burstwise train --help`');
}

/** The modules that a configuration uses, whose paths are relative to its file, and the settings of the task. */
function splitUse(raw: RawConfig, file: string | undefined) {
  const { use = [], ...rest } = raw;
  const given = parseConfig(z.strictObject({ use: useSchema }), { use }, file ?? 'settings').use;
  const wanted = (typeof given === 'string' ? [given] : given).map((each) => {
    const { path, sha256 } = typeof each === 'string' ? { path: each, sha256: undefined } : each;
    return { path: resolve(file === undefined ? '' : dirname(file), path), sha256 };
  });
  return { wanted, rest };
}

function unique(modules: readonly UsedModule[]): UsedModule[] {
  return [...new Map(modules.map((module) => [module.path, module])).values()];
}
