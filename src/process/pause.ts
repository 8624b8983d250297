import { InterruptedError } from '../errors.ts';

/** Lets everything that waits for its turn have it, e.g. signals and messages; in Node as in browsers. */
export function pause(): Promise<void> {
  const { setImmediate: soon = setTimeout } = globalThis as { setImmediate?: (turn: () => void) => unknown };
  return new Promise((resolve) => soon(() => resolve()));
}

/**
 * As `pause`, between parts of long work that a signal may stop.
 * @param message what was interrupted, and what to do
 * @throws InterruptedError when the signal has stopped the work
 */
export async function pauseUnlessStopped(
  signal: Pick<AbortSignal, 'aborted'> | undefined,
  message: string,
): Promise<void> {
  await pause();
  if (signal?.aborted) throw new InterruptedError(message);
}
