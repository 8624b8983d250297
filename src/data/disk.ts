import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';

/** What people can do about errors of the file system. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on the disk; what was recorded until now is safe',
  EDQUOT: 'make room on the disk; what was recorded until now is safe',
  EFBIG: 'make room on the disk; what was recorded until now is safe',
};

/** What is done with files, and what people can do where they may not. */
const purposes = {
  write: {
    expected: 'to read and write there',
    forbidden: 'choose a folder that you may write to with --root',
  },
  writeFile: { expected: 'to write there', forbidden: 'name a file that you may write to' },
  read: { expected: 'to read there', forbidden: 'ask whose they are for leave to read them' },
} as const;

/**
 * Does something with files.
 *
 * @throws UsageError saying what the file system refused and what to do about it
 */
export function onDisk<T>(path: string, action: () => T, what: keyof typeof purposes = 'write'): T {
  try {
    return action();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined || cause instanceof UsageError) throw cause;
    const { expected, forbidden } = purposes[what];
    const known = ['EACCES', 'EPERM', 'EROFS'].includes(code) ? forbidden : remedies[code];
    const remedy = known === undefined ? '' : `; ${known}`;
    throw new UsageError(`${path}: expected ${expected}, received ${message}${remedy}`, { cause });
  }
}

/** Where datasets are: the environment variable `MINARI_DATASETS_PATH`, else `.minari/datasets` in the home folder. */
export function datasetsRoot(): string {
  return process.env['MINARI_DATASETS_PATH'] ?? join(homedir(), '.minari', 'datasets');
}

/** SHA-256 of a file, or of the `length` bytes of it from `start` on, as hexadecimal digits. */
export function hashFile(path: string, start = 0, length = Number.POSITIVE_INFINITY): string {
  const hash = createHash('sha256');
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (let done = 0; done < length; ) {
      const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, length - done), start + done);
      if (count === 0) break;
      hash.update(buffer.subarray(0, count));
      done += count;
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}
