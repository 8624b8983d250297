import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BurstwiseError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { makeFolder, removeEmptyFolders } from '../../files/folders.ts';
import { type ClusterLimits, type QueuedTask, queue, slurm } from './cluster.ts';
import { itemsPerTask, keepProfile, type SlurmProfile } from './profile.ts';
import { type ArrayRequest, arrayScript, feederScript } from './script.ts';
import { type ClusterWork, feederName, jobPrefix, type WorkItem } from './work.ts';

/** What is to be submitted, and why no more. */
export interface SubmissionPlan {
  readonly arrays: readonly ArrayRequest[];
  /** Tasks for which there is no room under the cluster's limits now; the feeder submits them later. */
  readonly later: number;
}

/** What a submission is planned from: the queue as it was before the items were looked at. */
export interface Situation {
  readonly queue: readonly QueuedTask[];
  readonly items: readonly WorkItem[];
  readonly limits: ClusterLimits;
}

/** The jobs that some work still needs: none for what jobs in the queue will take, arrays as large as the cluster takes them. */
export function planSubmission(
  work: ClusterWork,
  profile: SlurmProfile,
  { queue: queued, items, limits }: Situation,
): SubmissionPlan {
  const perTask = itemsPerTask(profile);
  let covered = leftToTake(tasksOf(work, queued), items, perTask);
  // One place is the feeder's.
  const room =
    Math.min(limits.submitted, profile.maxSubmitted ?? Number.POSITIVE_INFINITY) - queued.length - 1;
  let [left, later] = [Math.max(0, room), 0];
  let number = nextNumber(work);
  const arrays: ArrayRequest[] = [];
  for (const { memory, count } of byMemory(items, profile)) {
    const open = Math.max(0, count - covered);
    covered = Math.max(0, covered - count);
    const needed = Math.ceil(open / perTask);
    let tasks = Math.min(needed, left);
    later += needed - tasks;
    left -= tasks;
    for (; tasks > 0; tasks -= limits.arraySize) {
      const size = Math.min(tasks, limits.arraySize);
      arrays.push({ number: number++, tasks: size, memory });
    }
  }
  return { arrays, later };
}

/** Tasks of the work in the queue, without the feeder. */
function tasksOf(work: ClusterWork, queued: readonly QueuedTask[]): readonly QueuedTask[] {
  return queued.filter(({ name }) => name.startsWith(jobPrefix(work)) && name !== feederName(work));
}

/** How many items tasks in the queue will still take. */
function leftToTake(tasks: readonly QueuedTask[], items: readonly WorkItem[], perTask: number): number {
  const taken = new Map<string | null, number>();
  for (const { job } of items) taken.set(job, (taken.get(job) ?? 0) + 1);
  const leftTo = ({ id, state }: QueuedTask) => {
    if (state === 'PENDING') return perTask;
    return state === 'RUNNING' ? Math.max(0, perTask - (taken.get(id) ?? 0)) : 0;
  };
  return tasks.reduce((sum, task) => sum + leftTo(task), 0);
}

/** Items that wait by the memory that they need: more than what did not suffice. */
function byMemory(
  items: readonly WorkItem[],
  { memory, oomFactor }: SlurmProfile,
): readonly { readonly memory: number | undefined; readonly count: number }[] {
  const counts = new Map<number | undefined, number>();
  for (const { shortage } of items.filter(({ state }) => state === 'waiting')) {
    const needed = shortage === null ? memory : Math.max(memory ?? 0, Math.ceil(shortage * oomFactor));
    counts.set(needed, (counts.get(needed) ?? 0) + 1);
  }
  return [...counts].map(([needed, count]) => ({ memory: needed, count }));
}

function nextNumber({ jobsPath }: ClusterWork): number {
  const names = existsSync(jobsPath) ? readdirSync(jobsPath) : [];
  return Math.max(0, ...names.filter((name) => /^\d+$/.test(name)).map(Number)) + 1;
}

/**
 * Submits what was planned, and a feeder behind all jobs of the work that are in the queue. The profile is kept for the feeder, and for
 * the next command, once the cluster has taken a job: one that it refuses may be the profile's fault.
 *
 * @returns numbers of the jobs, arrays and feeder
 * @throws BurstwiseError with what sbatch said
 */
export function submit(
  work: ClusterWork,
  profile: SlurmProfile,
  { arrays }: SubmissionPlan,
  before: readonly QueuedTask[],
): readonly string[] {
  const jobs = arrays.map((request) => {
    const job = submitArray(work, profile, request);
    keepProfile(work.jobsPath, profile);
    return job;
  });
  const others = tasksOf(work, before).map(({ id }) => id.split('_')[0]!);
  const all = [...new Set([...others, ...jobs])];
  const feeders = before.filter(({ name, state }) => name === feederName(work) && state === 'PENDING');
  if (all.length > 0) keepProfile(work.jobsPath, profile);
  if (all.length === 0 || (feeders.length > 0 && jobs.length === 0)) return jobs;
  for (const { id } of feeders) slurm('scancel', [id]);
  const script = join(work.jobsPath, 'feeder.sh');
  writeFileAtomic(script, feederScript(work, profile, all));
  return [...jobs, sbatch(script, null)];
}

/** Submits an array. @returns its number; where the cluster refuses it, its folder is taken away again */
function submitArray(work: ClusterWork, profile: SlurmProfile, request: ArrayRequest): string {
  const { number, tasks, memory = null } = request;
  const place = join(work.jobsPath, `${number}`);
  const made = makeFolder(place);
  const script = join(place, 'submit.sh');
  writeFileAtomic(script, arrayScript(work, profile, request));
  let job: string;
  try {
    job = sbatch(script, `${jobPrefix(work)}${number}`);
  } catch (error) {
    rmSync(script);
    removeEmptyFolders(made);
    throw error;
  }
  const state = { job, tasks, memory, submittedAt: new Date().toISOString() };
  writeFileAtomic(join(place, 'state.json'), `${JSON.stringify(state, null, 2)}\n`);
  return job;
}

/** Submits a script. A try that seemed to fail may have worked: the queue knows the job by its name, which is ours alone. */
function sbatch(script: string, name: string | null): string {
  const known = () =>
    queue()
      .find((task) => task.name === name)
      ?.id.split('_')[0];
  return slurm('sbatch', ['--parsable', script], { settled: known }).trim().split(';')[0]!;
}

/** Takes the jobs of some work that have not begun out of the queue. @returns how many these are */
export function cancelPending(work: ClusterWork): number {
  const pending = queue().filter(
    ({ name, state }) => name.startsWith(jobPrefix(work)) && state === 'PENDING',
  );
  for (const name of new Set(pending.map((task) => task.name)))
    slurm('scancel', ['--me', '--state=PENDING', `--name=${name}`]);
  return pending.length;
}

/** Whether one of these jobs was cancelled by hand lately: then no more should be submitted. */
export function wasCancelled(jobs: readonly string[]): boolean {
  const args = ['--noheader', '--states=CANCELLED', '--format=%i', `--jobs=${jobs.join(',')}`];
  try {
    return slurm('squeue', args).trim() !== '';
  } catch (error) {
    // The controller forgets jobs some minutes after they ended.
    if (error instanceof BurstwiseError && /invalid job id/i.test(error.message)) return false;
    throw error;
  }
}
