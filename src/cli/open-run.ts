import { UsageError } from '../errors.ts';
import { parseConfig } from '../run/config.ts';
import { openRunFolder, type RunFolder } from '../run/run-folder.ts';
import type { CommonConfig, Session, Task } from '../run/task.ts';
import { findTask } from './tasks.ts';

/** A run of one seed and where it is kept. */
export interface Run {
  readonly folder: RunFolder;
  readonly task: Task;
  readonly config: CommonConfig;
  readonly session: Session;
}

/**
 * A run as its checkpoint left it.
 *
 * @throws UsageError when there is none, or one of several seeds
 * @throws CheckpointError when its checkpoint is missing, damaged, or of other settings
 */
export function openRun(path: string): Run {
  const run = beginRun(path);
  run.session.restore(run.folder.loadCheckpoint(run.task.checkpointType));
  return run;
}

/** As `openRun`, to go on with: where there is no checkpoint yet, from the start. */
export function continueRun(path: string): Run {
  const run = beginRun(path);
  return run.folder.hasCheckpoint ? openRun(path) : run;
}

function beginRun(path: string): Run {
  const folder = openRunFolder(path);
  const { seeds } = folder.readInfo();
  if (seeds.length > 1) {
    const one = folder.seedPath(seeds[0]!);
    throw new UsageError(`${path}: expected the run of one seed, received one of several; name e.g. ${one}`);
  }
  const { task, config } = readSettings(folder);
  return { folder, task, config, session: task.begin(config) };
}

/** What a run is of. */
export function readSettings(folder: RunFolder): Pick<Run, 'task' | 'config'> {
  const raw = folder.readConfig();
  const task = findTask(String(raw['task']));
  return { task, config: parseConfig(task.schema, raw, `${folder.path}/config.yaml`) };
}
