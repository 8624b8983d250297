import { statSync } from 'node:fs';
import { CheckpointError } from '../errors.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { type Checkpoint, type CheckpointType, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { readRegularFile, readStart } from './regular-file.ts';
import { checkLength } from './safetensors.ts';

/** Node reads no longer file at once. */
const MOST_BYTES = 2 ** 31 - 1;

/** Writes a checkpoint; a crash meanwhile leaves the old file. @throws the error of the file system */
export function saveCheckpoint(path: string, checkpoint: Checkpoint): void {
  writeFileAtomic(path, encodeCheckpoint(checkpoint));
}

/** Reads a checkpoint file; parameters and errors as in {@link decodeCheckpoint}. */
export function loadCheckpoint(path: string, expected?: CheckpointType): Checkpoint {
  let file: Uint8Array;
  try {
    const stats = statSync(path);
    if (stats.isFile()) checkLength(stats.size, (count) => readStart(path, count), path);
    file = readRegularFile(path, MOST_BYTES);
  } catch (cause) {
    if (cause instanceof CheckpointError) throw cause;
    const problem = { path: '', expected: 'a readable checkpoint file', received: (cause as Error).message };
    throw new CheckpointError(path, problem, { cause });
  }
  return decodeCheckpoint(file, path, expected);
}
