import { closeSync, openSync, readSync } from 'node:fs';

/**
 * The lines of a file one after the other, without holding more than one and a buffer.
 *
 * @param most longest line that is read; in place of a longer one comes null, and nothing after it
 * @throws the error of the file system
 */
export function* readLines(path: string, most: number): IterableIterator<Uint8Array | null> {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1 << 16);
    let pending: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, buffer, 0, buffer.length, null);
      if (count === 0) break;
      const bytes = buffer.subarray(0, count);
      let start = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
        yield Buffer.concat([...pending, bytes.subarray(start, end)]);
        [pending, length] = [[], 0];
        start = end + 1;
      }
      pending.push(Uint8Array.from(bytes.subarray(start)));
      length += count - start;
      if (length > most) return yield null;
    }
    if (length > 0) yield Buffer.concat(pending);
  } finally {
    closeSync(descriptor);
  }
}
