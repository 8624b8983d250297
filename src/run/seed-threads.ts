import { BurstwiseError, InterruptedError, RelayedError } from '../errors.ts';
import { type Logger, type LogLevel, silentLogger } from '../process/logger.ts';
import { type Progress, type ProgressGroup, silentProgressGroup } from '../process/progress.ts';
import { defaultJobs } from '../process/threads.ts';
import type { RunFolder } from './run-folder.ts';
import { poolWithCatalogues } from './thread-data.ts';

/** What a thread is asked to do with the run of a seed. */
export interface SeedCall<Details = unknown> {
  readonly path: string;
  readonly details: Details;
  /** An Int32: not 0 when it should stop. */
  readonly stop: SharedArrayBuffer;
}

/** What a thread tells on the way: a call of its display, or a line for the log. */
export type SeedMessage =
  | { readonly progress: 'start' | 'update' | 'stop'; readonly values: readonly unknown[] }
  | {
      readonly log: Exclude<LogLevel, 'silent'>;
      readonly details: object;
      readonly message: string;
    };

/** What watches over the runs of several seeds, and stops them. */
export interface SeedsContext {
  /** A display for each seed under way, and one for all; if not given, nothing is shown. */
  readonly displays?: ProgressGroup | undefined;
  /** If not given, nothing is logged. */
  readonly logger?: Logger | undefined;
  /** Stops them after the present unit of work, with everything saved. */
  readonly signal?: AbortSignal | undefined;
  /** Threads to work with; the results are the same for any number. If not given: one for each processor. */
  readonly jobs?: number | undefined;
}

/**
 * Has threads work on the runs of several seeds, each in one thread; a failure does not keep the others from ending.
 *
 * @param work function of `seed-thread.ts`
 * @param seeds those to work on
 * @param context `before`: number of seeds that were complete before, and are counted with the others; 0 if not given
 * @returns the results in the order of the seeds
 * @throws InterruptedError when stopped by the signal
 * @throws Error naming the first seed that failed; a RelayedError where its own was one of Burstwise
 */
export async function forEachSeed<Result>(
  work: 'train' | 'evaluate',
  folder: RunFolder,
  seeds: readonly number[],
  details: unknown,
  context: SeedsContext & { readonly remedy: string; readonly before?: number },
): Promise<readonly Result[]> {
  const {
    jobs = defaultJobs,
    logger = silentLogger,
    displays = silentProgressGroup,
    signal,
    remedy,
    before = 0,
  } = context;
  const total = before + seeds.length;
  const stop = new SharedArrayBuffer(4);
  const onAbort = () => Atomics.store(new Int32Array(stop), 0, 1);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort);
  const pool = poolWithCatalogues(new URL('./seed-thread.js', import.meta.url), Math.min(jobs, seeds.length));
  const all = displays.add('');
  let complete = before;
  const oneSeed = async (seed: number): Promise<Result> => {
    const display = displays.add(`seed ${seed}`);
    try {
      const call: SeedCall = { path: folder.seedPath(seed), details, stop };
      const result = await pool.run<Result, SeedMessage>(work, call, (message) =>
        relay(message, display, logger),
      );
      all.update(++complete);
      return result;
    } finally {
      display.stop();
    }
  };
  try {
    all.start(total, 'seeds');
    if (before > 0) all.update(before);
    const outcomes = await Promise.allSettled(seeds.map(oneSeed));
    if (signal?.aborted && complete < total)
      throw new InterruptedError(`interrupted; ${complete} of ${total} seeds are complete; ${remedy}`);
    return outcomes.map((outcome, k) => {
      if (outcome.status === 'fulfilled') return outcome.value;
      throw namingSeed(seeds[k]!, outcome.reason, `${complete} of ${total} seeds are complete`);
    });
  } finally {
    displays.stop();
    signal?.removeEventListener('abort', onAbort);
    await pool.close();
  }
}

/** The failure of a seed; what others than Burstwise threw stays what it is, for what is told of it. */
function namingSeed(seed: number, reason: unknown, others: string): Error {
  const message = `seed ${seed}: ${reason instanceof Error ? reason.message : reason} (${others})`;
  if (reason instanceof BurstwiseError) return new RelayedError(message, reason.exitCode, { cause: reason });
  const { code, syscall } = reason as NodeJS.ErrnoException;
  return Object.assign(new Error(message, { cause: reason }), syscall === undefined ? {} : { code, syscall });
}

function relay(message: SeedMessage, display: Progress, logger: Logger): void {
  if ('log' in message) logger[message.log](message.details, message.message);
  else (display[message.progress] as (...values: readonly unknown[]) => void)(...message.values);
}
