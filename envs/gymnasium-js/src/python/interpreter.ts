import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where `setupPython` makes a virtual environment, and where the bridge looks for one. */
export const virtualEnvironment = '.venv';

/** The interpreter of a virtual environment. */
export function interpreterOf(directory: string): string {
  return join(directory, 'bin', 'python');
}

/**
 * The Python interpreter to use: the one asked for, or else `BURSTWISE_PYTHON`, or else that of `.venv` in the
 * working directory, or else `python3` from the PATH.
 */
export function findPython(python?: string, cwd = process.cwd()): string {
  const chosen = python ?? process.env['BURSTWISE_PYTHON'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const local = resolve(cwd, interpreterOf(virtualEnvironment));
  return existsSync(local) ? local : 'python3';
}
