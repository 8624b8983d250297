import { resolve } from 'node:path';
import { Command } from 'commander';
import { openDataset } from '../data/dataset.ts';
import { datasetsRoot } from '../data/disk.ts';
import { UsageError } from '../errors.ts';
import { createLogger } from '../process/logger.ts';
import { createProgress, createProgressGroup } from '../process/progress.ts';
import { completeRun, type RunContext } from '../run/complete-run.ts';
import { continueRun } from '../run/open-run.ts';
import { openRunFolder } from '../run/run-folder.ts';
import type { SeedsContext } from '../run/seed-threads.ts';
import { type RunSettings, readSettings, resolveSettings, type SettingsRequest } from '../run/settings.ts';
import { startRun } from '../run/start-run.ts';
import { trainSeeds } from '../run/train-seeds.ts';
import type { CommonConfig } from '../run/trainable.ts';
import { tasks } from '../task/catalogue.ts';
import type { EnvironmentOptions } from '../task/environment-adapter.ts';
import { resolved } from '../task/resolved.ts';
import { commandLine, printReport, tell, tellNotes } from './output.ts';
import { seedList } from './seed-list.ts';
import {
  addConfigOptions,
  addJobsOption,
  addLogOption,
  type ConfigOptions,
  type JobsOption,
  type LogOption,
} from './settings.ts';
import { stopAtInterrupt } from './stop-at-interrupt.ts';

interface TrainOptions extends ConfigOptions, JobsOption, LogOption {
  readonly seeds?: readonly number[];
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly resume?: string;
  readonly demonstrations?: string;
  readonly root?: string;
  readonly json?: boolean;
}

export function trainCommand(): Command {
  const command = new Command('train')
    .argument(
      '[task]',
      'a name of `burstwise envs list`, the id of a level, or a module of your own, e.g. ./my-task.ts; not needed with --resume',
    )
    .option('--seeds <list>', 'one run for each of these, e.g. 1-5 or 1,4,7-9, and a summary', seedList)
    .option('--out <folder>', 'run folder (default: runs/<task>-seed<n>, numbered if there is one)')
    .option('--overwrite', 'replace the run in --out')
    .option('--resume <run>', 'continue an interrupted run')
    .option(
      '--demonstrations <id>',
      'show the episodes of this dataset in place of the expert’s own: all of them, unless --set imitation.demonstrations',
    )
    .option(
      '--root <folder>',
      'with --demonstrations: folder of all datasets (default: MINARI_DATASETS_PATH, else ~/.minari/datasets)',
    )
    .option('--json', 'print the evaluation as JSON');
  return addLogOption(addJobsOption(addConfigOptions(command)))
    .addHelpText(
      'after',
      `
Examples:
  burstwise train button-food --seed 3 --set imitation.rounds=8
  burstwise train MiniGrid-DoorKey-16x16-v0 --seeds 1-5 --jobs 4
  burstwise train ./my-task.ts --out runs/mine
  burstwise train --resume runs/mine
Settings with their units and ranges: burstwise config <task> --explain`,
    )
    .action(train);
}

async function train(name: string | undefined, options: TrainOptions): Promise<void> {
  const path = options.resume === undefined ? await start(name, options) : resumable(name, options);
  await trainFolder(path, options);
}

/** Completes a run of one seed or several, and prints what it found. */
export async function trainFolder(
  path: string,
  { jobs, logLevel, json = false }: JobsOption & LogOption & { readonly json?: boolean },
): Promise<void> {
  const logger = createLogger(logLevel);
  const { seeds } = openRunFolder(path).readInfo();
  const displays = seeds.length > 1 ? createProgressGroup() : undefined;
  const interrupt = stopAtInterrupt('what is trained will be saved', displays);
  try {
    const context = { jobs, logger, signal: interrupt.signal };
    if (displays !== undefined) await trainSeveral(path, json, { ...context, displays });
    else await trainOne(path, json, { ...context, progress: createProgress() });
  } finally {
    interrupt.dispose();
  }
  tell(`run folder: ${path}`);
}

