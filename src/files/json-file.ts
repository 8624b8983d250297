import { ConfigError } from '../errors.ts';
import { parseJsonBytes } from './json.ts';
import { readRegularFile } from './regular-file.ts';

/** A longer file is not read, unless its reader says otherwise. */
const MOST_BYTES = 2 ** 23;

/**
 * The value in a JSON file.
 *
 * @param what what the file should be, for errors, e.g. `a readable file of reference data`
 * @param most length in bytes beyond which it is not read
 * @throws ConfigError when the file cannot be read, or is not JSON
 */
export function readJsonFile(path: string, what: string, most: number = MOST_BYTES): unknown {
  const refuse = (expected: string, cause: unknown) =>
    new ConfigError(path, [{ path: '', expected, received: (cause as Error).message }], { cause });
  let bytes: Uint8Array;
  try {
    bytes = readRegularFile(path, most);
  } catch (cause) {
    throw refuse(what, cause);
  }
  try {
    return parseJsonBytes(bytes);
  } catch (cause) {
    throw refuse('JSON', cause);
  }
}
