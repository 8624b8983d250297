import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/**
 * The content of a file: of a real one, since reading from pipes and devices may never end.
 *
 * @param most length beyond which it is not read
 * @throws Error saying what is there instead, or the error of the file system
 */
export function readRegularFile(path: string, most: number): Uint8Array {
  // Opening a pipe would wait for somebody to write into it.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw unreadable(`${path} is a folder`, 'EISDIR');
    if (!stats.isFile()) throw unreadable(`${path} is a pipe or device`, 'ESPIPE');
    if (stats.size > most)
      throw unreadable(`${path} has ${stats.size} bytes, more than ${most}`, 'ERR_FS_FILE_TOO_LARGE');
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The first bytes of a file, a pipe or a device, which may never end.
 *
 * @throws the error of the file system
 */
export function readStart(path: string, most: number): Uint8Array {
  const buffer = Buffer.allocUnsafe(most);
  const descriptor = openSync(path, 'r');
  try {
    let length = 0;
    for (let count = 1; count > 0 && length < most; length += count)
      count = readSync(descriptor, buffer, length, most - length, null);
    return buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The last bytes of a file, all of it where it is shorter.
 *
 * @throws the error of the file system
 */
export function readEnd(path: string, most: number): Uint8Array {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, most));
    const count = readSync(descriptor, buffer, 0, buffer.length, Math.max(size - most, 0));
    return buffer.subarray(0, count);
  } finally {
    closeSync(descriptor);
  }
}

/** An error of the kind that the file system itself throws, with a code. */
function unreadable(message: string, code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}
