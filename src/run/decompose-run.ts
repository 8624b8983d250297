import { UsageError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import { silentProgress } from '../process/progress.ts';
import { defaultJobs } from '../process/threads.ts';
import type { ReportDocument } from '../report/document.ts';
import type { RunContext } from './complete-run.ts';
import { EvaluationThreads, sendSession } from './evaluation-threads.ts';
import { openRun } from './open-run.ts';
import type { DecompositionOverrides } from './trainable.ts';

/** What is asked of a report on a run's split into subtasks. */
export interface DecompositionRequest extends DecompositionOverrides {
  /** To compute networks with; if not given, that of the training. */
  readonly kernel?: Kernel | undefined;
}

/**
 * Reports on the split into subtasks of a run of one seed; writes nothing.
 *
 * @throws UsageError when there is no such run, or its task has no subtasks or no expert
 * @throws InterruptedError when stopped by the signal
 */
export async function decomposeRun(
  path: string,
  { kernel, ...overrides }: DecompositionRequest,
  { jobs = defaultJobs, progress = silentProgress, signal }: RunContext = {},
): Promise<ReportDocument> {
  const { session, task, config, folder } = await openRun(path, kernel);
  if (session.decompose === undefined)
    throw new UsageError(`${path}: expected the run of a task with subtasks, received one of ${task.name}`);
  const threads = new EvaluationThreads(() => sendSession(task, config, session), jobs);
  try {
    const remedy = 'nothing was written; repeat the command';
    const metrics = folder.metrics.read();
    return await session.decompose(
      { metrics, ...overrides },
      { progress, signal, remedy, helpers: threads.helpers() },
    );
  } finally {
    await threads.close();
  }
}
