import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PythonBridgeError, PythonNotFound } from './errors.ts';
import { interpreterOf, virtualEnvironment } from './interpreter.ts';
import { PythonServer, type PythonVersions } from './server.ts';
import { required, writeWheel } from './wheel.ts';

export interface SetupPythonOptions {
  /** Where the virtual environment is, or is to be made. Default `.venv` in the working directory. */
  readonly directory?: string | undefined;
  /** Packages to install beside NumPy and Gymnasium, as pip takes them: `gymnasium[toy-text]`, `stable-baselines3`. */
  readonly packages?: readonly string[] | undefined;
  /** The interpreter that makes the virtual environment. Default `python3`. */
  readonly python?: string | undefined;
  /** Receives what the commands print, in pieces. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

export interface PythonSetup {
  /** The interpreter of the virtual environment. */
  readonly python: string;
  readonly versions: PythonVersions;
}

/**
 * Makes a virtual environment with what the bridge needs, unless there is one, which is then brought up to date, and
 * installs the Python module `gymnasium_js` in it, from a wheel that stays in its folder. What was interrupted can be
 * repeated.
 * @throws PythonNotFound when `python` does not start; PythonBridgeError with what a command printed when it fails
 */
export async function setupPython(options: SetupPythonOptions = {}): Promise<PythonSetup> {
  const { packages = [], onOutput = () => {} } = options;
  const directory = resolve(options.directory ?? virtualEnvironment);
  const python = interpreterOf(directory);
  const unfinished = join(directory, UNFINISHED);
  // Whether a setup that was interrupted may have left something that only looks installed.
  const isBroken = existsSync(unfinished) || (existsSync(python) && !(await hasPip(python)));
  mkdirSync(directory, { recursive: true });
  writeFileSync(unfinished, '');
  if (isBroken) removePip(directory);
  if (isBroken || !existsSync(python))
    await run(options.python ?? 'python3', ['-m', 'venv', directory], onOutput);
  const pip = (...args: readonly string[]) =>
    run(python, ['-m', 'pip', 'install', '--disable-pip-version-check', ...args], onOutput);
  await pip(...(isBroken ? ['--ignore-installed'] : []), ...required, ...packages);
  await removePathFile(python);
  const again = isBroken ? '--ignore-installed' : '--force-reinstall';
  await pip('--no-deps', '--no-index', again, writeWheel(directory));

  const server = new PythonServer({ python });
  server.close();
  rmSync(unfinished);
  return { python, versions: server.versions };
}

/** An empty file in the virtual environment, there from the beginning of a setup to its end. */
const UNFINISHED = 'setup-unfinished';

async function hasPip(python: string): Promise<boolean> {
  try {
    await run(python, ['-m', 'pip', '--version'], () => {});
    return true;
  } catch {
    return false;
  }
}

/** Removes the file by which version 0.1 let Python find its module: pip does not know of it. */
async function removePathFile(python: string): Promise<void> {
  const query = "import sysconfig; print(sysconfig.get_path('purelib'))";
  const sitePackages = (await run(python, ['-c', query], () => {})).trim();
  rmSync(join(sitePackages, 'gymnasium_js.pth'), { force: true });
}

/** Lets the making of the virtual environment install pip as a whole: it keeps one that is there, even a part of one. */
function removePip(directory: string): void {
  const library = join(directory, 'lib');
  const versions = existsSync(library) ? readdirSync(library) : [];
  for (const sitePackages of versions.map((version) => join(library, version, 'site-packages'))) {
    const names = existsSync(sitePackages) ? readdirSync(sitePackages) : [];
    for (const name of names.filter((each) => /^pip(-|$)/.test(each)))
      rmSync(join(sitePackages, name), { recursive: true });
  }
}

/** Runs a command to its end; returns what it printed. */
function run(command: string, args: readonly string[], onOutput: (text: string) => void): Promise<string> {
  return new Promise((settle, fail) => {
    let printed = '';
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        onOutput(text);
      });
    }
    child.once('error', (error) => {
      fail(
        new PythonNotFound(
          `python: expected an interpreter that starts, received '${command}' (${error.message}). Install Python 3.10 or newer and pass its path.`,
        ),
      );
    });
    child.once('close', (code) => {
      if (code === 0) settle(printed);
      else fail(new PythonBridgeError(failed(command, args, code, printed)));
    });
  });
}

function failed(command: string, args: readonly string[], code: number | null, printed: string): string {
  return `${command} ${args.join(' ')}: expected exit code 0, received ${code}. It printed:\n${printed.trim()}`;
}
