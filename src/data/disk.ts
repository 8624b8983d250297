import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';

/** What can be done about errors of the file system. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on the disk',
  EDQUOT: 'make room on the disk',
  EFBIG: 'make room on the disk',
  EMFILE: 'allow more open files, e.g. ulimit -n 1024',
  ENFILE: 'close other programs',
};

/** What is done with files, and what can be done where that is not allowed. */
const purposes = {
  record: {
    expected: 'to read and write there',
    forbidden: 'choose a folder that you may write to with --root',
    afterwards: '; what was recorded until now is safe',
  },
  write: {
    expected: 'to read and write there',
    forbidden: 'choose a folder that you may write to with --root',
    afterwards: ', and repeat the command',
  },
  writeFile: {
    expected: 'to write there',
    forbidden: 'name a file that you may write to',
    afterwards: ', and repeat the command',
  },
  read: {
    expected: 'to read there',
    forbidden: 'ask their owner for leave to read them',
    afterwards: ', and repeat the command',
  },
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
    const { expected, forbidden, afterwards } = purposes[what];
    const known = remedies[code] === undefined ? '' : `; ${remedies[code]}${afterwards}`;
    const remedy = ['EACCES', 'EPERM', 'EROFS'].includes(code) ? `; ${forbidden}` : known;
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
