import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { formatConfig } from '../config/config-file.ts';
import type { Kernel } from '../models/burst/population.ts';
import { openRunFolder } from '../run/run-folder.ts';
import { encodeSettings, type RunSettings, resolveSettings } from '../run/settings.ts';
import { startRun } from '../run/start-run.ts';
import { commandLine, tell } from './output.ts';
import {
  addJobsOption,
  addLogOption,
  type JobsOption,
  kernelOption,
  type LogOption,
  positiveNumber,
  wholeNumber,
} from './settings.ts';
import { trainFolder } from './train.ts';

interface DemoOptions extends JobsOption, LogOption {
  readonly seed: number;
  readonly kernel?: Kernel;
  readonly episodes: number;
  readonly out?: string;
  readonly json?: boolean;
}

export function demoCommand(): Command {
  const command = new Command('demo')
    .option('--seed <n>', 'decides every random number', wholeNumber, 1)
    .addOption(kernelOption())
    .option('--episodes <n>', 'fresh layouts to evaluate on', positiveNumber, 200)
    .option(
      '--out <folder>',
      'run folder (default: runs/demo, numbered if there is one; an interrupted demo with the same settings continues)',
    )
    .option('--json', 'print the table as JSON');
  return addLogOption(addJobsOption(command)).action(demo);
}

async function demo(options: DemoOptions): Promise<void> {
  const { seed, kernel, episodes } = options;
  const set = [`evaluation.episodes=${episodes}`, 'evaluation.layouts=[standard]'];
  const settings = await resolveSettings({ task: 'demo', set, seed, kernel });
  const path = folderFor(settings, options.out);
  tell(
    'A manager and its workers learn Button & Food from an expert; then others learn it with the names of the subtasks shuffled.',
  );
  await trainFolder(path, options);
}

/** The folder of an interrupted demo with the same settings, else of a new one. */
function folderFor(settings: RunSettings, out: string | undefined): string {
  const config = formatConfig(encodeSettings(settings));
  const begin = (path: string) => startRun(settings, { out: path, command: commandLine() }).folder.path;
  if (out !== undefined) return isInterrupted(out, config) ? out : begin(out);
  for (let number = 1; ; number++) {
    const path = number === 1 ? 'runs/demo' : `runs/demo-${number}`;
    if (!existsSync(path)) return begin(path);
    if (isInterrupted(path, config)) return path;
  }
}

function isInterrupted(path: string, config: string): boolean {
  if (!existsSync(`${path}/run.json`)) return false;
  const folder = openRunFolder(path);
  return !folder.hasReport && formatConfig(folder.readConfig()) === config;
}
