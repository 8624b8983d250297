import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';

/** Folders that this process is recording into. */
const own = new Set<string>();

/** Keeps others out of the folder of a recording, in this process and in other ones. */
export class RecordingLock {
  readonly #folder: string;
  readonly #path: string;

  /** @throws UsageError when somebody is recording there */
  constructor(folder: string, id: string) {
    this.#folder = realpathSync(folder);
    this.#path = join(folder, 'lock');
    const content = `${process.pid} ${startOf(process.pid) ?? ''}`;
    if (own.has(this.#folder)) throw refusal(id, 'another recorder of this process', 'close that one first');
    try {
      writeFileSync(this.#path, content, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const [pid, start] = readFileSync(this.#path, 'utf8').split(' ');
      if (isRunning(Number(pid), start))
        throw refusal(
          id,
          `process ${pid}`,
          `wait for it, or choose another id; if it does something else, remove ${this.#path}`,
        );
      writeFileSync(this.#path, content);
    }
    own.add(this.#folder);
  }

  release(): void {
    own.delete(this.#folder);
    rmSync(this.#path, { force: true });
  }
}

function refusal(id: string, received: string, remedy: string): UsageError {
  return new UsageError(`${id}: expected nobody to be recording it, received ${received}; ${remedy}`);
}

/** Whether a process runs that began at that time: numbers of processes are used again. */
function isRunning(pid: number, start: string | undefined): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  if (now === null || start === undefined || start === '') return pid !== process.pid;
  return now === start;
}

/** When a process began, in clock ticks since the machine did; null where the system does not say. */
function startOf(pid: number): string | null {
  try {
    // The name of the program, in brackets, may have spaces in it.
    const [, rest] = /.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!;
    return rest!.split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
