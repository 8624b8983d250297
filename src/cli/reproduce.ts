import { join } from 'node:path';
import { Command } from 'commander';
import { documentData } from '../report/document.ts';
import { openRoof } from '../run/modules.ts';
import { addCellOptions, type CellOptions, carryOut } from './carry-out.ts';
import { printDocument, printJson, tell } from './output.ts';
import { addJobsOption, positiveNumber } from './settings.ts';
import { PROFILE_EXAMPLE } from './slurm-options.ts';

interface ReproduceOptions extends CellOptions {
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
  return addCellOptions(addJobsOption(command))
    .addHelpText(
      'after',
      `
Experiments:
${lines.join('\n')}

Examples:
  burstwise reproduce fig1 --seeds 3
  burstwise reproduce all --out /shared/reproduce --on slurm --profile lab.yaml
${PROFILE_EXAMPLE}`,
    )
    .action(reproduceAll);
}

async function reproduceAll(names: readonly string[], options: ReproduceOptions): Promise<void> {
  const { seeds, quick, maps, out, json } = options;
  const { reproductionWork } = await openRoof();
  const pages = await carryOut(await reproductionWork({ names, seeds, quick, maps, out }), options);
  if (pages === undefined) return;
  if (json) printJson(pages.map(documentData));
  else for (const page of pages) printDocument(page);
  for (const { data } of pages) tell(`page: ${join(out, String(data['experiment']), 'page.html')}`);
}
