import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { Command } from 'commander';
import { BurstwiseError, UsageError } from '../../errors.ts';
import { createProgress } from '../../process/progress.ts';
import { listenForStop } from '../../process/stop-signals.ts';
import { defaultJobs } from '../../process/threads.ts';
import { checkSweep, prepareSweep } from '../../run/sweep/prepare.ts';
import { retryFailed } from '../../run/sweep/retry.ts';
import { sweepStatus } from '../../run/sweep/status.ts';
import { superviseWorkers } from '../../run/sweep/supervise.ts';
import { openSweep, type SweepFolder } from '../../run/sweep/sweep-folder.ts';
import { tell, tellNotes } from '../output.ts';
import { positiveNumber } from '../settings.ts';
import { printStatus } from './print-status.ts';

interface StartOptions {
  readonly out?: string;
  readonly newCode?: boolean;
  readonly jobs: number;
  readonly retry?: 'failed';
  readonly failFast?: boolean;
  readonly json?: boolean;
}

export function startCommand(): Command {
  return new Command('start')
    .description('run what is missing of a sweep; the same command continues it after any interruption')
    .argument('<file or folder>', 'the sweep in YAML or JSON, or the folder of one that was started')
    .option('--out <folder>', 'where it is kept (default: runs/<name of the file>)')
    .option('--jobs <n>', 'runs at a time, each in a process', positiveNumber, defaultJobs)
    .option('--retry <which>', 'try failed runs again: failed', failedOnly)
    .option('--fail-fast', 'stop the whole sweep when a run fails')
    .option('--new-code', 'plan all runs anew with the program of today')
    .option('--json', 'print JSON instead of a table')
    .addHelpText(
      'after',
      `
Examples:
  burstwise sweep start sweep.yaml --jobs 4
  burstwise sweep start runs/sweep --retry failed`,
    )
    .action(start);
}

async function start(given: string, options: StartOptions): Promise<void> {
  const folder = await folderOf(given, options);
  if (options.retry === 'failed') retryFailed(folder);
  await runHere(folder, options);
  const status = await sweepStatus(folder);
  printStatus(folder, status, options.json ?? false);
  const { failed } = status.counts;
  if (failed > 0)
    throw new BurstwiseError(
      `${failed} of ${status.runs.length} runs failed; try again with: burstwise sweep start ${folder.path} --retry failed`,
    );
}

/** The folder of the sweep, planned if a file is given. */
async function folderOf(given: string, { out, newCode }: StartOptions): Promise<SweepFolder> {
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory()) {
    if (out !== undefined || newCode === true)
      throw new UsageError(
        `--${out === undefined ? 'new-code' : 'out'}: expected the file of the sweep beside it, received a folder`,
      );
    return openSweep(given);
  }
  const path = out ?? `runs/${basename(given, extname(given))}`;
  const { folder, notes } = await prepareSweep(await checkSweep(given), path, { newCode });
  tellNotes(notes);
  tell(`sweep folder: ${path}`);
  return folder;
}

/** Works on it with processes of this machine, until nothing is left. */
async function runHere(folder: SweepFolder, { jobs, failFast }: StartOptions): Promise<void> {
  const { counts, runs } = await sweepStatus(folder);
  const open = counts.waiting + counts.running;
  if (open === 0) return;
  const stop = listenForStop();
  const progress = createProgress();
  let done = counts.done;
  try {
    progress.start(runs.length, 'runs');
    progress.update(done);
    await superviseWorkers(folder, {
      jobs: Math.min(jobs, open),
      wait: true,
      failFast,
      stop,
      onMessage(message) {
        if (message.event === 'ended' && message.state === 'done') progress.update(++done);
      },
    });
  } finally {
    progress.stop();
    stop.dispose();
  }
}

function failedOnly(text: string): 'failed' {
  if (text === 'failed') return text;
  throw new UsageError(`--retry: expected failed, received ${text}`);
}
