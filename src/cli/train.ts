import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { openDataset } from '../data/dataset.ts';
import { datasetsRoot } from '../data/disk.ts';
import { UsageError } from '../errors.ts';
import { encodeConfig, parseConfig } from '../run/config.ts';
import { loadConfigFile } from '../run/config-file.ts';
import { listenForInterrupt } from '../run/interrupt.ts';
import { createLogger, type Logger } from '../run/logger.ts';
import { createProgress, type Progress } from '../run/progress.ts';
import { createRunFolder, openRunFolder, type RunFolder } from '../run/run-folder.ts';
import type { CommonConfig, Figure, Session, Task } from '../run/task.ts';
import { runTrainer } from '../run/trainer.ts';
import { commandLine, printReport, tell } from './output.ts';
import {
  addConfigOptions,
  addLogOption,
  type ConfigOptions,
  type LogOption,
  resolveConfig,
} from './settings.ts';
import { findTask, tasks } from './tasks.ts';

interface TrainOptions extends ConfigOptions, LogOption {
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
    .argument('[task]', `one of ${tasks.map(({ name }) => name).join(', ')}; not needed with --resume`)
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
  return addLogOption(addConfigOptions(command)).action(train);
}

async function train(name: string | undefined, options: TrainOptions): Promise<void> {
  const progress = createProgress();
  const logger = createLogger(options.logLevel);
  const { task, session, folder } =
    options.resume === undefined ? start(name, options) : resume(name, options);
  await trainInFolder(task, session, folder, progress, logger);
  const report = session.evaluate(progress, {});
  folder.writeReport(report.data);
  const figures = writeFigures(
    folder,
    await session.draw(folder.metrics.read()),
    await import('../figures/svg-to-image.ts'),
  );
  printReport(report, options.json === true);
  for (const path of figures) tell(`picture: ${path}`);
  tell(`run folder: ${folder.path}`);
}

interface Start {
  readonly task: Task;
  readonly session: Session;
  readonly folder: RunFolder;
}

function start(name: string | undefined, options: TrainOptions): Start {
  const task = findTask(name ?? taskOfFile(options.config));
  const set = [...demonstrationSettings(options), ...options.set];
  const config = resolveConfig(task, { ...options, set });
  // Everything that can be wrong with the settings is found before anything is written.
  const session = task.begin(config);
  const path = options.out ?? freePath(`runs/${task.name}-seed${config.seed}`);
  const folder = createRunFolder(path, { overwrite: options.overwrite === true });
  writeSettings(folder, task, config);
  return { task, session, folder };
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
  const settings = [`imitation.dataset=${id}`, `imitation.demonstrations=${dataset.length}`];
  // The run may be gone on with from another folder.
  return root === undefined
    ? settings
    : [...settings, `imitation.datasetRoot=${JSON.stringify(resolve(root))}`];
}

function resume(name: string | undefined, options: TrainOptions): Start {
  for (const other of ['config', 'seed', 'kernel', 'out', 'overwrite', 'demonstrations', 'root'] as const) {
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
  return { ...openRun(options.resume!), folder: openRunFolder(options.resume!) };
}

/** The session of a run as its checkpoint left it. */
export function openRun(path: string): {
  readonly task: Task;
  readonly session: Session;
  readonly config: CommonConfig;
} {
  const folder = openRunFolder(path);
  const raw = folder.readConfig();
  const task = findTask(String(raw['task']));
  const config = parseConfig(task.schema, raw, `${path}/config.yaml`) as CommonConfig;
  const session = task.begin(config);
  session.restore(folder.loadCheckpoint(task.checkpointType));
  return { task, session, config };
}

export function writeSettings(folder: RunFolder, task: Task, config: CommonConfig): void {
  folder.writeConfig(encodeConfig(task.schema, config) as Record<string, unknown>);
  const kernel = String((config as unknown as Record<string, unknown>)['kernel']);
  folder.writeInfo({ task: task.name, command: commandLine(), seeds: [config.seed], kernel });
}

/** Trains with a progress bar; Ctrl-C saves a checkpoint. @throws InterruptedError */
export async function trainInFolder(
  task: Task,
  session: Session,
  folder: RunFolder,
  progress: Progress,
  logger: Logger,
): Promise<void> {
  const interrupt = listenForInterrupt();
  try {
    const { unit: label, checkpointEvery } = task;
    await runTrainer(session, { folder, progress, logger, label, checkpointEvery, signal: interrupt.signal });
  } finally {
    interrupt.dispose();
  }
}

/** Writes each figure as SVG and PNG; returns the paths of the PNGs. */
export function writeFigures(
  folder: RunFolder,
  figures: readonly Figure[],
  { svgToPng }: typeof import('../figures/svg-to-image.ts'),
): string[] {
  return figures.map(({ name, svg }) => {
    folder.writeFigure(`${name}.svg`, svg);
    return folder.writeFigure(`${name}.png`, svgToPng(svg, { width: 1440 }));
  });
}

/** The path itself if nothing is there, else the first free one of path-2, path-3, … */
export function freePath(path: string): string {
  if (!existsSync(path)) return path;
  let number = 2;
  while (existsSync(`${path}-${number}`)) number++;
  return `${path}-${number}`;
}
