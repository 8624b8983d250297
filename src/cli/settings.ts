import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseConfig } from '../config/config.ts';
import { applySettings, loadConfigFile } from '../config/config-file.ts';
import { kernelSchema } from '../models/burst/schema.ts';
import { type LogLevel, logLevels } from '../process/logger.ts';
import { defaultJobs } from '../process/threads.ts';
import type { CommonConfig, Trainable } from '../run/trainable.ts';

/** Options from which a configuration is put together; later ones win: file, --set, then --seed and --kernel. */
export interface ConfigOptions {
  readonly config?: string;
  readonly set: readonly string[];
  readonly seed?: number;
  readonly kernel?: string;
}

export function addConfigOptions(command: Command): Command {
  return command
    .option('--config <file>', 'settings in YAML or JSON')
    .addOption(repeatable('--set <key=value>', 'one setting, e.g. --set imitation.rounds=8; may be repeated'))
    .option('--seed <n>', 'decides every random number of the run', wholeNumber)
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

/** @throws ConfigError naming each setting that does not fit */
export function resolveConfig<Config extends CommonConfig>(
  task: Trainable<Config>,
  options: ConfigOptions,
): Config {
  const file = options.config === undefined ? {} : loadConfigFile(options.config);
  const direct = {
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.kernel === undefined ? {} : { kernel: options.kernel }),
  };
  const raw = { ...applySettings(file, options.set), ...direct };
  return parseConfig(task.schema, raw, options.config ?? 'settings');
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

export function positiveNumber(text: string): number {
  return wholeNumberFrom(1, text);
}

function wholeNumberFrom(least: number, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new InvalidArgumentError(`Expected a whole number of at least ${least}, received "${text}".`);
}
