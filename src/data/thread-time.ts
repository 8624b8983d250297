import { readFileSync, readlinkSync } from 'node:fs';

/** Clock ticks in a second, in what the kernel of Linux tells: the same on every machine. */
const TICKS = 100;

/** The number by which the system knows this thread; 0 where it does not say. */
export function ownThread(): number {
  try {
    return Number(/\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/**
 * Measures how long a thread of this process has worked since the call, in ms. On a busy machine that is less than the time
 * that has passed. Where the system does not say it of a thread, it is the time of all threads, and at most what has passed.
 *
 * @param thread as `ownThread` says, or 0
 */
export function startWorkClock(thread: number): () => number {
  const passed = performance.now();
  const before = cpuTimeOf(thread);
  if (before !== null) return () => (cpuTimeOf(thread) ?? Number.POSITIVE_INFINITY) - before;
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - passed, (user + system) / 1000);
  };
}

/** Processor time that a thread has used, in ms; null where the system does not say. */
function cpuTimeOf(thread: number): number | null {
  if (thread === 0) return null;
  try {
    // The name of the thread, in brackets, may have spaces in it.
    const [, rest] = /.*\) (.*)/s.exec(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8'))!;
    const fields = rest!.split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
  } catch {
    return null;
  }
}
