import { InterruptedError } from '../errors.ts';
import { listenForStop } from '../process/stop-signals.ts';
import type { WorkerMessage } from '../run/leases/supervise.ts';

/** What a worker hears, and whom it tells. */
export interface InsideContext {
  /** Aborts when the worker shall save what it has, and end. */
  readonly signal: AbortSignal;
  /** Why the signal was given, for the record. */
  readonly reason: () => string;
  readonly tell: (message: WorkerMessage) => void;
}

/** Works in this process, which another command started, and ends when that one does. */
export async function insideWorker(work: (context: InsideContext) => Promise<void>): Promise<void> {
  const stop = listenForStop();
  const orphaned = new AbortController();
  process.once('disconnect', () => orphaned.abort());
  try {
    await work({
      signal: AbortSignal.any([stop.signal, orphaned.signal]),
      reason: () => stop.reason() || 'the command that started it ended',
      tell: (message) => void (process.connected && process.send?.(message)),
    });
  } catch (error) {
    // The command that started it says so for all workers.
    if (!(error instanceof InterruptedError)) throw error;
    process.exitCode = error.exitCode;
  } finally {
    stop.dispose();
    if (process.connected) process.disconnect();
  }
}
