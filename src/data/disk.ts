import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

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
