import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { BurstwiseError } from '../errors.ts';
import { surviveLostOutput } from '../process/lost-output.ts';
import { requireOpenFiles } from '../process/open-files.ts';
import { version } from '../process/program-info.ts';
import { speakLocale } from '../terminal/ascii.ts';
import { formatText, tell } from './output.ts';
import type { UseOption } from './settings.ts';

const USAGE_ERROR = 2;

/** Columns that are enough for the descriptions in a help beside the names. */
const NARROWEST_HELP = 16;

/** Help and errors of the command line fit into the terminal. */
const output: OutputConfiguration = {
  writeOut: (text) => void process.stdout.write(formatText(text)),
  writeErr: (text) => void process.stderr.write(formatText(text, process.stderr)),
};

/** A command, which is loaded when it is called. */
interface LazyCommand {
  readonly description: string;
  load(): Promise<Command>;
}

/** The commands, in the order of the help. */
const commands: Readonly<Record<string, LazyCommand>> = {
  demo: {
    description:
      'the main job: learn Button & Food from demonstrations, compare with controls, draw pictures',
    load: async () => (await import('./demo.ts')).demoCommand(),
  },
  train: {
    description: 'train on a task, evaluate, and keep everything in a run folder',
    load: async () => (await import('./train.ts')).trainCommand(),
  },
  eval: {
    description: 'evaluate a trained run on fresh layouts',
    load: async () => (await import('./eval.ts')).evalCommand(),
  },
  compare: {
    description: 'success against labels of several ways of learning a task, with intervals and paired tests',
    load: async () => (await import('./compare.ts')).compareCommand(),
  },
  'compare-runs': {
    description: 'trained runs on the same fresh layouts, with intervals and paired tests',
    load: async () => (await import('./compare-runs.ts')).compareRunsCommand(),
  },
  runs: {
    description:
      'the runs in folders: list, show, compare, and export to CSV, Parquet, TensorBoard, MLflow and model cards',
    load: async () => (await import('./runs/runs.ts')).runsCommand(),
  },
  sweep: {
    description: 'many runs from one file: settings and seeds, planned, run, and compared',
    load: async () => (await import('./sweep/sweep.ts')).sweepCommand(),
  },
  decompose: {
    description: 'report on a split into subtasks: who fails, where and why; tables, JSON and one HTML page',
    load: async () => (await import('./decompose.ts')).decomposeCommand(),
  },
  play: {
    description: 'play a task yourself, in the terminal',
    load: async () => (await import('./play.ts')).playCommand(),
  },
  record: {
    description:
      'record demonstrations of an expert, a trained agent, or your own, as a dataset in Minari’s format',
    load: async () => (await import('./record/record.ts')).recordCommand(),
  },
  data: {
    description: 'datasets of demonstrations',
    load: async () => (await import('./data.ts')).dataCommand(),
  },
  new: {
    description: 'starting files for what you build yourself, and letters that you draw',
    load: async () => (await import('./new/new.ts')).newCommand(),
  },
  config: {
    description: 'print all settings of a task, defaults included, as YAML that train --config reads',
    load: async () => (await import('./config.ts')).configCommand(),
  },
  envs: {
    description: 'environments with experts and subtasks',
    load: async () => (await import('./envs.ts')).envsCommand(),
  },
  reproduce: {
    description: 'repeat published experiments: a verdict for each number, tables, pictures, and a page',
    load: async () => (await import('./reproduce.ts')).reproduceCommand(),
  },
  parity: {
    description: 'repeat a run of the reference implementation and say what agrees',
    load: async () => (await import('./parity.ts')).parityCommand(),
  },
  python: {
    description: 'the bridge to Python environments',
    load: async () => (await import('./python.ts')).pythonCommand(),
  },
};

/** Loads what a command looks up by name: everything that is built in, and the modules of --use. */
async function loadModules(_: Command, command: Command): Promise<void> {
  const { use } = command.opts<Partial<UseOption>>();
  if (use === undefined) return;
  const { useModules } = await import('../run/modules.ts');
  await useModules(use);
}

/** The program with the commands that `args` name; of the others it knows name and description. */
async function createProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('burstwise')
    .description('Hierarchical imitation learning with burst neurons.')
    .version(version())
    .hook('preAction', loadModules)
    .addHelpText(
      'after',
      `
Examples:
  burstwise demo
  burstwise train button-food --seeds 1-3
  burstwise new task my-task

Results go to standard output, progress and logs to standard error.
Exit codes: 0 done, 1 failed, 2 bad input, 3 learning diverged, 130 interrupted.`,
    );
  for (const [name, { description, load }] of Object.entries(commands)) {
    const command = args.includes(name) ? await load() : new Command(name);
    program.addCommand(command.description(description));
  }
  return program;
}

/** Runs the command line; returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  surviveLostOutput();
  for (const stream of [process.stdout, process.stderr]) speakLocale(stream);
  try {
    requireOpenFiles();
    const program = await createProgram(args);
    for (const command of [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)])
      command.exitOverride().configureHelp({ minWidthToWrap: NARROWEST_HELP }).configureOutput(output);
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
    if (isSystemError(error)) {
      tell(`burstwise: ${error.message}`);
      return 1;
    }
    if (!(error instanceof BurstwiseError)) throw error;
    tell(`burstwise: ${error.message}`);
    return error.exitCode;
  }
}

/** An error of the operating system, e.g. a full disk: its message says what and where. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
