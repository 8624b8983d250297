import { parseConfig } from '../config/config.ts';
import type { RawConfig } from '../config/config-file.ts';
import { UsageError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import type { CommonConfig, Session, Trainable } from './trainable.ts';
import { findTask } from './trainables.ts';

/** A run of one seed and where it is kept; its config may name another kernel than it was trained with. */
export interface Run {
  readonly folder: RunFolder;
  readonly task: Trainable;
  readonly config: CommonConfig;
  readonly session: Session;
}

/**
 * A run as its checkpoint left it.
 *
 * @param kernel to compute its networks with, to look at it; if not given, that of its training
 * @throws UsageError when there is none, or one of several seeds
 * @throws CheckpointError when its checkpoint is missing, damaged, or of other settings
 */
export function openRun(path: string, kernel?: Kernel): Run {
  const run = beginRun(path, kernel);
  const trainedWith = run.folder.readConfig()['kernel'] as Kernel;
  run.session.restore(run.folder.loadCheckpoint(run.task.checkpointType), trainedWith);
  return run;
}

/** As `openRun`, to go on with: where there is no checkpoint yet, from the start. */
export function continueRun(path: string): Run {
  const run = beginRun(path);
  return run.folder.hasCheckpoint ? openRun(path) : run;
}

function beginRun(path: string, kernel?: Kernel): Run {
  const folder = openRunFolder(path);
  const { seeds } = folder.readInfo();
  if (seeds.length > 1) {
    const one = folder.seedPath(seeds[0]!);
    throw new UsageError(`${path}: expected the run of one seed, received one of several; name e.g. ${one}`);
  }
  const { task, config } = readSettings(folder, kernel);
  return { folder, task, config, session: task.begin(config) };
}

/** What a run is of. @param kernel in place of that of its training */
export function readSettings(folder: RunFolder, kernel?: Kernel): Pick<Run, 'task' | 'config'> {
  const raw: RawConfig = { ...folder.readConfig(), ...(kernel === undefined ? {} : { kernel }) };
  const task = findTask(String(raw['task']));
  return { task, config: parseConfig(task.schema, raw, `${folder.path}/config.yaml`) };
}
