import { BurstwiseError } from '../../errors.ts';
import { clusterLimits, ONCE, queue, usualLimits } from './cluster.ts';
import { type ProfileOverrides, readProfile, type SlurmProfile } from './profile.ts';
import { arrayScript } from './script.ts';
import { planSubmission, type Situation, type SubmissionPlan, submit, wasCancelled } from './submit.ts';
import type { ClusterWork } from './work.ts';

/** How work is handed to a cluster. */
export interface SlurmStart extends ProfileOverrides {
  /** File with partition, account, limits. */
  readonly profile?: string | undefined;
  /** Shows the scripts and submits nothing. */
  readonly dryRun?: boolean | undefined;
  /** Failed items are submitted again, too. */
  readonly retry?: 'failed' | undefined;
  /** Of a feeder: the jobs that it waited for. */
  readonly after?: readonly string[] | undefined;
}

/** What became of it, in sentences for people, and the scripts. */
export interface SlurmOutcome {
  readonly text: string;
  readonly scripts: readonly string[];
}

/** Milliseconds for which a feeder waits while others submit jobs of the same work. */
export const FEEDER_PATIENCE = 300_000;

/**
 * Submits what is missing of some work and not in the queue yet; to be called while others are kept from submitting, which a dry run does
 * not need. No process has to live afterwards: a small job that waits for the others submits what is then left, until nothing is.
 *
 * @throws UsageError when this machine has no Slurm
 * @throws BurstwiseError with what a command of Slurm said
 */
export async function startOnSlurm(
  work: ClusterWork,
  { after, dryRun = false, retry, ...options }: SlurmStart,
): Promise<SlurmOutcome> {
  if (after !== undefined && wasCancelled(after))
    return { text: 'a job was cancelled by hand; nothing is submitted', scripts: [] };
  if (after !== undefined) work.close(after);
  const profile = readProfile(work.jobsPath, options.profile, options);
  if (dryRun) return tryOut(work, profile, retry);
  const queued = queue();
  const limits = clusterLimits(profile);
  if (retry === 'failed') work.retry();
  const plan = planSubmission(work, profile, { queue: queued, items: await work.items(), limits });
  const jobs = submit(work, profile, plan, queued);
  const numbers = jobs.length === 0 ? '' : `: jobs ${jobs.join(', ')}`;
  return { text: `submitted ${planText(plan)}${numbers}`, scripts: [] };
}

/** What would be submitted. */
async function tryOut(
  work: ClusterWork,
  profile: SlurmProfile,
  retry: SlurmStart['retry'],
): Promise<SlurmOutcome> {
  const { note, ...cluster } = askedOnce(profile);
  const items = (await work.items()).map((item) =>
    retry === 'failed' && item.state === 'failed' ? { ...item, state: 'waiting' as const } : item,
  );
  const plan = planSubmission(work, profile, { ...cluster, items });
  const isNothing = plan.arrays.length === 0 && plan.later === 0;
  const text = isNothing ? 'nothing would be submitted' : `would submit ${planText(plan)}`;
  return { text: text + note, scripts: plan.arrays.map((array) => arrayScript(work, profile, array)) };
}

/** What a cluster says, or what is assumed where it does not answer, with a note that says so. */
function askedOnce(profile: SlurmProfile): Omit<Situation, 'items'> & { readonly note: string } {
  try {
    return { queue: queue(ONCE), limits: clusterLimits(profile, ONCE), note: '' };
  } catch (error) {
    if (!(error instanceof BurstwiseError)) throw error;
    const note = `\nSlurm did not answer, so that an empty queue and Slurm's default limits are assumed: ${error.message}`;
    return { queue: [], limits: usualLimits, note };
  }
}

function planText({ arrays, later }: SubmissionPlan): string {
  const tasks = arrays.reduce((sum, array) => sum + array.tasks, 0);
  const more = later === 0 ? '' : `; ${later} more when there is room in the queue`;
  return `${counted(tasks, 'task')} in ${counted(arrays.length, 'array')}${more}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
