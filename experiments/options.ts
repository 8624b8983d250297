import { Command } from 'commander';
import { addJobsOption, type JobsOption, positiveNumber } from '../src/cli/settings.ts';

/** Options that the tables of experiments take, read from the command line; `--episodes` only where it has a default. */
export function experimentOptions<Defaults extends { readonly seeds: number; readonly episodes?: number }>(
  description: string,
  defaults: Defaults,
): Defaults & JobsOption & { readonly json?: boolean } {
  const command = new Command()
    .description(description)
    .option('--seeds <n>', 'seeds 1 … n', positiveNumber, defaults.seeds)
    .option('--json', 'print JSON instead of a table');
  if (defaults.episodes !== undefined) {
    command.option('--episodes <n>', 'fresh layouts a seed', positiveNumber, defaults.episodes);
  }
  return addJobsOption(command).parse().opts();
}
