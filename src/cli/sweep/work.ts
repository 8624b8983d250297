import { Command, Option } from 'commander';
import { listenForStop } from '../../process/stop-signals.ts';
import { defaultJobs } from '../../process/threads.ts';
import { superviseWorkers } from '../../run/sweep/supervise.ts';
import { openSweep } from '../../run/sweep/sweep-folder.ts';
import { work } from '../../run/sweep/worker.ts';
import { insideWorker } from '../inside-worker.ts';
import { positiveNumber, wholeNumber } from '../settings.ts';

interface WorkOptions {
  readonly jobs: number;
  readonly limit?: number;
  readonly wait: boolean;
  readonly failFast?: boolean;
  /** How often the sweep had been stopped when a cluster was asked for this. */
  readonly stops?: number;
  /** The same, where this is a worker that another command started. */
  readonly inside?: number;
}

export function workCommand(): Command {
  return new Command('work')
    .description('take free runs of a sweep, on any machine that sees its folder')
    .argument('<folder>', 'the folder of the sweep')
    .option('--jobs <n>', 'runs at a time, each in a process', positiveNumber, defaultJobs)
    .option('--limit <n>', 'end after so many runs', positiveNumber)
    .option('--no-wait', 'end when others have what is left, instead of taking over what they leave')
    .option('--fail-fast', 'stop the whole sweep when a run fails')
    .addOption(new Option('--stops <n>').argParser(wholeNumber).hideHelp())
    .addOption(new Option('--inside <stops>').argParser(wholeNumber).hideHelp())
    .addHelpText(
      'after',
      `
Example, on each machine:
  burstwise sweep work /shared/runs/sweep --jobs 8`,
    )
    .action(workOn);
}

async function workOn(path: string, { inside, ...options }: WorkOptions): Promise<void> {
  const folder = openSweep(path);
  if (inside !== undefined) {
    const { limit, wait, failFast = false } = options;
    const content = { folder, file: folder.readFile(), code: folder.readCode() };
    await insideWorker((context) =>
      work(content, { stopsBefore: inside, limit, wait, failFast, ...context }),
    );
    return;
  }
  const stop = listenForStop();
  try {
    await superviseWorkers(folder, { ...options, stop });
  } finally {
    stop.dispose();
  }
}
