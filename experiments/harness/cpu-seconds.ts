import { readFileSync } from 'node:fs';

/**
 * CPU time in s that the calling thread has taken so far, as Linux counts it; elsewhere the time that has passed, which is
 * longer on a busy machine.
 */
export function cpuSeconds(): number {
  try {
    const [nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    return Number(nanoseconds) / 1e9;
  } catch {
    return performance.now() / 1000;
  }
}
