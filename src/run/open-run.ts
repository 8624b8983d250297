import type { Policy } from '../episodes/rollout.ts';
import { CheckpointError, UsageError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import { computedBy } from '../models/saved-state.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { type RunSettings, readSettings } from './settings.ts';
import type { RestoreOptions, Session } from './trainable.ts';

/** A run of one seed and where it is kept; its config may name another kernel than it was trained with. */
export interface Run extends RunSettings {
  /** Its files. */
  readonly folder: RunFolder;
  /** Its agent, with what it has learned. */
  readonly session: Session;
  /** For people: what is no longer as it was when the run began. */
  readonly notes: readonly string[];
}

/**
 * A run as its checkpoint left it.
 *
 * @param kernel to compute its networks with, to look at it; if not given, that of its training
 * @throws UsageError when there is none, or one of several seeds
 * @throws CheckpointError when its checkpoint is missing, damaged, or of other settings
 */
export async function openRun(path: string, kernel?: Kernel): Promise<Run> {
  const run = await beginRun(openRunFolder(path), kernel);
  restore(run);
  return run;
}

/**
 * As `openRun`, to continue: where there is no checkpoint yet, from the start. Others are kept out of its folder until
 * `completeRun` has ended, or `run.folder.unlock` is called.
 *
 * @throws UsageError when somebody else works on it
 */
export async function continueRun(path: string): Promise<Run> {
  const folder = openRunFolder(path);
  folder.lock();
  try {
    const run = await beginRun(folder);
    checkComputation(run);
    if (folder.hasCheckpoint) restore(run, { toTrain: true });
    return run;
  } catch (error) {
    folder.unlock();
    throw error;
  }
}

/**
 * What a run has trained, acting in its environment, e.g. for `rollout`.
 *
 * @throws UsageError when the run has no environment
 * @throws as `openRun`
 */
export async function loadAgent(path: string): Promise<Policy<unknown, unknown>> {
  const { session, task } = await openRun(path);
  if (session.performer !== undefined) return session.performer;
  throw new UsageError(`${path}: expected the run of an agent, received one of ${task.name}, which has none`);
}

function restore({ folder, task, session }: Run, options?: RestoreOptions): void {
  session.restore(folder.loadCheckpoint(task.checkpointType), options);
}

/** Training continues as it began: with the same kernels. @throws CheckpointError */
function checkComputation({ session, folder }: Run): void {
  const before = JSON.stringify(folder.readInfo().computedBy);
  const now = JSON.stringify(computedBy(session.models));
  if (before === now) return;
  throw new CheckpointError(`${folder.path}/run.json`, {
    path: 'computedBy',
    expected: before,
    received: `${now}, as the settings say`,
    remedy: 'give config.yaml its old content back',
  });
}

async function beginRun(folder: RunFolder, kernel?: Kernel): Promise<Run> {
  const { path } = folder;
  const { seeds } = folder.readInfo();
  if (seeds.length > 1) {
    const one = folder.seedPath(seeds[0]!);
    throw new UsageError(`${path}: expected the run of one seed, received one of several; name e.g. ${one}`);
  }
  const settings = await readSettings(folder, kernel);
  return { ...settings, folder, session: settings.task.begin(settings.config) };
}
