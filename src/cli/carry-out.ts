import { type Command, Option } from 'commander';
import { BurstwiseError, UsageError } from '../errors.ts';
import { createProgressGroup } from '../process/progress.ts';
import { listenForStop } from '../process/stop-signals.ts';
import type { Cell } from '../run/cells/cell.ts';
import type { CellStore } from '../run/cells/cell-store.ts';
import { type CellWork, completeCells } from '../run/cells/cell-work.ts';
import { type CellCommand, CellsOnSlurm } from '../run/cells/on-slurm.ts';
import { takeCells } from '../run/cells/take-cells.ts';
import { supervise } from '../run/leases/supervise.ts';
import { insideWorker } from './inside-worker.ts';
import { print, tell } from './output.ts';
import { type JobsOption, positiveNumber } from './settings.ts';
import { addSlurmOptions, refuseWithoutSlurm, type SlurmOptions } from './slurm-options.ts';
import { stopAtInterrupt } from './stop-at-interrupt.ts';

/** Where a command measures its cells. */
export interface CellOptions extends SlurmOptions, JobsOption {
  /** Of a job: how many cells it measures. */
  readonly take?: number;
  /** Of a process that a job started. */
  readonly inside?: boolean;
  /** Of such a process: that it takes the place of one that was killed. */
  readonly replacing?: boolean;
  /** Of a feeder: the jobs that it waited for. */
  readonly feed?: readonly string[];
}

/** Adds --on and what goes with it to a command that measures cells. */
export function addCellOptions(command: Command): Command {
  const words = {
    items: 'cells',
    byDefault: 'local; if the cells were submitted to Slurm, report their progress only',
    retry: 'with --on slurm: `failed`: measure failed cells again',
  };
  return addSlurmOptions(command, words)
    .addOption(new Option('--take <n>').argParser(positiveNumber).hideHelp())
    .addOption(new Option('--inside').hideHelp())
    .addOption(new Option('--replacing').hideHelp())
    .addOption(new Option('--feed <jobs>').argParser((text) => text.split(':')).hideHelp());
}

/**
 * Measures the cells of a command here, or has a cluster do so, as its options say.
 *
 * @returns the conclusion; undefined where this command only submitted jobs, or is one of them
 * @throws BurstwiseError saying how far the cells are, where they were handed to a cluster and are not complete
 */
export async function carryOut<C extends Cell, Result, Outcome>(
  work: CellWork<C, Result, Outcome>,
  options: CellOptions,
): Promise<Outcome | undefined> {
  const { store, cells } = work;
  const { on, take } = options;
  if (store === null) {
    if (on === 'slurm')
      throw new UsageError(
        '--on slurm: expected --out <folder> beside it, received none; jobs share its cells',
      );
    refuseWithoutSlurm(options, ofSlurm);
    return measureHere(work, options);
  }
  const command = cellCommand();
  if (take !== undefined) {
    await (options.inside
      ? takeInside(work, store, take, !options.replacing)
      : superviseTaking(store, command, take, options));
    return undefined;
  }
  if (on !== 'slurm') refuseWithoutSlurm(options, ofSlurm);
  const jobs = new CellsOnSlurm(store, cells, command);
  const isElsewhere = on === 'slurm' || (on === undefined && jobs.isHandedOver);
  if (!isElsewhere || (jobs.isComplete && !options.dryRun)) return measureHere(work, options);
  if (on === undefined)
    throw new BurstwiseError(
      `${await jobs.status()}\nrepeat the command when they are complete, or measure here, too, with --on local; --on slurm submits what is missing`,
    );
  try {
    await submit(jobs, options);
  } finally {
    // Where nothing was submitted, nothing shall stay.
    store.withdraw();
  }
  return undefined;
}

const ofSlurm = ['profile', 'pack', 'oomFactor', 'dryRun', 'retry'] as const;

/** Measures the cells with threads of this process. */
async function measureHere<C extends Cell, Result, Outcome>(
  work: CellWork<C, Result, Outcome>,
  { jobs }: JobsOption,
): Promise<Outcome> {
  const displays = createProgressGroup();
  const outcome =
    work.store === null
      ? 'no result is kept without --out'
      : `complete measurements are kept in ${work.store.path}`;
  const interrupt = stopAtInterrupt(outcome, displays);
  try {
    return await completeCells(work, { jobs, displays, signal: interrupt.signal });
  } finally {
    interrupt.dispose();
  }
}

/** Submits what is missing, and says so. */
async function submit(jobs: CellsOnSlurm, { feed: after, ...options }: CellOptions): Promise<void> {
  const { text, scripts } = await jobs.start({ ...options, after });
  for (const script of scripts) process.stdout.write(`${script}\n`);
  print(text);
  if (options.dryRun === true) return;
  print(await jobs.status());
  tell('the same command without --on slurm says how far it is, and shows the result when all is there');
}

/** In a job: has a process measure for each of its processors, so that the job outlives one that the system ends. */
async function superviseTaking(
  store: CellStore,
  { takeInside: workerCommand }: JobCommand,
  limit: number,
  { jobs }: JobsOption,
): Promise<void> {
  const stop = listenForStop();
  try {
    await supervise(
      {
        attempts: (id) => store.attempts(id),
        isStopped: () => false,
        workerCommand,
        outcome: 'what was measured is kept',
      },
      { jobs, limit, stop },
    );
  } finally {
    stop.dispose();
  }
}

/** In a process of a job: measures one cell after the other. */
async function takeInside<C extends Cell, Result, Outcome>(
  work: CellWork<C, Result, Outcome>,
  store: CellStore,
  limit: number,
  isFirst: boolean,
): Promise<void> {
  const pool = work.openPool(1);
  try {
    await insideWorker((context) =>
      takeCells(work.cells, (cell, show) => work.measure(pool, cell, show), {
        store,
        limit,
        isFirst,
        ...context,
      }),
    );
  } finally {
    await pool.close();
  }
}

/** The commands of jobs and their processes. */
interface JobCommand extends CellCommand {
  /** Program and arguments of a process that measures so many cells, the first in its place or not. */
  takeInside(limit: number, isFirst: boolean): readonly [program: string, ...args: string[]];
}

/** Options that say where a command works, those with a value and those without. */
const valued = ['--on', '--profile', '--pack', '--oom-factor', '--retry', '--jobs', '--take', '--feed'];
const flags = ['--dry-run', '--inside', '--replacing'];

/** The command that was given, without where it works: jobs run it in the same folder, and have as many threads as processors. */
export function cellCommand(argv: readonly string[] = process.argv): JobCommand {
  const [node = '', program = '', name = '', ...given] = argv;
  const words = given.filter(
    (word, k) => !valued.includes(given[k - 1]!) && ![...valued, ...flags].includes(word.split('=')[0]!),
  );
  return {
    take: (limit) => [node, program, name, '--take', `${limit}`, ...words],
    takeInside: (limit, isFirst) => [
      ...([program, name, '--take', `${limit}`, '--inside'] as const),
      ...(isFirst ? [] : ['--replacing']),
      ...words,
    ],
    feed: (jobs) => [node, program, name, '--on', 'slurm', '--feed', jobs.join(':'), ...words],
  };
}
