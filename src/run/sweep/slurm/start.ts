import { sweepStatus } from '../status.ts';
import type { SweepFolder } from '../sweep-folder.ts';
import { clusterLimits, queue } from './cluster.ts';
import { type ProfileOverrides, readProfile } from './profile.ts';
import { arrayScript } from './script.ts';
import { planSubmission, submit, wasCancelled } from './submit.ts';

/** How a sweep is handed to a cluster. */
export interface SlurmStart extends ProfileOverrides {
  /** File with partition, account, limits. */
  readonly profile?: string | undefined;
  readonly failFast?: boolean | undefined;
  /** Shows the scripts and submits nothing. */
  readonly dryRun?: boolean | undefined;
  /** Of a feeder: how often the sweep had been stopped when it was submitted, and the jobs that it waited for. */
  readonly feed?: { readonly stops: number; readonly after: readonly string[] } | undefined;
}

/** What became of it, in sentences for people, and the scripts. */
export interface SlurmOutcome {
  readonly text: string;
  readonly scripts: readonly string[];
}

/**
 * Submits what is missing of a sweep and not in the queue yet. No process has to live afterwards: a small job that waits for the
 * others submits what is then left, until nothing is.
 *
 * @throws UsageError when this machine has no Slurm
 * @throws BurstwiseError with what a command of Slurm said
 */
export function startOnSlurm(folder: SweepFolder, options: SlurmStart): Promise<SlurmOutcome> {
  return folder.locked(async () => {
    const { feed, failFast = false } = options;
    const refusal = feed === undefined ? undefined : refusalOf(folder, feed);
    if (refusal !== undefined) return { text: refusal, scripts: [] };
    const profile = readProfile(folder, options.profile, options);
    const queued = queue();
    const status = await sweepStatus(folder);
    const plan = planSubmission(folder, profile, {
      status,
      queue: queued,
      limits: clusterLimits(profile),
      failFast,
    });
    const tasks = plan.arrays.reduce((sum, array) => sum + array.tasks, 0);
    const later = plan.later === 0 ? '' : `; ${plan.later} more when there is room in the queue`;
    const what = `${tasks} tasks in ${plan.arrays.length} arrays${later}`;
    if (options.dryRun === true) {
      const scripts = plan.arrays.map((array) => arrayScript(folder, profile, array));
      return { text: `would submit ${what}`, scripts };
    }
    const { jobs } = submit(folder, profile, plan, queued);
    const numbers = jobs.length === 0 ? '' : `: jobs ${jobs.join(', ')}`;
    return { text: `submitted ${what}${numbers}`, scripts: [] };
  });
}

/** Why a feeder submits nothing. */
function refusalOf(
  folder: SweepFolder,
  { stops, after }: NonNullable<SlurmStart['feed']>,
): string | undefined {
  if (folder.stops > stops) return 'the sweep was stopped; nothing is submitted';
  if (wasCancelled(after)) return 'a job of the sweep was cancelled by hand; nothing is submitted';
  return undefined;
}
