import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';

/**
 * Writes a file unless there is one of that name: of several processes, on one machine or on several with a shared folder,
 * one succeeds. Readers meet the whole content. A link is what network file systems make in one step, too.
 *
 * @returns whether the file is ours
 * @throws the error of the file system
 */
export function createExclusive(path: string, content: string): boolean {
  const temporary = `${path}.${threadId}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(temporary, { force: true });
  }
}
