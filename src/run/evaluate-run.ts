import type { Kernel } from '../models/burst/population.ts';
import { silentProgress } from '../process/progress.ts';
import { defaultJobs } from '../process/threads.ts';
import type { Report } from '../report/report.ts';
import type { RunContext } from './complete-run.ts';
import { EvaluationThreads, sendSession } from './evaluation-threads.ts';
import { openRun } from './open-run.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import type { SeedEvaluation, SeedEvaluationRequest } from './seed-thread.ts';
import { forEachSeed, type SeedsContext } from './seed-threads.ts';
import { readSettings } from './settings.ts';
import type { EvaluationOverrides } from './trainable.ts';

/** What is asked of an evaluation. */
export interface EvaluationRequest extends EvaluationOverrides {
  /** To compute networks with; if not given, that of the training. */
  readonly kernel?: Kernel | undefined;
}

/** What an evaluation found. */
export interface RunEvaluation {
  /** What the evaluation found. */
  readonly report: Report;
  /** For people: e.g. that a training is not complete. */
  readonly notes: readonly string[];
}

const remedy = 'nothing was written; repeat the command';

/**
 * Examines what a run of one seed or several has learned, on what it never saw; writes nothing.
 *
 * @throws UsageError when there is no run, or it has no such layout or subtask
 * @throws InterruptedError when stopped by the signal
 */
export async function evaluateRun(
  path: string,
  request: EvaluationRequest = {},
  context: Omit<RunContext, 'signal'> & SeedsContext = {},
): Promise<RunEvaluation> {
  const folder = openRunFolder(path);
  const { seeds, computedBy } = folder.readInfo();
  const evaluate =
    seeds.length > 1 ? evaluateSeeds(folder, seeds, request, context) : evaluateOne(path, request, context);
  const { report, notes } = await evaluate;
  const kernels = [...new Set(Object.values(computedBy))].join(', ');
  const other = request.kernel !== undefined && request.kernel !== kernels;
  const ofKernel = other ? [`trained with kernel ${kernels}, evaluated with ${request.kernel}`] : [];
  return { report, notes: [...notes, ...ofKernel] };
}

async function evaluateOne(
  path: string,
  { kernel, ...overrides }: EvaluationRequest,
  { jobs = defaultJobs, progress = silentProgress, signal }: RunContext,
): Promise<RunEvaluation> {
  const { session, task, config, notes } = await openRun(path, kernel);
  const threads = new EvaluationThreads(() => sendSession(task, config, session), jobs);
  try {
    const context = { progress, signal, remedy, helpers: threads.helpers() };
    const report = await session.evaluate(overrides, context);
    return { report, notes: [...notes, ...unfinished(session, task.unit)] };
  } finally {
    await threads.close();
  }
}

async function evaluateSeeds(
  folder: RunFolder,
  seeds: readonly number[],
  { kernel, ...overrides }: EvaluationRequest,
  context: SeedsContext,
): Promise<RunEvaluation> {
  const { task, notes } = await readSettings(folder, kernel);
  const request: SeedEvaluationRequest = { overrides, kernel };
  const evaluated = await forEachSeed<SeedEvaluation>('evaluate', folder, seeds, request, {
    ...context,
    remedy,
  });
  const report = task.summarise(
    seeds,
    evaluated.map(({ data }) => data),
  );
  const ofSeeds = seeds.flatMap((seed, k) =>
    unfinished(evaluated[k]!, task.unit).map((note) => `seed ${seed}: ${note}`),
  );
  return { report, notes: [...notes, ...ofSeeds] };
}

/** Says so when less was learned than there is to learn. */
function unfinished(
  { completed, total }: Pick<SeedEvaluation, 'completed' | 'total'>,
  unit: string,
): string[] {
  return completed < total ? [`trained for ${completed} of ${total} ${unit} so far`] : [];
}
