import { Command, Option } from 'commander';
import { InterruptedError } from '../../errors.ts';
import { listenForStop } from '../../process/stop-signals.ts';
import { defaultJobs } from '../../process/threads.ts';
import { superviseWorkers } from '../../run/sweep/supervise.ts';
import { openSweep, type SweepFolder } from '../../run/sweep/sweep-folder.ts';
import { work } from '../../run/sweep/worker.ts';

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
  const stop = listenForStop();
  try {
    if (inside === undefined) await superviseWorkers(folder, { ...options, stop });
    else await workInside(folder, inside, options);
  } finally {
    stop.dispose();
  }
}

/** Works in this process, and ends when the one that started it does. */
async function workInside(
  folder: SweepFolder,
  stopsBefore: number,
  { limit, wait, failFast = false }: WorkOptions,
): Promise<void> {
  const stop = listenForStop();
  const orphaned = new AbortController();
  process.once('disconnect', () => orphaned.abort());
  try {
    const content = { folder, file: folder.readFile(), code: folder.readCode() };
    await work(content, {
      stopsBefore,
      limit,
      wait,
      failFast,
      signal: AbortSignal.any([stop.signal, orphaned.signal]),
      reason: () => stop.reason() || 'the command that started it ended',
      tell: (message) => void (process.connected && process.send?.(message)),
    });
  } catch (error) {
    // The command that started it says so for all workers.
    if (!(error instanceof InterruptedError)) throw error;
    process.exitCode = error.exitCode;
  } finally {
    stop.dispose();
    if (process.connected) process.disconnect();
  }
}
