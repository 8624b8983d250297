import { Command } from 'commander';
import type { Kernel } from '../models/burst/population.ts';
import { listenForInterrupt } from '../process/interrupt.ts';
import { silentLogger } from '../process/logger.ts';
import { createProgress } from '../process/progress.ts';
import type { Report } from '../report/report.ts';
import { EvaluationThreads, sendSession } from '../run/evaluation-threads.ts';
import { openRun, type Run, readSettings } from '../run/open-run.ts';
import { openRunFolder, type RunFolder } from '../run/run-folder.ts';
import type { SeedEvaluation, SeedEvaluationRequest } from '../run/seed-thread.ts';
import { forEachSeed } from '../run/seed-threads.ts';
import type { EvaluationOverrides, Trainable } from '../run/trainable.ts';
import type { Trainer } from '../run/trainer.ts';
import { printReport, tell } from './output.ts';
import { addJobsOption, type JobsOption, kernelOption, positiveNumber, wholeNumber } from './settings.ts';

interface EvalOptions extends JobsOption {
  readonly episodes?: number;
  readonly seed?: number;
  readonly layout?: string;
  readonly subtask?: string;
  readonly kernel?: Kernel;
  readonly json?: boolean;
}

export function evalCommand(): Command {
  const command = new Command('eval')
    .description('evaluate a trained run on fresh layouts; writes nothing')
    .argument('<run>', 'run folder, of one seed or several')
    .option('--episodes <n>', 'fresh layouts of each kind (default: as configured)', positiveNumber)
    .option('--seed <n>', 'names the fresh layouts (default: the seed of the run)', wholeNumber)
    .option('--layout <name>', 'one layout distribution (default: as configured)')
    .option('--subtask <name>', 'let the workers carry out this one subtask all along')
    .addOption(kernelOption('the one that it was trained with'))
    .option('--json', 'print JSON instead of a table');
  return addJobsOption(command).action(evaluateRun);
}

const remedy = 'nothing was written; repeat the command';

async function evaluateRun(path: string, { json, jobs, kernel, ...overrides }: EvalOptions): Promise<void> {
  const folder = openRunFolder(path);
  const { seeds } = folder.readInfo();
  const interrupt = listenForInterrupt();
  try {
    const { signal } = interrupt;
    const report =
      seeds.length > 1
        ? await evaluateSeeds(folder, seeds, { overrides, kernel }, jobs, signal)
        : await evaluateOne(openRun(path, kernel), overrides, jobs, signal);
    noteKernel(folder, kernel);
    printReport(report, json === true);
  } finally {
    interrupt.dispose();
  }
}

async function evaluateOne(
  { session, task, config }: Run,
  overrides: EvaluationOverrides,
  jobs: number,
  signal: AbortSignal,
): Promise<Report> {
  noteUnfinished('', session, task);
  const threads = new EvaluationThreads([sendSession(task, config, session)], jobs);
  try {
    const context = { progress: createProgress(), signal, remedy, helpers: threads.helpers() };
    return await session.evaluate(overrides, context);
  } finally {
    await threads.close();
  }
}

async function evaluateSeeds(
  folder: RunFolder,
  seeds: readonly number[],
  request: SeedEvaluationRequest,
  jobs: number,
  signal: AbortSignal,
): Promise<Report> {
  const context = { jobs, signal, remedy, logger: silentLogger };
  const evaluated = await forEachSeed<SeedEvaluation>('evaluate', folder, seeds, request, context);
  const { task } = readSettings(folder, request.kernel);
  for (const [k, seed] of seeds.entries()) noteUnfinished(`seed ${seed}: `, evaluated[k]!, task);
  return task.summarise(
    seeds,
    evaluated.map(({ data }) => data),
  );
}

/** Says so when the networks are computed in another way than when they learned. */
function noteKernel(folder: RunFolder, kernel: Kernel | undefined): void {
  const trainedWith = folder.readInfo().kernel;
  if (kernel !== undefined && kernel !== trainedWith)
    tell(`note: trained with kernel ${trainedWith}, evaluated with ${kernel}`);
}

/** Says so when less was learned than there is to learn. */
function noteUnfinished(
  prefix: string,
  { completed, total }: Pick<Trainer, 'completed' | 'total'>,
  { unit }: Pick<Trainable, 'unit'>,
): void {
  if (completed < total) tell(`note: ${prefix}trained for ${completed} of ${total} ${unit} so far`);
}
