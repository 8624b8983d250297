import { InterruptedError } from '../../errors.ts';
import { type AttemptRecord, type EndState, messageOf, newRecord } from '../leases/attempts.ts';
import { LiveAttempt } from '../leases/heartbeat.ts';
import { Liveness } from '../leases/liveness.ts';
import type { WorkerMessage } from '../leases/supervise.ts';
import type { Candidate } from '../leases/work-list.ts';
import { completeSweepRun, type SweepContent } from './complete.ts';
import type { PlannedRun } from './plan.ts';
import { runsLeft } from './runs-left.ts';

/** How a worker works. */
export interface WorkerOptions {
  /** Number of times that the sweep had been stopped when the worker was asked for. */
  readonly stopsBefore: number;
  /** Runs after which it ends; if not given, when nothing is left. */
  readonly limit?: number | undefined;
  /** Whether it waits while others are at work, to take over what they leave. */
  readonly wait: boolean;
  /** Stops the whole sweep when a run fails. */
  readonly failFast: boolean;
  /** Aborts when the worker shall save what it has, and end. */
  readonly signal: AbortSignal;
  /** Why the signal was given, for the record. */
  readonly reason: () => string;
  readonly tell: (message: WorkerMessage) => void;
}

/** How often a worker that waits looks whether there is work, in milliseconds. */
const LOOK_EVERY = 500;

/**
 * Takes runs of a sweep one after the other and completes them, in this process, until nothing is left.
 *
 * @throws InterruptedError when stopped, with everything saved
 */
export async function work(content: SweepContent, options: WorkerOptions): Promise<void> {
  const { folder, file } = content;
  const { signal, limit = Number.POSITIVE_INFINITY, stopsBefore, wait } = options;
  const record = newRecord();
  const liveness = new Liveness({ expiresAfter: file.lease.expires });
  const list = runsLeft(folder, liveness, record.memory);
  for (let taken = 0; taken < limit; ) {
    if (signal.aborted || folder.stops > stopsBefore)
      throw new InterruptedError('interrupted between two runs');
    const chosen = list.take(({ item, attempt }) =>
      folder.attempts(item.id).begin(attempt, { ...record, startedAt: new Date().toISOString() }),
    );
    if (chosen === 'nothing left' || (chosen === 'others at work' && !wait)) return;
    if (chosen === 'others at work') await sleep(LOOK_EVERY);
    else {
      await attempt(content, chosen, record, options);
      taken++;
    }
  }
}

/** One attempt at a run; a failure of the run is written down. @throws InterruptedError when it was stopped */
async function attempt(
  content: SweepContent,
  { item: run, attempt: number }: Candidate<PlannedRun>,
  common: AttemptRecord,
  { signal, stopsBefore, failFast, tell, reason }: WorkerOptions,
): Promise<void> {
  const { folder, file } = content;
  const record = { ...common, startedAt: new Date().toISOString() };
  const attempts = folder.attempts(run.id);
  const { beat } = file.lease;
  const live = new LiveAttempt({ attempts, number, record, beat, stops: folder.stopsPath, stopsBefore });
  tell({ event: 'began', run: run.id, attempt: number });
  const end = async (state: EndState, message = '') => {
    await live.end(state, message);
    tell({ event: 'ended', run: run.id, state, message });
  };
  try {
    const either = {
      get aborted() {
        return signal.aborted || live.stopReason !== '';
      },
    };
    await completeSweepRun(content, run, { progress: live.progress, signal: either });
    await end('done');
  } catch (error) {
    if (!(error instanceof InterruptedError)) {
      await end('failed', messageOf(error));
      if (failFast) folder.stop();
      return;
    }
    await end('interrupted', live.stopReason || reason());
    // A run that changed hands is another worker's; this one takes the next.
    if (live.stopReason !== 'lost' || signal.aborted) throw error;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
