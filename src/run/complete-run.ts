import { type Logger, silentLogger } from '../process/logger.ts';
import { type Progress, silentProgress } from '../process/progress.ts';
import { defaultJobs } from '../process/threads.ts';
import type { Figure, Report } from '../report/report.ts';
import { EvaluationThreads, sendSession } from './evaluation-threads.ts';
import type { Run } from './open-run.ts';
import type { RunFolder } from './run-folder.ts';
import { runTrainer } from './trainer.ts';

/** What watches over a run, and stops it. */
export interface RunContext {
  /** If not given, nothing is shown. */
  readonly progress?: Progress | undefined;
  /** If not given, nothing is logged. */
  readonly logger?: Logger | undefined;
  /** Stops the run after the present unit of work, with everything saved. */
  readonly signal?: Pick<AbortSignal, 'aborted'> | undefined;
  /** Threads to work with; the results are the same for any number. If not given: one for each processor. */
  readonly jobs?: number | undefined;
}

/** What a run found. */
export interface CompletedRun {
  /** What the evaluation found. */
  readonly report: Report;
  /** Paths of the pictures. */
  readonly pictures: readonly string[];
  /** Units of work, e.g. episodes, that were left to train, and how long that took. */
  readonly training: { readonly units: number; readonly seconds: number };
}

/**
 * Trains, evaluates, draws and reports what is left to do of a run, and then lets others into its folder.
 *
 * @throws InterruptedError when stopped by the signal, with all of it saved
 * @throws DivergenceError when learning leaves the finite numbers
 */
export async function completeRun(run: Run, context: RunContext = {}): Promise<CompletedRun> {
  const { session, folder } = run;
  folder.lock();
  try {
    const start = performance.now();
    const before = session.completed;
    await trainRun(run, context);
    const training = { units: session.completed - before, seconds: (performance.now() - start) / 1000 };
    return { ...(await examineRun(run, context)), training };
  } finally {
    folder.unlock();
  }
}

/** Evaluates and draws what was learned, and writes it down. */
async function examineRun(
  { task, config, session, folder }: Run,
  { jobs = defaultJobs, progress, signal }: RunContext,
): Promise<Pick<CompletedRun, 'report' | 'pictures'>> {
  const threads = new EvaluationThreads(() => sendSession(task, config, session), jobs);
  try {
    const remedy = `training is complete and saved; evaluate with: burstwise train --resume ${folder.path}`;
    const report = await session.evaluate({}, { progress, signal, remedy, helpers: threads.helpers() });
    const pictures = await writeFigures(folder, await session.draw(folder.metrics.read()));
    folder.writeReport(report.data);
    return { report, pictures };
  } finally {
    await threads.close();
  }
}

/** Trains to the end. @throws InterruptedError after saving a checkpoint */
export async function trainRun(
  { session, task, folder }: Pick<Run, 'session' | 'folder' | 'task'>,
  { progress = silentProgress, logger = silentLogger, signal }: RunContext = {},
): Promise<void> {
  const { unit: label, checkpointEvery } = task;
  const options = { progress, logger, folder, label, checkpointEvery };
  await runTrainer(session, signal === undefined ? options : { ...options, signal });
}

/** Writes each figure as SVG and PNG; returns the paths of the PNGs. */
async function writeFigures(folder: RunFolder, figures: readonly Figure[]): Promise<string[]> {
  const { svgToPng } = await import('../figures/svg-to-image.ts');
  return figures.map(({ name, svg }) => {
    folder.writeFigure(`${name}.svg`, svg);
    return folder.writeFigure(`${name}.png`, svgToPng(svg, { width: 1440 }));
  });
}
