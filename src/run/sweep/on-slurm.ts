import { resolve } from 'node:path';
import { sha256OfText } from '../../files/sha256.ts';
import { closeAttempts } from '../leases/ended-jobs.ts';
import { retryFailed } from '../leases/retry.ts';
import { itemsPerTask } from '../slurm/profile.ts';
import { FEEDER_PATIENCE, type SlurmOutcome, type SlurmStart, startOnSlurm } from '../slurm/start.ts';
import type { ClusterWork } from '../slurm/work.ts';
import { sweepStatus } from './status.ts';
import { programOf } from './supervise.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** How a sweep is handed to a cluster. */
export interface SweepStart extends Omit<SlurmStart, 'after'> {
  readonly failFast?: boolean | undefined;
  /** Of a feeder: how often the sweep had been stopped when it was submitted, and the jobs that it waited for. */
  readonly feed?: { readonly stops: number; readonly after: readonly string[] } | undefined;
}

/** Submits what is missing of a sweep, as {@link startOnSlurm}; for a feeder only while the sweep has not been stopped. */
export function startSweepOnSlurm(
  folder: SweepFolder,
  { failFast, feed, ...options }: SweepStart,
): Promise<SlurmOutcome> {
  const submit = async (): Promise<SlurmOutcome> => {
    if (feed !== undefined && folder.stops > feed.stops)
      return { text: 'the sweep was stopped; nothing is submitted', scripts: [] };
    return startOnSlurm(sweepOnCluster(folder, failFast), { ...options, after: feed?.after });
  };
  return folder.locked(submit, feed === undefined ? 0 : FEEDER_PATIENCE);
}

/** A sweep as the work of a cluster. */
export function sweepOnCluster(folder: SweepFolder, failFast = false): ClusterWork {
  const path = resolve(folder.path);
  const ids = () => folder.readPlan().map(({ id }) => id);
  const command = () => [process.execPath, resolve(programOf(folder)), 'sweep'];
  return {
    id: sha256OfText(path).slice(0, 8),
    jobsPath: folder.jobsPath,
    items: async () => {
      const { runs } = await sweepStatus(folder);
      return runs.map(({ id, state, job }) => {
        return { state, job, shortage: state === 'waiting' ? folder.attempts(id).shortage() : null };
      });
    },
    close: (jobs) => closeAttempts(folder, ids(), jobs),
    retry: () => void retryFailed(folder, ids(), folder.readFile().lease),
    taskCommand: (profile) => [
      ...command(),
      ...['work', path, '--jobs', `${profile.cpus}`, '--limit', `${itemsPerTask(profile)}`],
      ...['--no-wait', '--stops', `${folder.stops}`, ...(failFast ? ['--fail-fast'] : [])],
    ],
    feederCommand: (jobs) => [
      ...command(),
      ...['start', path, '--on', 'slurm', '--feed', [folder.stops, ...jobs].join(':')],
    ],
  };
}
