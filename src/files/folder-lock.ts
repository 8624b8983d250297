import { readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './folders.ts';
import { onDisk, type Purpose } from './on-disk.ts';

/** Folders that this thread has locked. */
const own = new Set<string>();

/** Who has a folder. */
export interface LockHolder {
  /** In words, e.g. `process 123`. */
  readonly name: string;
  /** File by which it holds the folder; null within this process. */
  readonly path: string | null;
}

/**
 * Keeps others out of a folder, in this process and in other ones, until it is released or the process ends.
 *
 * A process claims the folder by a file that bears its number and start, which needs one step and no look at who was
 * there before; then it looks. The folder is its own once no other process that runs has a claim. Of several that claim
 * it at once, those withdraw that see a lower number, and the lowest waits until they have, or until one turns out to
 * hold the folder already. Files of processes that ended do not count, and are removed.
 */
export class FolderLock {
  readonly #folder: string;
  readonly #claim: string;

  /** @param busy makes the error to throw when somebody else has the folder */
  constructor(folder: string, busy: (holder: LockHolder) => Error) {
    this.#folder = realpathSync(folder);
    this.#claim = join(this.#folder, `${CLAIM}${process.pid}-${processStart(process.pid) ?? ''}`);
    const holder = own.has(this.#folder) || !created(this.#claim) ? here : this.#contest();
    if (holder !== null) throw busy(holder);
    own.add(this.#folder);
  }

  /** Null once the folder is ours, or else the process that has it. */
  #contest(): LockHolder | null {
    for (let tries = 0; ; tries++) {
      const others = this.#others();
      if (others.length === 0) {
        writeFileSync(`${this.#claim}${HELD}`, '');
        return null;
      }
      const isLate = tries === MOST_TRIES;
      const stronger = others.find(({ pid, isHeld }) => isHeld || isLate || pid < process.pid);
      if (stronger !== undefined) {
        rmSync(this.#claim, { force: true });
        return { name: `process ${stronger.pid}`, path: stronger.path };
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }

  /** Claims of other processes that run; those of others are removed. */
  #others(): readonly Claim[] {
    const others = claimsIn(this.#folder).filter(({ path }) => path !== this.#claim);
    for (const { path, runs } of others) if (!runs) removeClaim(path);
    return others.filter(({ runs }) => runs);
  }

  /** Lets others in. */
  release(): void {
    if (own.delete(this.#folder)) removeClaim(this.#claim);
  }
}

/** How a folder is waited for. */
export interface LockWait {
  /** Makes the error to throw when somebody else has the folder and keeps it. */
  readonly busy: (holder: LockHolder) => Error;
  /** Milliseconds that somebody else may keep it. */
  readonly patience: number;
  /** What it is for, where the file system refuses. */
  readonly purpose: Purpose;
}

/** Milliseconds from one try of a folder that somebody else has to the next. */
const LOOK_EVERY = 50;

/**
 * Makes a folder, and locks it as soon as it is free.
 * @throws UsageError where the file system refuses
 */
export async function lockWhenFree(
  folder: string,
  { busy, patience, purpose }: LockWait,
): Promise<FolderLock> {
  for (const startedMs = performance.now(); ; ) {
    let isBusy = false;
    const noted = (holder: LockHolder) => {
      isBusy = true;
      return busy(holder);
    };
    try {
      return onDisk(
        folder,
        () => {
          makeFolder(folder);
          return new FolderLock(folder, noted);
        },
        purpose,
      );
    } catch (error) {
      if (!isBusy || performance.now() - startedMs >= patience) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

/** Whether a process that runs, this one included, has a folder or is about to. */
export function isLocked(folder: string): boolean {
  return claimsIn(folder).some(({ runs }) => runs);
}

/** Whether a file of that name belongs to a lock on its folder. */
export function isLockFile(name: string): boolean {
  return /^lock-\d+-\d*(\.held)?$/.test(name);
}

/** A file by which a process claims a folder. */
interface Claim {
  readonly pid: number;
  readonly path: string;
  /** Whether the process looked and found no other. */
  readonly isHeld: boolean;
  /** Whether the process runs. */
  readonly runs: boolean;
}

function claimsIn(folder: string): readonly Claim[] {
  const names = readdirSync(folder);
  return names.flatMap((name) => {
    const [, digits, start] = /^lock-(\d+)-(\d*)$/.exec(name) ?? [];
    if (digits === undefined) return [];
    const pid = Number(digits);
    const runs = isRunning(pid, start!);
    return [{ pid, path: join(folder, name), isHeld: names.includes(name + HELD), runs }];
  });
}

const CLAIM = 'lock-';
/** Two milliseconds each. Others decide in less, unless they are stopped. */
const MOST_TRIES = 1000;
/** Ending of the file beside the claim of a process that looked and found no other. */
const HELD = '.held';

const here: LockHolder = { name: 'another part of this process', path: null };

/** Whether a file could be made; false when it was there. */
function created(path: string): boolean {
  try {
    writeFileSync(path, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** The claim goes last: without it, what else is there means nothing. */
function removeClaim(path: string): void {
  rmSync(`${path}${HELD}`, { force: true });
  rmSync(path, { force: true });
}

/** Whether another process runs, or this one, that began at that time: numbers of processes are used again. */
export function isRunning(pid: number, start = ''): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = processStart(pid);
  return now === null || start === '' ? pid !== process.pid : now === start;
}

/** When a process began, in clock ticks since the machine did, or `ended` where its parent did not ask yet how; null where the system does not say. */
export function processStart(pid: number): string | null {
  try {
    // The name of the program, in brackets, may have spaces in it.
    const [, rest] = /.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!;
    const fields = rest!.split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}
