import { join } from 'node:path';
import { Command } from 'commander';
import { createProgressGroup } from '../process/progress.ts';
import { compareRuns } from '../run/comparison/compare-runs.ts';
import { keepComparison } from './keep-comparison.ts';
import { printReport, tell } from './output.ts';
import { addJobsOption, addUseOption, type JobsOption, positiveNumber, wholeNumber } from './settings.ts';
import { stopAtInterrupt } from './stop-at-interrupt.ts';

/** On what trained runs play beside each other, and where that is kept. */
export interface PlayOptions extends JobsOption {
  readonly episodes?: number;
  readonly seed?: number;
  readonly layout?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function compareRunsCommand(): Command {
  const command = new Command('compare-runs').argument(
    '<run...>',
    'run folders, of one seed or several, or runs of several tasks as name=folder,folder; the first is the reference',
  );
  return addPlayOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  burstwise compare-runs runs/wide runs/standard --episodes 1000 --out runs/compared
  burstwise compare-runs burst=runs/maze,runs/key linear=runs/maze-linear,runs/key-linear

burstwise runs compare --play does the same.`,
    )
    .action(playRuns);
}

/** Adds what `compare-runs` and `runs compare --play` have in common. */
export function addPlayOptions(command: Command): Command {
  return addJobsOption(addUseOption(command))
    .option('--episodes <n>', 'fresh layouts (default: as the first run is configured)', positiveNumber)
    .option('--seed <n>', 'names the fresh layouts, the same for all (default: 1)', wholeNumber)
    .option('--layout <name>', 'one layout distribution (default: the first of the first run of each task)')
    .option('--out <folder>', 'keeps comparison.json, its picture, and one HTML page there')
    .option('--json', 'print JSON instead of a table');
}

/** Lets trained runs play the same fresh layouts, and prints how they compare. */
export async function playRuns(runs: readonly string[], options: PlayOptions): Promise<void> {
  const { json = false, jobs, out, episodes, seed, layout } = options;
  const displays = createProgressGroup();
  const interrupt = stopAtInterrupt('the runs stay as they are', displays);
  try {
    const context = { jobs, displays, signal: interrupt.signal };
    const { report, figure, document } = await compareRuns({ runs, episodes, seed, layout }, context);
    if (out !== undefined) await keepComparison(out, report, figure, document);
    printReport(report, json);
    if (out !== undefined) tell(`report: ${join(out, `${figure.name}.html`)}`);
  } finally {
    interrupt.dispose();
  }
}
