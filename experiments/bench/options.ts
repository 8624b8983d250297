import { closeSync, openSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { positiveNumber } from '../../src/cli/settings.ts';
import { experimentCommand } from '../harness/options.ts';
import { type Workload, workloads } from './workloads.ts';

/** What to measure, and how long. */
export interface BenchOptions {
  /** Number of rounds. */
  readonly rounds: number;
  /** Seconds that each measurement of a kernel takes, at least. */
  readonly seconds: number;
  /** Seconds that each measurement of an environment takes, at least. */
  readonly environmentSeconds: number;
  /** The workloads to measure. */
  readonly workloads: readonly Workload[];
  /** Whether memory and environments are measured, too. */
  readonly everything: boolean;
  /** Whether the measurement is a short one. */
  readonly quick: boolean;
  /** File for the results. */
  readonly out?: string | undefined;
  /** Whether to print JSON. */
  readonly json: boolean;
}

/** Workloads that are slow in NumPy and add little to the others. */
const large = /N = (250|1000|2000|4000)/;

/** Reads the command line; an error ends the process before any measurement. */
export function benchOptions(): BenchOptions {
  const command = experimentCommand(
    'bench',
    'speed and memory of the kernels beside dense NumPy, and of environments beside Python, in one run',
  )
    .option('--rounds <n>', 'how often everything is measured', positiveNumber, 9)
    .option('--seconds <n>', 'how long each measurement of a kernel takes, at least', positiveReal, 0.25)
    .option('--only <text>', 'only workloads whose name contains this')
    .option('--quick', 'a few workloads, three short rounds')
    .option('--out <file>', 'keep the results here as well, as JSON', writableFile)
    .option('--json', 'print JSON instead of tables')
    .parse();
  const given = command.opts<{
    rounds: number;
    seconds: number;
    only?: string;
    quick?: boolean;
    out?: string;
    json?: boolean;
  }>();
  const { only = '', quick = false, json = false, out } = given;
  const { rounds, seconds } = quick ? { rounds: 3, seconds: 0.05 } : given;
  const chosen = workloads.filter(({ name }) => name.includes(only) && !(quick && large.test(name)));
  if (chosen.length === 0) {
    const names = workloads.map(({ name }) => JSON.stringify(name)).join(', ');
    const leftOut = quick ? ' (with --quick, not those of N = 250 and from 1000 on)' : '';
    command.error(`error: --only: expected a part of ${names}${leftOut}, received ${JSON.stringify(only)}`);
  }
  const environmentSeconds = quick ? 0.1 : 0.5;
  const everything = only === '';
  return { rounds, seconds, environmentSeconds, workloads: chosen, everything, quick, out, json };
}

function positiveReal(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError(`Expected a number above 0, received "${text}".`);
}

/** Checks a path before the measurements rather than after them. */
function writableFile(path: string): string {
  try {
    closeSync(openSync(path, 'a'));
    return path;
  } catch (error) {
    throw new InvalidArgumentError(
      `Expected a file that can be written, received ${(error as Error).message}.`,
    );
  }
}
