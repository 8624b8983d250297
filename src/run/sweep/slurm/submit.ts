import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BurstwiseError } from '../../../errors.ts';
import { writeFileAtomic } from '../../../files/atomic-file.ts';
import { makeFolder } from '../../../files/folders.ts';
import type { RunProgress, SweepStatus } from '../status.ts';
import type { SweepFolder } from '../sweep-folder.ts';
import { type ClusterLimits, type QueuedTask, queue, slurm } from './cluster.ts';
import { keepProfile, type SlurmProfile } from './profile.ts';
import { type ArrayRequest, arrayScript, feederName, feederScript, jobPrefix } from './script.ts';

/** What is to be submitted, and why no more. */
export interface SubmissionPlan {
  readonly arrays: readonly ArrayRequest[];
  /** Tasks for which there is no room under the cluster's limits now; the feeder submits them later. */
  readonly later: number;
}

/** What a submission is planned from. */
export interface Situation {
  readonly status: SweepStatus;
  readonly queue: readonly QueuedTask[];
  readonly limits: ClusterLimits;
  readonly failFast: boolean;
}

/** The jobs that a sweep still needs: none for what waits in the queue already, arrays as large as the cluster takes them. */
export function planSubmission(
  folder: SweepFolder,
  profile: SlurmProfile,
  { status, queue: queued, limits, failFast }: Situation,
): SubmissionPlan {
  const ours = queued.filter(({ name }) => name.startsWith(jobPrefix(folder)) && name !== feederName(folder));
  const waitingTasks = ours.filter(({ state }) => state === 'PENDING').length;
  const perTask = profile.pack * profile.cpus;
  const waiting = status.runs.filter(({ state }) => state === 'waiting');
  let covered = waitingTasks * perTask;
  // One place is the feeder's.
  const room =
    Math.min(limits.submitted, profile.maxSubmitted ?? Number.POSITIVE_INFINITY) - queued.length - 1;
  let [left, later] = [Math.max(0, room), 0];
  let number = nextNumber(folder);
  const arrays: ArrayRequest[] = [];
  for (const { memory, count } of byMemory(folder, waiting, profile)) {
    const open = Math.max(0, count - covered);
    covered = Math.max(0, covered - count);
    const needed = Math.ceil(open / perTask);
    let tasks = Math.min(needed, left);
    later += needed - tasks;
    left -= tasks;
    for (; tasks > 0; tasks -= limits.arraySize) {
      const size = Math.min(tasks, limits.arraySize);
      arrays.push({ number: number++, tasks: size, memory, stops: folder.stops, failFast });
    }
  }
  return { arrays, later };
}

/** Runs by the memory that they need: more than what did not suffice. */
function byMemory(
  folder: SweepFolder,
  waiting: readonly RunProgress[],
  { memory, oomFactor }: SlurmProfile,
): readonly { readonly memory: number | undefined; readonly count: number }[] {
  const counts = new Map<number | undefined, number>();
  for (const { id } of waiting) {
    const short = folder.attempts(id).shortage();
    const needed = short === null ? memory : Math.max(memory ?? 0, Math.ceil(short * oomFactor));
    counts.set(needed, (counts.get(needed) ?? 0) + 1);
  }
  return [...counts].map(([needed, count]) => ({ memory: needed, count }));
}

function nextNumber({ jobsPath }: SweepFolder): number {
  const names = existsSync(jobsPath) ? readdirSync(jobsPath) : [];
  return Math.max(0, ...names.filter((name) => /^\d+$/.test(name)).map(Number)) + 1;
}

/** A submission that was made. */
export interface Submission {
  /** Numbers of the jobs, arrays and feeder. */
  readonly jobs: readonly string[];
}

/**
 * Submits what was planned, and a feeder behind all jobs of the sweep that are in the queue.
 * @throws BurstwiseError with what sbatch said
 */
export function submit(
  folder: SweepFolder,
  profile: SlurmProfile,
  { arrays }: SubmissionPlan,
  before: readonly QueuedTask[],
): Submission {
  makeFolder(folder.jobsPath);
  keepProfile(folder, profile);
  const jobs = arrays.map((request) => {
    const place = join(folder.jobsPath, `${request.number}`);
    makeFolder(place);
    const script = join(place, 'submit.sh');
    writeFileAtomic(script, arrayScript(folder, profile, request));
    const job = sbatch(script, `${jobPrefix(folder)}${request.number}`);
    const { tasks, memory = null } = request;
    const state = { job, tasks, memory, submittedAt: new Date().toISOString() };
    writeFileAtomic(join(place, 'state.json'), `${JSON.stringify(state, null, 2)}\n`);
    return job;
  });
  const others = before
    .filter(({ name }) => name.startsWith(jobPrefix(folder)) && name !== feederName(folder))
    .map(({ id }) => id.split('_')[0]!);
  const all = [...new Set([...others, ...jobs])];
  const hasFeeder = before.some(({ name, state }) => name === feederName(folder) && state === 'PENDING');
  if (all.length === 0 || (hasFeeder && jobs.length === 0)) return { jobs };
  for (const { id } of before.filter(({ name, state }) => name === feederName(folder) && state === 'PENDING'))
    slurm('scancel', [id]);
  const script = join(folder.jobsPath, 'feeder.sh');
  writeFileAtomic(script, feederScript(folder, profile, folder.stops, all));
  return { jobs: [...jobs, sbatch(script, null)] };
}

/** Submits a script. A try that seemed to fail may have worked: the queue knows the job by its name, which is ours alone. */
function sbatch(script: string, name: string | null): string {
  const known = () =>
    queue()
      .find((task) => task.name === name)
      ?.id.split('_')[0];
  return slurm('sbatch', ['--parsable', script], known).trim().split(';')[0]!;
}

/** Takes the jobs of a sweep that have not begun out of the queue. @returns how many these are */
export function cancelPending(folder: SweepFolder): number {
  const pending = queue().filter(
    ({ name, state }) => name.startsWith(jobPrefix(folder)) && state === 'PENDING',
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
