import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../errors.ts';
import { positiveNumber } from './settings.ts';

/** Where a command works that processes on several machines can share, and how a cluster is asked for jobs. */
export interface SlurmOptions {
  readonly on?: 'local' | 'slurm';
  readonly profile?: string;
  readonly pack?: number;
  readonly oomFactor?: number;
  readonly dryRun?: boolean;
  readonly retry?: 'failed';
}

/** What a command has jobs do. */
interface Words {
  /** What they take one after the other, e.g. `runs`. */
  readonly items: string;
  /** Where it works if it is not told. */
  readonly byDefault: string;
  /** When failures are tried again. */
  readonly retry: string;
}

/** Adds --on, and what goes with it. */
export function addSlurmOptions(command: Command, { items, byDefault, retry }: Words): Command {
  return command
    .addOption(
      new Option('--on <where>', `this machine, or jobs of a Slurm cluster (default: ${byDefault})`).choices([
        'local',
        'slurm',
      ]),
    )
    .option('--profile <file>', 'with --on slurm: partition, account, time, memory, … in YAML')
    .option(
      '--pack <n>',
      `with --on slurm: ${items} that a job takes one after the other (default: 1)`,
      positiveNumber,
    )
    .option(
      '--oom-factor <x>',
      'with --on slurm: factor by which memory grows after a job ran out of it (default: 2)',
      Number,
    )
    .option('--dry-run', 'with --on slurm: print the scripts and submit nothing')
    .option('--retry <which>', retry, failedOnly);
}

/** Of a profile, for helps. */
export const PROFILE_EXAMPLE = `Example of a profile:
  partition: short
  account: neuro
  time: 2 h
  memory: 2 GB`;

/** @throws UsageError where options make sense with --on slurm only */
export function refuseWithoutSlurm(options: SlurmOptions, names: readonly (keyof SlurmOptions)[]): void {
  for (const name of names) {
    if (options[name] === undefined) continue;
    const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(
      `--${flag}: expected --on slurm beside it, received ${options.on === undefined ? 'none' : `--on ${options.on}`}; leave it out`,
    );
  }
}

function failedOnly(text: string): 'failed' {
  if (text === 'failed') return text;
  throw new InvalidArgumentError(`Expected failed, received "${text}".`);
}
