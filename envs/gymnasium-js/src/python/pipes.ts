import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PythonBridgeError } from './errors.ts';

/** The file descriptors of a pipe. */
export interface Pipe {
  readonly readEnd: number;
  readonly writeEnd: number;
}

/**
 * Two pipes that can be read and written without the event loop, which Node's own cannot: named ones, whose names are
 * gone at once.
 * @throws PythonBridgeError where there are no named pipes
 */
export function openPipes(): readonly [Pipe, Pipe] {
  const directory = mkdtempSync(join(tmpdir(), 'gymnasium-js-'));
  try {
    const paths = [join(directory, 'requests'), join(directory, 'responses')] as const;
    execFileSync('mkfifo', ['-m', '600', ...paths], { stdio: 'pipe' });
    return [openPipe(paths[0]), openPipe(paths[1])];
  } catch (error) {
    throw new PythonBridgeError(
      `mkfifo: expected two named pipes in ${directory}, received ${(error as Error).message}. The bridge runs on Linux and macOS; on Windows use WSL.`,
      { cause: error },
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function openPipe(path: string): Pipe {
  // Opening one end waits for the other; opening both at once does not.
  const both = openSync(path, constants.O_RDWR);
  const readEnd = openSync(path, constants.O_RDONLY);
  const writeEnd = openSync(path, constants.O_WRONLY);
  closeSync(both);
  return { readEnd, writeEnd };
}
