import { Command } from 'commander';
import { listenForInterrupt } from '../run/interrupt.ts';
import { silentLogger } from '../run/logger.ts';
import { createProgress } from '../run/progress.ts';
import { openRunFolder, type RunFolder } from '../run/run-folder.ts';
import type { EvaluationOverrides, Report, Task } from '../run/task.ts';
import type { Trainer } from '../run/trainer.ts';
import { EvaluationThreads, sendSession } from './evaluation-threads.ts';
import { openRun, type Run, readSettings } from './open-run.ts';
import { printReport, tell } from './output.ts';
import type { SeedEvaluation } from './seed-thread.ts';
import { forEachSeed } from './seed-threads.ts';
import { addJobsOption, type JobsOption, positiveNumber, wholeNumber } from './settings.ts';

interface EvalOptions extends JobsOption {
  readonly episodes?: number;
  readonly seed?: number;
  readonly layout?: string;
  readonly subtask?: string;
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
    .option('--json', 'print JSON instead of a table');
  return addJobsOption(command).action(evaluateRun);
}

const remedy = 'nothing was written; repeat the command';

async function evaluateRun(path: string, { json, jobs, ...overrides }: EvalOptions): Promise<void> {
  const folder = openRunFolder(path);
  const { seeds } = folder.readInfo();
  const interrupt = listenForInterrupt();
  try {
    const { signal } = interrupt;
    const report =
      seeds.length > 1
        ? await evaluateSeeds(folder, seeds, overrides, jobs, signal)
        : await evaluateOne(openRun(path), overrides, jobs, signal);
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
  overrides: EvaluationOverrides,
  jobs: number,
  signal: AbortSignal,
): Promise<Report> {
  const context = { jobs, signal, remedy, logger: silentLogger };
  const evaluated = await forEachSeed<SeedEvaluation>('evaluate', folder, seeds, overrides, context);
  const { task } = readSettings(folder);
  for (const [k, seed] of seeds.entries()) noteUnfinished(`seed ${seed}: `, evaluated[k]!, task);
  return task.summarise(
    seeds,
    evaluated.map(({ data }) => data),
  );
}

/** Says so when less was learned than there is to learn. */
function noteUnfinished(
  prefix: string,
  { completed, total }: Pick<Trainer, 'completed' | 'total'>,
  { unit }: Pick<Task, 'unit'>,
): void {
  if (completed < total) tell(`note: ${prefix}trained for ${completed} of ${total} ${unit} so far`);
}
