import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';

/** Modules are opened side by side, in each thread. */
const FEWEST = 512;

/**
 * Finds out before the work begins that the system allows too few open files: later, any file may be the one too many,
 * and modules seem to be missing.
 *
 * @throws UsageError saying how to raise the limit
 */
export function requireOpenFiles(): void {
  const limit = openFileLimit();
  if (limit >= FEWEST) return;
  throw new UsageError(
    `open files: expected a limit of at least ${FEWEST}, received ${limit}; raise it with: ulimit -n 1024`,
  );
}

/** Files that this process may have open at a time; infinity where the system does not say. */
function openFileLimit(): number {
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return Number(limit ?? Number.POSITIVE_INFINITY);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
