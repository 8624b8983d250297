import { join } from 'node:path';
import { Command } from 'commander';
import { createProgressGroup } from '../process/progress.ts';
import { documentData } from '../report/document.ts';
import { openRoof } from '../run/modules.ts';
import { printDocument, printJson, tell } from './output.ts';
import { addJobsOption, type JobsOption, positiveNumber } from './settings.ts';
import { stopAtInterrupt } from './stop-at-interrupt.ts';

interface ReproduceOptions extends JobsOption {
  readonly seeds?: number;
  readonly quick: boolean;
  readonly maps?: string;
  readonly out: string;
  readonly json: boolean;
}

/** The experiments are described by the files that define them, which stand above the command line. */
export async function reproduceCommand(): Promise<Command> {
  const { describeReproductions } = await openRoof();
  const experiments = await describeReproductions();
  const width = Math.max(...experiments.map(({ name }) => name.length));
  const lines = experiments.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`);
  const command = new Command('reproduce')
    .argument('<experiments...>', 'names of experiments, or all')
    .option('--seeds <n>', 'number of seeds (default: that of each experiment)', positiveNumber)
    .option('--quick', 'short trainings of few seeds, to see that everything runs', false)
    .option(
      '--maps <file>',
      'le2018: the published mazes in JSON, to be walked through in place of random ones',
    )
    .option(
      '--out <folder>',
      'where pages, data and pictures go; results are kept there, so that the same command continues, and shares the work with others',
      'runs/reproduce',
    )
    .option('--json', 'print JSON instead of tables', false);
  return addJobsOption(command)
    .addHelpText(
      'after',
      `\nExperiments:\n${lines.join('\n')}\n\nExample:\n  burstwise reproduce fig1 --seeds 3`,
    )
    .action(reproduceAll);
}

async function reproduceAll(names: readonly string[], options: ReproduceOptions): Promise<void> {
  const { jobs, json, ...request } = options;
  const displays = createProgressGroup();
  const interrupt = stopAtInterrupt(`complete measurements are kept in ${request.out}`, displays);
  try {
    const { reproduce } = await openRoof();
    const context = { jobs, displays, signal: interrupt.signal };
    const pages = await reproduce({ names, ...request }, context);
    if (json) printJson(pages.map(documentData));
    else for (const page of pages) printDocument(page);
    for (const { data } of pages) tell(`page: ${join(request.out, String(data['experiment']), 'page.html')}`);
  } finally {
    interrupt.dispose();
  }
}
