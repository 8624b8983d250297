import type { Report } from '../../report/report.ts';
import { median } from '../../statistics/median.ts';
import type { Attempt } from '../leases/attempts.ts';
import type { ItemState, ItemStatus } from '../leases/item-state.ts';
import { lookAt } from '../leases/look.ts';
import { reasonText } from '../leases/reason-text.ts';
import { type PlannedRun, pointText } from './plan.ts';
import { durationText } from './plan-report.ts';
import type { SweepFolder } from './sweep-folder.ts';
import { WantedRuns } from './wanted.ts';

/** How far a run of a sweep has come; `skipped`: halving does not want it, or not yet. */
type RunState = ItemState | 'skipped';

/** A planned run, how far it has come, and what it took. */
export interface RunProgress extends PlannedRun {
  readonly state: RunState;
  /** Attempts at it. */
  readonly attempts: number;
  /** Attempts that were interrupted or killed. */
  readonly interruptions: number;
  /** Seconds that workers had it. */
  readonly seconds: number;
  readonly completed: number;
  readonly total: number;
  /** Who has it, e.g. a machine or a job. */
  readonly worker: string;
  /** Number of the cluster's job that had it last; null if it was none. */
  readonly job: string | null;
  /** Why it failed or waits to be continued. */
  readonly reason: string;
}

/** How far a sweep has come. */
export interface SweepStatus {
  readonly runs: readonly RunProgress[];
  readonly counts: Readonly<Record<RunState, number>>;
  /** Seconds until all is done if as many workers stay as there are now; null where that is not known. */
  readonly secondsLeft: number | null;
}

/** Looks at the folder of a sweep, from any machine that sees it. */
export async function sweepStatus(folder: SweepFolder): Promise<SweepStatus> {
  const file = folder.readFile();
  const plan = folder.readPlan();
  const ids = plan.map(({ id }) => id);
  const seen = await lookAt(folder, ids, file.lease);
  const looked = plan.map((run, k) => progressOf(folder, run, seen[k]!));
  const failed = new Set(looked.filter(({ state }) => state === 'failed').map(({ id }) => id));
  const wanted = new Set(new WantedRuns(folder, file, plan).now(({ id }) => failed.has(id)));
  const runs = looked.map((run, k) =>
    run.state === 'waiting' && !wanted.has(plan[k]!) ? { ...run, state: 'skipped' as const } : run,
  );
  const counts = { done: 0, running: 0, waiting: 0, failed: 0, skipped: 0 };
  for (const { state } of runs) counts[state]++;
  return { runs, counts, secondsLeft: secondsLeft(runs, counts) };
}

function progressOf(
  folder: SweepFolder,
  run: PlannedRun,
  { state, latest, reason }: ItemStatus,
): RunProgress {
  const all = folder.attempts(run.id).upTo(latest?.number ?? 0);
  const isInterrupted = (each: Attempt, k: number) =>
    ['interrupted', 'killed', 'out-of-memory'].includes(each.state) ||
    (each.state === 'running' && (k < all.length - 1 || state === 'waiting' || state === 'failed'));
  return {
    ...run,
    state,
    attempts: all.filter((each) => each.state !== 'retry').length,
    interruptions: all.filter(isInterrupted).length,
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    completed: latest?.completed ?? 0,
    total: latest?.total ?? 0,
    worker: latest === undefined ? '' : workerText(latest),
    job: latest?.job ?? null,
    reason,
  };
}

function workerText({ job, worker }: Attempt): string {
  const host = worker.host.split('/')[0]!;
  return job === null ? `${host}, process ${worker.pid}` : `job ${job} on ${host}`;
}

/** From the median of the runs that are done. */
function secondsLeft(
  runs: readonly RunProgress[],
  { running, waiting }: Readonly<Record<RunState, number>>,
): number | null {
  const done = runs.filter(({ state }) => state === 'done').map(({ seconds }) => seconds);
  if (done.length === 0 || running === 0) return running + waiting === 0 ? 0 : null;
  const begun = runs.filter(({ state }) => state === 'running').map(shareDone);
  const open = waiting + begun.reduce((sum, share) => sum + 1 - share, 0);
  return (median(done) * open) / running;
}

function shareDone({ completed, total }: RunProgress): number {
  return total === 0 ? 0 : completed / total;
}

/** Rows that a table shows of each state. */
const MOST_ROWS = 30;

/** How far a sweep has come, for people and programs. */
export function statusReport(folder: SweepFolder, status: SweepStatus): Report {
  const { runs, counts, secondsLeft: left } = status;
  const open = runs.filter(({ state, reason }) => state === 'running' || state === 'failed' || reason !== '');
  const interruptions = runs.reduce((sum, run) => sum + run.interruptions, 0);
  const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped by halving`;
  const time = left === null || left === 0 ? '' : `; about ${durationText(left)} left`;
  const often = interruptions === 0 ? '' : `; interrupted ${interruptions} times`;
  return {
    title: `${folder.path}: ${counts.done} of ${runs.length} runs done, ${counts.running} running, ${counts.waiting} waiting, ${counts.failed} failed${skipped}${often}${time}`,
    table: {
      head: ['run', 'point', 'seed', 'state', 'progress', 'interrupted', 'where or why'],
      rows: open
        .slice(0, MOST_ROWS)
        .map((run) => [
          run.id,
          pointText(run.settings),
          `${run.seed}`,
          run.state,
          run.total === 0 ? '–' : `${run.completed} of ${run.total}`,
          `${run.interruptions}`,
          run.state === 'running' ? run.worker : reasonText(run.reason),
        ]),
    },
    remarks: open.length > MOST_ROWS ? [`and ${open.length - MOST_ROWS} more; --json has them all`] : [],
    data: { path: folder.path, counts, interruptions, secondsLeft: left, runs },
  };
}
