import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { encodeConfig } from '../config/config.ts';
import { loadConfigFile } from '../config/config-file.ts';
import { openDataset } from '../data/dataset.ts';
import { datasetsRoot } from '../data/disk.ts';
import { UsageError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import { listenForInterrupt } from '../process/interrupt.ts';
import { createLogger, type Logger } from '../process/logger.ts';
import { createProgress } from '../process/progress.ts';
import { completeRun } from '../run/complete-run.ts';
import { continueRun, readSettings } from '../run/open-run.ts';
import { createRunFolder, openRunFolder, type RunFolder } from '../run/run-folder.ts';
import { forEachSeed } from '../run/seed-threads.ts';
import type { CommonConfig, Session, Trainable } from '../run/trainable.ts';
import { calledTask, tasks } from '../run/trainables.ts';
import { commandLine, printReport, tell } from './output.ts';
import { rangesOf, seedList } from './seed-list.ts';
import {
  addConfigOptions,
  addJobsOption,
  addLogOption,
  type ConfigOptions,
  type JobsOption,
  type LogOption,
  resolveConfig,
} from './settings.ts';

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
    .description('train on a task, evaluate, and keep everything in a run folder')
    .argument(
      '[task]',
      `one of ${tasks.map(({ name }) => name).join(', ')}, or the id of a level; not needed with --resume`,
    )
    .option('--seeds <list>', 'one run for each of these, e.g. 1-5 or 1,4,7-9, and a summary', seedList)
    .option('--out <folder>', 'run folder (default: runs/<task>-seed<n>, numbered if there is one)')
    .option('--overwrite', 'replace the run in --out')
    .option('--resume <run>', 'go on with an interrupted run')
    .option(
      '--demonstrations <id>',
      'show the episodes of this dataset in place of the expert’s own: all of them, unless --set imitation.demonstrations',
    )
    .option(
      '--root <folder>',
      'with --demonstrations: folder of all datasets (default: MINARI_DATASETS_PATH, else ~/.minari/datasets)',
    )
    .option('--json', 'print the evaluation as JSON');
  return addLogOption(addJobsOption(addConfigOptions(command))).action(train);
}

async function train(name: string | undefined, options: TrainOptions): Promise<void> {
  const logger = createLogger(options.logLevel);
  const path = options.resume === undefined ? start(name, options) : resumable(name, options);
  const folder = openRunFolder(path);
  const { seeds } = folder.readInfo();
  const interrupt = listenForInterrupt();
  try {
    const context = { jobs: options.jobs, logger, signal: interrupt.signal };
    const json = options.json === true;
    if (seeds.length > 1) await trainSeeds(folder, seeds, json, context);
    else await trainOne(path, json, context);
  } finally {
    interrupt.dispose();
  }
  tell(`run folder: ${path}`);
}

type TrainContext = JobsOption & { readonly logger: Logger; readonly signal: AbortSignal };

async function trainOne(path: string, json: boolean, context: TrainContext): Promise<void> {
  const { report, pictures } = await completeRun(continueRun(path), {
    ...context,
    progress: createProgress(),
  });
  printReport(report, json);
  for (const picture of pictures) tell(`picture: ${picture}`);
}

async function trainSeeds(
  folder: RunFolder,
  seeds: readonly number[],
  json: boolean,
  context: TrainContext,
): Promise<void> {
  const members = seeds.map((seed) => openRunFolder(folder.seedPath(seed)));
  const open = seeds.filter((_, k) => members[k]!.readReport() === undefined);
  const remedy = `continue with: burstwise train --resume ${folder.path}`;
  if (open.length > 0) await forEachSeed('train', folder, open, undefined, { ...context, remedy });
  const report = readSettings(folder).task.summarise(
    seeds,
    members.map((member) => member.readReport()!),
  );
  folder.writeReport(report.data);
  printReport(report, json);
}

/** Makes the folder of a new run; returns its path. */
function start(name: string | undefined, options: TrainOptions): string {
  const { task, settings } = calledTask(name ?? taskOfFile(options.config));
  if (options.seeds !== undefined && options.seed !== undefined)
    throw new UsageError('--seeds: expected nothing beside --seed; leave one of them out');
  const { seeds = options.seed === undefined ? [] : [options.seed] } = options;
  const set = [...settings, ...demonstrationSettings(options), ...options.set];
  const direct = seeds.length === 0 ? options : { ...options, seed: seeds[0]! };
  const config: CommonConfig = resolveConfig(task, { ...direct, set });
  // Everything that can be wrong with the settings is found before anything is written.
  const { kernels } = task.begin(config);
  tellKernels(config.kernel, kernels);
  const several = seeds.length > 1;
  const which = several ? `seeds${rangesOf(seeds)}` : `seed${config.seed}`;
  const folder = createRunFolder(options.out ?? freePath(`runs/${task.name}-${which}`), {
    overwrite: options.overwrite === true,
  });
  if (several) {
    for (const seed of seeds)
      writeSettings(createRunFolder(folder.seedPath(seed)), task, { ...config, seed }, kernels);
  }
  writeSettings(folder, task, config, kernels, several ? seeds : undefined);
  return folder.path;
}

/** The task that a configuration file is for. @throws UsageError */
function taskOfFile(path: string | undefined): string {
  const task = path === undefined ? undefined : loadConfigFile(path)['task'];
  if (typeof task === 'string') return task;
  throw new UsageError('task: expected a name, received nothing; see `burstwise train --help`');
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
  // The run may be gone on with from another folder.
  return root === undefined
    ? settings
    : [...settings, `imitation.datasetRoot=${JSON.stringify(resolve(root))}`];
}

/** The path of a run to go on with. @throws UsageError when settings are given, too */
function resumable(name: string | undefined, options: TrainOptions): string {
  const others = ['config', 'seed', 'seeds', 'kernel', 'out', 'overwrite', 'demonstrations', 'root'] as const;
  for (const other of others) {
    if (options[other] === undefined) continue;
    throw new UsageError(
      `--${other}: expected nothing beside --resume; a run goes on with the settings it began with`,
    );
  }
  if (options.set.length > 0 || name !== undefined) {
    throw new UsageError(
      '--resume: expected no task and no --set; a run goes on with the settings it began with',
    );
  }
  return options.resume!;
}

/** Says of which networks another kernel than the settings' takes care, if there are any. */
function tellKernels(kernel: Kernel, kernels: Session['kernels']): void {
  for (const [name, present] of Object.entries(kernels)) {
    if (present === kernel) continue;
    tell(`${name}: kernel ${kernel} does not suit its time constants or thresholds; ${present} computes it`);
  }
}

/**
 * Writes down what a run is of.
 * @param kernels how each network is computed
 * @param seeds of a run of several; else that of the config
 */
export function writeSettings(
  folder: RunFolder,
  task: Trainable,
  config: CommonConfig,
  kernels: Session['kernels'],
  seeds: readonly number[] = [config.seed],
): void {
  folder.writeConfig(encodeConfig(task.schema, config) as Record<string, unknown>);
  folder.writeInfo({ task: task.name, command: commandLine(), seeds, kernel: config.kernel, kernels });
}

/** The path itself if nothing is there, else the first free one of path-2, path-3, … */
export function freePath(path: string): string {
  if (!existsSync(path)) return path;
  let number = 2;
  while (existsSync(`${path}-${number}`)) number++;
  return `${path}-${number}`;
}
