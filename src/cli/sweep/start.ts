import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { Command, Option } from 'commander';
import { BurstwiseError, UsageError } from '../../errors.ts';
import { createProgress } from '../../process/progress.ts';
import { quoted } from '../../process/quoted.ts';
import { listenForStop } from '../../process/stop-signals.ts';
import { defaultJobs } from '../../process/threads.ts';
import { retryFailed } from '../../run/leases/retry.ts';
import { isHandedOver } from '../../run/slurm/profile.ts';
import { startSweepOnSlurm } from '../../run/sweep/on-slurm.ts';
import { checkSweep, prepareSweep } from '../../run/sweep/prepare.ts';
import { sweepStatus } from '../../run/sweep/status.ts';
import { superviseWorkers } from '../../run/sweep/supervise.ts';
import { isSweepFolder, openSweep, type SweepFolder } from '../../run/sweep/sweep-folder.ts';
import { print, tell, tellNotes } from '../output.ts';
import { positiveNumber } from '../settings.ts';
import { addSlurmOptions, PROFILE_EXAMPLE, refuseWithoutSlurm, type SlurmOptions } from '../slurm-options.ts';
import { printStatus } from './print-status.ts';

interface StartOptions extends SlurmOptions {
  readonly out?: string;
  readonly newCode?: boolean;
  readonly jobs: number;
  readonly failFast?: boolean;
  /** Of a feeder: how often the sweep had been stopped, and the jobs that it waited for. */
  readonly feed?: { readonly stops: number; readonly after: readonly string[] };
  readonly json?: boolean;
}

export function startCommand(): Command {
  const command = new Command('start')
    .description('run what is missing of a sweep; the same command continues it after any interruption')
    .argument('<file or folder>', 'the sweep in YAML or JSON, or the folder of one that was started')
    .option('--out <folder>', 'where it is kept (default: runs/<name of the file>)')
    .option('--jobs <n>', 'runs at a time, each in a process', positiveNumber, defaultJobs)
    .option('--fail-fast', 'stop the whole sweep when a run fails');
  const words = { items: 'runs', byDefault: 'local', retry: '`failed`: start failed runs again' };
  return addSlurmOptions(command, words)
    .addOption(new Option('--feed <stops:jobs>').argParser(feeding).hideHelp())
    .option('--new-code', 'plan all runs anew with the program of today')
    .option('--json', 'print JSON instead of a table')
    .addHelpText(
      'after',
      `
Examples:
  burstwise sweep start sweep.yaml --jobs 4
  burstwise sweep start runs/sweep --retry failed
  burstwise sweep start sweep.yaml --on slurm --profile lab.yaml --pack 20
${PROFILE_EXAMPLE}`,
    )
    .action(start);
}

async function start(given: string, options: StartOptions): Promise<void> {
  const { folder, isNew } = await folderOf(given, options);
  if (options.on === 'slurm') {
    await submit(folder, isNew, options);
    return;
  }
  refuseWithoutSlurm(options, ['profile', 'pack', 'oomFactor', 'dryRun']);
  if (options.retry === 'failed') {
    const ids = folder.readPlan().map(({ id }) => id);
    retryFailed(folder, ids, folder.readFile().lease);
  }
  await runHere(folder, options);
  const status = await sweepStatus(folder);
  printStatus(folder, status, options.json ?? false);
  if (status.counts.done > 0) tell(`see what it found: burstwise sweep report ${quoted(folder.path)}`);
  const { failed } = status.counts;
  if (failed > 0)
    throw new BurstwiseError(
      `${failed} of ${status.runs.length} runs failed; try again with: burstwise sweep start ${folder.path} --retry failed`,
    );
}

/** Submits what is missing. @param isNew whether this command made the folder, which then also stays if nothing was submitted */
async function submit(folder: SweepFolder, isNew: boolean, options: StartOptions): Promise<void> {
  try {
    const { text, scripts } = await startSweepOnSlurm(folder, options);
    for (const script of scripts) process.stdout.write(`${script}\n`);
    print(text);
  } finally {
    if (isNew && !isHandedOver(folder.jobsPath))
      tell(
        `nothing was submitted; ${folder.path} keeps the plan and a copy of the program: submit it with the same command, or remove the folder`,
      );
  }
}

/** The folder of the sweep, planned if a file is given. */
async function folderOf(
  given: string,
  { out, newCode }: StartOptions,
): Promise<{ readonly folder: SweepFolder; readonly isNew: boolean }> {
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory()) {
    if (out !== undefined || newCode === true)
      throw new UsageError(
        `--${out === undefined ? 'new-code' : 'out'}: expected the file of the sweep beside it, received a folder`,
      );
    return { folder: openSweep(given), isNew: false };
  }
  const path = out ?? `runs/${basename(given, extname(given))}`;
  const isNew = !isSweepFolder(path);
  const { folder, notes } = await prepareSweep(await checkSweep(given), path, { newCode });
  tellNotes(notes);
  tell(`sweep folder: ${path}`);
  return { folder, isNew };
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

function feeding(text: string): { readonly stops: number; readonly after: readonly string[] } {
  const [stops, ...after] = text.split(':');
  return { stops: Number(stops), after };
}
