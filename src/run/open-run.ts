import { UsageError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { type RunSettings, readSettings } from './settings.ts';
import type { Session } from './trainable.ts';

/** A run of one seed and where it is kept; its config may name another kernel than it was trained with. */
export interface Run extends RunSettings {
  readonly folder: RunFolder;
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
  const run = await beginRun(path, kernel);
  restore(run);
  return run;
}

/** As `openRun`, to continue: where there is no checkpoint yet, from the start. */
export async function continueRun(path: string): Promise<Run> {
  const run = await beginRun(path);
  if (run.folder.hasCheckpoint) restore(run);
  return run;
}

/**
 * The agent that a run has trained, e.g. for `rollout`.
 *
 * @throws UsageError when the run has none
 * @throws as `openRun`
 */
export async function loadAgent(path: string): Promise<NonNullable<Session['agent']>> {
  const { session, task } = await openRun(path);
  if (session.agent !== undefined) return session.agent;
  throw new UsageError(`${path}: expected the run of an agent, received one of ${task.name}, which has none`);
}

function restore({ folder, task, session }: Run): void {
  const trainedWith = folder.readConfig()['kernel'] as Kernel;
  session.restore(folder.loadCheckpoint(task.checkpointType), trainedWith);
}

async function beginRun(path: string, kernel?: Kernel): Promise<Run> {
  const folder = openRunFolder(path);
  const { seeds } = folder.readInfo();
  if (seeds.length > 1) {
    const one = folder.seedPath(seeds[0]!);
    throw new UsageError(`${path}: expected the run of one seed, received one of several; name e.g. ${one}`);
  }
  const settings = await readSettings(folder, kernel);
  return { ...settings, folder, session: settings.task.begin(settings.config) };
}
