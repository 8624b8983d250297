/** What threads do with the run of a seed. */

import { InterruptedError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import type { Logger } from '../process/logger.ts';
import { type Progress, seldomUpdated } from '../process/progress.ts';
import { inThread } from '../process/threads.ts';
import type { Report } from '../report/report.ts';
import { completeRun, type RunContext } from './complete-run.ts';
import { continueRun, openRun } from './open-run.ts';
import type { SeedCall, SeedMessage } from './seed-threads.ts';
import { loadDataOfPool } from './thread-data.ts';
import type { EvaluationOverrides } from './trainable.ts';
import type { Trainer } from './trainer.ts';

const ready = await loadDataOfPool();

/** Completes it. */
export const train = inThread(async ({ path, stop }: SeedCall, tell) => {
  ready();
  const context = contextOf(stop, tell);
  await completeRun(await continueRun(path), { ...context, jobs: 1 });
});

export interface SeedEvaluationRequest {
  readonly overrides: EvaluationOverrides;
  /** To compute its networks with; if not given, that of its training. */
  readonly kernel?: Kernel | undefined;
}

/** What the run of a seed has learned, and how far its training has come. */
export interface SeedEvaluation extends Pick<Report, 'data'>, Pick<Trainer, 'completed' | 'total'> {}

/** Evaluates it. */
export const evaluate = inThread(
  async ({ path, stop, details }: SeedCall<SeedEvaluationRequest>, tell): Promise<SeedEvaluation> => {
    ready();
    const { session } = await openRun(path, details.kernel);
    const { data } = await session.evaluate(details.overrides, contextOf(stop, tell));
    return { data, completed: session.completed, total: session.total };
  },
);

/** Progress and log lines are the main thread's to show. @throws InterruptedError when it is too late to begin */
function contextOf(stop: SharedArrayBuffer, tell: (message: SeedMessage) => void): RunContext {
  const flag = new Int32Array(stop);
  const signal = {
    get aborted() {
      return Atomics.load(flag, 0) !== 0;
    },
  };
  if (signal.aborted) throw new InterruptedError('interrupted before it began');
  const display =
    (progress: keyof Progress) =>
    (...values: readonly unknown[]) =>
      tell({ progress, values });
  const log = (level: keyof Logger) => (details: object, message: string) =>
    tell({ log: level, details, message });
  return {
    signal,
    progress: seldomUpdated({
      start: display('start'),
      update: display('update'),
      stop: display('stop'),
    }),
    logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
  };
}
