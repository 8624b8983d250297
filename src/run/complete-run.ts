import type { Logger } from '../process/logger.ts';
import type { Progress } from '../process/progress.ts';
import type { Figure, Report } from '../report/report.ts';
import { EvaluationThreads, sendSession } from './evaluation-threads.ts';
import type { Run } from './open-run.ts';
import type { RunFolder } from './run-folder.ts';
import type { Trainable } from './trainable.ts';
import { runTrainer } from './trainer.ts';

/** What watches over a run, and stops it. */
export interface RunContext {
  readonly progress: Progress;
  readonly logger: Logger;
  readonly signal: Pick<AbortSignal, 'aborted'>;
}

/** Trains, evaluates, draws and reports what is left to do of a run. @throws InterruptedError with all of it saved */
export async function completeRun(
  run: Run,
  { jobs, ...context }: RunContext & { readonly jobs: number },
): Promise<{ readonly report: Report; readonly pictures: readonly string[] }> {
  const { task, config, session, folder } = run;
  const { progress, signal } = context;
  await trainRun(run, context);
  const threads = new EvaluationThreads([sendSession(task, config, session)], jobs);
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
  {
    session,
    task,
    folder,
  }: Pick<Run, 'session' | 'folder'> & { readonly task: Pick<Trainable, 'unit' | 'checkpointEvery'> },
  context: RunContext,
): Promise<void> {
  const { unit: label, checkpointEvery } = task;
  await runTrainer(session, { ...context, folder, label, checkpointEvery });
}

/** Writes each figure as SVG and PNG; returns the paths of the PNGs. */
export async function writeFigures(folder: RunFolder, figures: readonly Figure[]): Promise<string[]> {
  const { svgToPng } = await import('../figures/svg-to-image.ts');
  return figures.map(({ name, svg }) => {
    folder.writeFigure(`${name}.svg`, svg);
    return folder.writeFigure(`${name}.png`, svgToPng(svg, { width: 1440 }));
  });
}
