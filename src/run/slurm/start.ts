import { clusterLimits, queue } from './cluster.ts';
import { type ProfileOverrides, readProfile } from './profile.ts';
import { arrayScript } from './script.ts';
import { planSubmission, submit, wasCancelled } from './submit.ts';
import type { ClusterWork } from './work.ts';

/** How work is handed to a cluster. */
export interface SlurmStart extends ProfileOverrides {
  /** File with partition, account, limits. */
  readonly profile?: string | undefined;
  /** Shows the scripts and submits nothing. */
  readonly dryRun?: boolean | undefined;
  /** Of a feeder: the jobs that it waited for. */
  readonly after?: readonly string[] | undefined;
}

/** What became of it, in sentences for people, and the scripts. */
export interface SlurmOutcome {
  readonly text: string;
  readonly scripts: readonly string[];
}

/**
 * Submits what is missing of some work and not in the queue yet; to be called while others are kept from submitting. No process has to
 * live afterwards: a small job that waits for the others submits what is then left, until nothing is.
 *
 * @throws UsageError when this machine has no Slurm
 * @throws BurstwiseError with what a command of Slurm said
 */
export async function startOnSlurm(
  work: ClusterWork,
  { after, dryRun = false, ...options }: SlurmStart,
): Promise<SlurmOutcome> {
  if (after !== undefined && wasCancelled(after))
    return { text: 'a job was cancelled by hand; nothing is submitted', scripts: [] };
  if (after !== undefined) work.close(after);
  const profile = readProfile(work.jobsPath, options.profile, options);
  const queued = queue();
  const items = await work.items();
  const plan = planSubmission(work, profile, { queue: queued, items, limits: clusterLimits(profile) });
  const tasks = plan.arrays.reduce((sum, array) => sum + array.tasks, 0);
  const later = plan.later === 0 ? '' : `; ${plan.later} more when there is room in the queue`;
  const what = `${counted(tasks, 'task')} in ${counted(plan.arrays.length, 'array')}${later}`;
  if (dryRun) {
    const scripts = plan.arrays.map((array) => arrayScript(work, profile, array));
    return { text: `would submit ${what}`, scripts };
  }
  const jobs = submit(work, profile, plan, queued);
  const numbers = jobs.length === 0 ? '' : `: jobs ${jobs.join(', ')}`;
  return { text: `submitted ${what}${numbers}`, scripts: [] };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