async function trainOne(path: string, json: boolean, context: RunContext): Promise<void> {
  const run = await continueRun(path);
  tellNotes(run.notes);
  const { report, pictures, training } = await completeRun(run, context);
  printReport(report, json);
  tell(`trained ${training.units} ${run.task.unit} in ${training.seconds.toFixed(1)} s`);
  for (const picture of pictures) tell(`picture: ${picture}`);
}

async function trainSeveral(path: string, json: boolean, context: SeedsContext): Promise<void> {
  tellNotes((await readSettings(openRunFolder(path))).notes);
  printReport(await trainSeeds(path, context), json);
}

/** Makes the folder of a new run; returns its path. */
async function start(task: string | undefined, options: TrainOptions): Promise<string> {
  const { config, seed, seeds, kernel, use, out, overwrite } = options;
  if (seeds !== undefined && seed !== undefined)
    throw new UsageError('--seeds: expected nothing beside --seed; leave one of them out');
  const request = { task, config, seed: seeds?.[0] ?? seed, kernel, use };
  const set = [...demonstrationSettings(options), ...options.set];
  const settings = await resolveOwnSubtasks({ ...request, set }, options);
  const { folder, notes } = startRun(settings, { out, overwrite, seeds, command: commandLine() });
  tellNotes(notes);
  return folder.path;
}

/** The settings; subtasks that only the dataset knows are what is learned. */
async function resolveOwnSubtasks(request: SettingsRequest, options: TrainOptions): Promise<RunSettings> {
  const settings = await resolveSettings(request);
  const { environment } = settings.task;
  if (options.demonstrations === undefined || environment === undefined) return settings;
  using dataset = openDataset(options.root ?? datasetsRoot(), options.demonstrations);
  const { subtasks = [] } = dataset.metadata.own ?? {};
  const { options: given } = settings.config as CommonConfig & { readonly options: EnvironmentOptions };
  const adapter = resolved(tasks.find(environment).entry, given);
  if (subtasks.length === 0 || subtasks.join() === adapter.subtasks.names.join()) return settings;
  const own = `imitation.subtasks=${JSON.stringify(subtasks)}`;
  return resolveSettings({ ...request, set: [own, ...(request.set ?? [])] });
}

/** Settings that show a dataset's episodes. */
function demonstrationSettings({ demonstrations: id, root }: TrainOptions): string[] {
  if (id === undefined) {
    if (root === undefined) return [];
    throw new UsageError('--root: expected --demonstrations beside it, received none; name a dataset');
  }
  using dataset = openDataset(root ?? datasetsRoot(), id);
  const { own } = dataset.metadata;
  const settings = [
    `imitation.dataset=${id}`,
    `imitation.demonstrations=${dataset.length}`,
    ...(own === null ? [] : [`imitation.datasetSha256=${JSON.stringify(own.sha256)}`]),
  ];
  // The run may be continued from another folder.
  return root === undefined
    ? settings
    : [...settings, `imitation.datasetRoot=${JSON.stringify(resolve(root))}`];
}

/** The path of a run to continue. @throws UsageError when settings are given, too */
function resumable(name: string | undefined, options: TrainOptions): string {
  const others = ['config', 'seed', 'seeds', 'kernel', 'out', 'overwrite', 'demonstrations', 'root'] as const;
  for (const other of others) {
    if (options[other] === undefined) continue;
    throw new UsageError(
      `--${other}: expected nothing beside --resume; a run continues with the settings it began with`,
    );
  }
  if (options.set.length > 0 || options.use.length > 0 || name !== undefined) {
    throw new UsageError(
      '--resume: expected no task, no --set and no --use; a run continues with the settings it began with',
    );
  }
  return options.resume!;
}
