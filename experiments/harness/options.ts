import { Command } from 'commander';
import { addCellOptions, type CellOptions } from '../../src/cli/carry-out.ts';
import { seedList } from '../../src/cli/seed-list.ts';
import { addJobsOption, positiveNumber } from '../../src/cli/settings.ts';
import { PROFILE_EXAMPLE } from '../../src/cli/slurm-options.ts';
import type { Experiment } from './experiment.ts';

/** The options that every experiment takes. */
export interface ExperimentOptions extends CellOptions {
  /** Seeds of the cells. */
  readonly seeds: readonly number[];
  /** Fresh layouts for each seed. */
  readonly episodes?: number;
  /** Whether to print JSON. */
  readonly json?: boolean;
  /** Folder for results of cells. */
  readonly out?: string;
  /** A part of the names of the cells to measure. */
  readonly only?: string;
}

/** The command of an npm script; bad input ends it with exit code 2, as it does `burstwise`. */
export function experimentCommand(script: string, description: string): Command {
  return new Command(`npm run ${script} --`)
    .description(description)
    .allowExcessArguments(false)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

/** Reads the options of an experiment; those that are wrong end the process. */
export function experimentOptions(
  { script, description, defaults }: Pick<Experiment, 'script' | 'description' | 'defaults'>,
  args: readonly string[],
): ExperimentOptions {
  const command = experimentCommand(script, description)
    .option('--seeds <list>', 'e.g. 1-5 or 1,4,7-9', seedList, seedList(defaults.seeds))
    .option('--out <folder>', 'keep the result of every cell here; others with this folder share the cells')
    .option('--only <text>', 'only cells whose name contains this')
    .option('--json', 'print JSON instead of a table');
  if (defaults.episodes !== undefined) {
    command.option('--episodes <n>', 'fresh layouts for each seed', positiveNumber, defaults.episodes);
  }
  return addCellOptions(addJobsOption(command))
    .addHelpText('after', `\n${PROFILE_EXAMPLE}`)
    .parse(args, { from: 'user' })
    .opts();
}
