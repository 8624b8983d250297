import { Command } from 'commander';
import { addJobsOption, type JobsOption, positiveNumber } from '../../src/cli/settings.ts';

/** The command of an npm script; bad input ends it with exit code 2, as it does `burstwise`. */
export function experimentCommand(script: string, description: string): Command {
  return new Command(`npm run ${script} --`)
    .description(description)
    .allowExcessArguments(false)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

/** Options that the tables of experiments take, read from the command line; `--episodes` only where it has a default. */
export function experimentOptions<Defaults extends { readonly seeds: number; readonly episodes?: number }>(
  script: string,
  description: string,
  defaults: Defaults,
): Defaults & JobsOption & { readonly json?: boolean } {
  const command = experimentCommand(script, description)
    .option('--seeds <n>', 'seeds 1 … n', positiveNumber, defaults.seeds)
    .option('--json', 'print JSON instead of a table');
  if (defaults.episodes !== undefined) {
    command.option('--episodes <n>', 'fresh layouts a seed', positiveNumber, defaults.episodes);
  }
  return addJobsOption(command).parse().opts();
}
