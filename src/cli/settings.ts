import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Kernel } from '../models/burst/population.ts';
import { kernelSchema } from '../models/burst/schema.ts';
import { type LogLevel, logLevels } from '../process/logger.ts';
import { defaultJobs } from '../process/threads.ts';

/** Options from which a configuration is put together; later ones win: file, --set, then --seed and --kernel. */
export interface ConfigOptions extends UseOption {
  readonly config?: string;
  readonly set: readonly string[];
  readonly seed?: number;
  readonly kernel?: Kernel;
}

export interface UseOption {
  readonly use: readonly string[];
}

/** Adds --use. The program loads the modules, and what is built in, before the command runs. */
export function addUseOption(command: Command): Command {
  return command.addOption(
    repeatable('--use <module>', 'a module with tasks of your own, e.g. ./my-task.ts; may be repeated'),
  );
}

export function addConfigOptions(command: Command): Command {
  return addUseOption(command)
    .option('--config <file>', 'settings in YAML or JSON')
    .addOption(
      repeatable(
        '--set <key=value>',
        'one setting, e.g. --set imitation.rounds=8; @file reads its value; may be repeated',
      ),
    )
    .option('--seed <n>', 'decides every random number of the run (default: 1)', wholeNumber)
    .addOption(kernelOption());
}

/** --kernel. @param byDefault which it is if not given, for people */
export function kernelOption(byDefault = 'simd, or event64 where there is no SIMD'): Option {
  const meaning = 'how networks are computed: simd (float32, fastest), event64 or dense64 (float64)';
  return new Option('--kernel <name>', `${meaning}; default: ${byDefault}`).choices(
    kernelSchema.unwrap().options,
  );
}

export function addLogOption(command: Command): Command {
  return command.addOption(
    new Option('--log-level <level>', 'what to log on standard error').choices(logLevels).default('warn'),
  );
}

/** Adds --jobs; what it gives does not depend on it. */
export function addJobsOption(command: Command): Command {
  return command.option(
    '--jobs <n>',
    'threads to work with; the results are the same for any number',
    positiveNumber,
    defaultJobs,
  );
}

export interface JobsOption {
  readonly jobs: number;
}

export interface LogOption {
  readonly logLevel: LogLevel;
}

/** An option that may be given several times; its value is the list of what was given. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description)
    .default([], 'none')
    .argParser((value: string, previous: readonly string[]) => [...previous, value]);
}

export function wholeNumber(text: string): number {
  return wholeNumberFrom(0, text);
}

/** A seed of an environment: a whole number below 2^64, which is a bigint where a number would round it. */
export function environmentSeed(text: string): number | bigint {
  const digits = /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
  if (digits === undefined || digits >= 2n ** 64n)
    throw new InvalidArgumentError(`Expected a whole number from 0 to 2^64 - 1, received "${text}".`);
  return digits <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(digits) : digits;
}

export function positiveNumber(text: string): number {
  return wholeNumberFrom(1, text);
}

function wholeNumberFrom(least: number, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new InvalidArgumentError(`Expected a whole number of at least ${least}, received "${text}".`);
}
