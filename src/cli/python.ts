import { Command } from 'commander';
import { BurstwiseError } from '../errors.ts';
import { print, tell } from './output.ts';
import { repeatable } from './settings.ts';

interface SetupOptions {
  readonly directory?: string;
  readonly python?: string;
  readonly package: readonly string[];
}

export function pythonCommand(): Command {
  const command = new Command('python');
  command
    .command('setup')
    .description(
      'install what the bridge needs (NumPy, Gymnasium) into a virtual environment of this folder, and gymnasium_js, by ' +
        'which Python makes the environments that are here',
    )
    .option('--directory <folder>', 'the virtual environment (default: .venv)')
    .option('--python <command>', 'the interpreter to make it with (default: python3)')
    .addOption(repeatable('--package <name>', 'a further package, e.g. minigrid; may be repeated'))
    .action(setup);
  return command;
}

async function setup({ directory, python, package: packages }: SetupOptions): Promise<void> {
  const { PythonBridgeError, setupPython } = await import('gymnasium-js/python');
  const onOutput = (text: string) => void process.stderr.write(text);
  try {
    const { python: interpreter, versions } = await setupPython({ directory, python, packages, onOutput });
    print(interpreter);
    tell(
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    );
  } catch (error) {
    if (error instanceof PythonBridgeError) throw new BurstwiseError(error.message, { cause: error });
    throw error;
  }
}
