import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from './folder-lock.ts';
import { syncFolder } from './folders.ts';
import { hostIdentity } from './process-identity.ts';
import { sha256OfText } from './sha256.ts';

/** This machine in the names of temporary files: numbers of processes say nothing about those of others. */
const machine = sha256OfText(hostIdentity()).slice(0, 8);

/** A file in the making: a reader, or a crash at any moment, meets either the old content or all of the new one. */
export class AtomicFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #descriptor: number;

  /** @throws the error of the file system, as do all methods */
  constructor(path: string) {
    this.#path = path;
    this.#temporary = `${path}.${machine}-${process.pid}.tmp`;
    removeRests(path);
    this.#descriptor = openSync(this.#temporary, 'w');
  }

  write(content: string | Uint8Array): void {
    writeAll(this.#descriptor, content);
  }

  /** Puts the file in its place. */
  finish(): void {
    try {
      fsyncSync(this.#descriptor);
      renameSync(this.#temporary, this.#path);
    } catch (error) {
      this.discard();
      throw error;
    }
    closeSync(this.#descriptor);
    syncFolder(dirname(this.#path));
  }

  /** Leaves nothing but the old content. */
  discard(): void {
    closeSync(this.#descriptor);
    rmSync(this.#temporary, { force: true });
  }
}

/** Whether a file of that name is one in the making, or what was left of one. */
export function isInTheMaking(name: string): boolean {
  return /\.([0-9a-f]{8}-)?\d+\.tmp$/.test(name);
}

/** Removes what processes of this machine left that were killed while they wrote the same file. */
function removeRests(path: string): void {
  const [folder, prefix] = [dirname(path), `${basename(path)}.${machine}-`];
  for (const name of readdirSync(folder)) {
    const [, pid] = name.startsWith(prefix) ? (/^(\d+)\.tmp$/.exec(name.slice(prefix.length)) ?? []) : [];
    if (pid === undefined || Number(pid) === process.pid || isRunning(Number(pid))) continue;
    rmSync(join(folder, name), { force: true });
  }
}

/**
 * Writes a file as an `AtomicFile`.
 *
 * @throws the error of the file system; the temporary file is removed and the old content stays
 */
export function writeFileAtomic(path: string, content: string | Uint8Array): void {
  const file = new AtomicFile(path);
  try {
    file.write(content);
  } catch (error) {
    file.discard();
    throw error;
  }
  file.finish();
}

/**
 * Writes all of it: one call of the system may write less.
 *
 * @param position in the file; where the last write ended if not given
 */
export function writeAll(descriptor: number, content: string | Uint8Array, position?: number): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let done = 0; done < bytes.length; ) {
    const at = position === undefined ? null : position + done;
    try {
      done += writeSync(descriptor, bytes, done, bytes.length - done, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      // A pipe that is full for now.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
