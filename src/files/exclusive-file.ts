import { randomUUID } from 'node:crypto';
import { linkSync, rmSync, statSync, writeFileSync } from 'node:fs';

/**
 * Writes a file unless there is one of that name: of several processes, on one machine or on several with a shared folder,
 * one succeeds. Readers meet the whole content. A link is what network file systems make in one step, too.
 *
 * @returns whether the file is ours
 * @throws the error of the file system
 */
export function createExclusive(path: string, content: string): boolean {
  // Processes on other machines, or in other containers, may have our number.
  const temporary = `${path}.${randomUUID()}.tmp`;
  writeFileSync(temporary, content, { flag: 'wx', flush: true });
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // A network file system that repeats a request whose answer was lost meets the link that it made itself.
    return statSync(temporary).nlink > 1;
  } finally {
    rmSync(temporary, { force: true });
  }
}
