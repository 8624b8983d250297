import { Command, CommanderError } from 'commander';
import { BurstwiseError } from '../errors.ts';
import { version } from '../process/program-info.ts';
import { useModules } from '../run/modules.ts';
import { configCommand } from './config.ts';
import { dataCommand } from './data.ts';
import { demoCommand } from './demo.ts';
import { envsCommand } from './envs.ts';
import { evalCommand } from './eval.ts';
import { newCommand } from './new/new.ts';
import { parityCommand } from './parity.ts';
import { playCommand } from './play.ts';
import { pythonCommand } from './python.ts';
import { recordCommand } from './record/record.ts';
import type { UseOption } from './settings.ts';
import { trainCommand } from './train.ts';

const USAGE_ERROR = 2;

/** Loads what a command looks up by name: everything that is built in, and the modules of --use. */
async function loadModules(_: Command, command: Command): Promise<void> {
  const { use } = command.opts<Partial<UseOption>>();
  if (use !== undefined) await useModules(use);
}

function createProgram(): Command {
  return new Command('burstwise')
    .description('Hierarchical imitation learning with burst neurons.')
    .version(version())
    .hook('preAction', loadModules)
    .addHelpText(
      'after',
      '\nResults go to standard output, progress and logs to standard error.' +
        '\nExit codes: 0 done, 1 failed, 2 bad input, 3 learning diverged, 130 interrupted.',
    )
    .addCommand(demoCommand())
    .addCommand(trainCommand())
    .addCommand(evalCommand())
    .addCommand(playCommand())
    .addCommand(recordCommand())
    .addCommand(dataCommand())
    .addCommand(newCommand())
    .addCommand(configCommand())
    .addCommand(envsCommand())
    .addCommand(parityCommand())
    .addCommand(pythonCommand());
}

/** Runs the command line; returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const program = createProgram();
  for (const command of [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)]) {
    command.exitOverride();
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
    if (isSystemError(error)) {
      process.stderr.write(`burstwise: ${error.message}\n`);
      return 1;
    }
    if (!(error instanceof BurstwiseError)) throw error;
    process.stderr.write(`burstwise: ${error.message}\n`);
    return error.exitCode;
  }
}

/** An error of the operating system, e.g. a full disk: its message says what and where. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
