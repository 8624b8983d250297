import { type ChildProcess, fork } from 'node:child_process';
import { BurstwiseError, InterruptedError } from '../../errors.ts';
import { memoryKills } from '../../process/memory-shortage.ts';
import type { StopSignals } from '../../process/stop-signals.ts';
import type { AttemptRecord, Attempts, EndState } from './attempts.ts';

/**
 * What a worker tells the process that started it. `run` is the id of the item, also where that is no run: workers of a sweep may be
 * copies of an older program.
 */
export type WorkerMessage =
  | { readonly event: 'began'; readonly run: string; readonly attempt: number }
  | { readonly event: 'ended'; readonly run: string; readonly state: EndState; readonly message: string };

/** Work that this process has workers do. */
export interface SupervisedWork {
  /** Who works or worked on an item. */
  attempts(id: string): Attempts;
  /** Whether all workers, here and elsewhere, were asked to end. */
  isStopped(): boolean;
  /**
   * Program and arguments of a worker.
   *
   * @param limit items after which it ends, which may be infinitely many
   * @param isFirst whether it has all the time that this process has; not so where it replaces one that was killed
   */
  workerCommand(limit: number, isFirst: boolean): readonly [program: string, ...args: string[]];
  /** What becomes of the work after an interruption, and what continues it. */
  readonly outcome: string;
}

/** How many work here, and for how long. */
export interface SuperviseOptions {
  /** Processes, each of which takes one item after the other. */
  readonly jobs: number;
  /** Items after which they end, all together; if not given, when nothing is left. */
  readonly limit?: number | undefined;
  readonly stop: StopSignals;
  readonly onMessage?: ((message: WorkerMessage) => void) | undefined;
}

/** An item that a worker has. */
interface Held {
  readonly run: string;
  readonly attempt: number;
}

/**
 * Has processes work. One that is killed is replaced, and what it had is written down, so that the item continues.
 *
 * @throws InterruptedError when stopped by a signal
 * @throws BurstwiseError when a worker cannot work
 */
export async function supervise(work: SupervisedWork, options: SuperviseOptions): Promise<void> {
  const { jobs, limit = Number.POSITIVE_INFINITY, stop } = options;
  const shares = Array.from({ length: Math.min(jobs, limit) }, (_, k) =>
    limit === Number.POSITIVE_INFINITY ? limit : Math.floor(limit / jobs) + (k < limit % jobs ? 1 : 0),
  );
  const outcomes = await Promise.allSettled(shares.map((share) => keepWorking(work, share, options)));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (stop.signal.aborted) throw new InterruptedError(`interrupted by ${stop.reason()}, ${work.outcome}`);
  if (failure !== undefined) throw failure.reason;
}

/** Keeps one worker at work. @param share items that it may take */
async function keepWorking(
  work: SupervisedWork,
  share: number,
  { stop, onMessage }: SuperviseOptions,
): Promise<void> {
  let left = share;
  let idleDeaths = 0;
  for (let isFirst = true; ; isFirst = false) {
    const kills = memoryKills();
    const [program, ...args] = work.workerCommand(left, isFirst);
    const child = fork(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
    let held: Held | undefined;
    child.on('message', (message: WorkerMessage) => {
      idleDeaths = 0;
      if (message.event === 'began') held = { run: message.run, attempt: message.attempt };
      else [held, left] = [undefined, left - 1];
      onMessage?.(message);
    });
    const { code, signal } = await endOf(child, stop, () => held !== undefined);
    if (signal !== null && held !== undefined) {
      const end = writeEnd(work, held, endBy(signal, memoryKills() > kills));
      onMessage?.({ event: 'ended', run: held.run, ...end });
      left--;
    } else if (signal !== null) idleDeaths++;
    const isDone = signal === null || stop.signal.aborted || work.isStopped() || left <= 0;
    if (code !== null && code !== 0 && code !== INTERRUPTED)
      throw new BurstwiseError(`a worker ended with exit code ${code}`);
    if (isDone) return;
    if (idleDeaths === MOST_IDLE_DEATHS)
      throw new BurstwiseError(
        `workers were ended by ${signal} ${idleDeaths} times in a row before they took any work; look for what ends them, a limit of memory for example`,
      );
  }
}

const INTERRUPTED = 130;
/** Workers in a row that ended without a word after which no further one is started. */
const MOST_IDLE_DEATHS = 5;

/**
 * The end of a worker, which is asked to stop when this process is. One that is at work hears the warning before a time limit as
 * such; one that is only starting might take that for something else.
 */
function endOf(
  child: ChildProcess,
  { signal, reason }: StopSignals,
  isAtWork: () => boolean,
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  const ask = () => void child.kill(reason() === 'SIGUSR1' && isAtWork() ? 'SIGUSR1' : 'SIGTERM');
  if (signal.aborted) ask();
  signal.addEventListener('abort', ask, { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // Its last messages may come after `exit`, not after `close`.
    child.once('close', (code: number | null, by: NodeJS.Signals | null) => {
      signal.removeEventListener('abort', ask);
      resolve({ code, signal: by });
    });
  });
}

/** How an attempt ended, in its file and for people. */
export type End = Pick<AttemptRecord, 'message'> & { readonly state: EndState };

/** What the death of a worker by a signal means. */
function endBy(signal: NodeJS.Signals, isShort: boolean): End {
  // The engine aborts when its heap is full.
  if (signal === 'SIGABRT' || (signal === 'SIGKILL' && isShort))
    return { state: 'out-of-memory', message: 'the memory did not suffice' };
  if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGHUP')
    return { state: 'killed', message: `its worker was ended by ${signal}` };
  return { state: 'failed', message: `its worker was ended by ${signal}` };
}

/**
 * Says in the file of an attempt that its worker died, unless another worker has the item, or the dead one still wrote how it ended.
 *
 * @returns how the attempt ended
 */
function writeEnd(work: SupervisedWork, { run, attempt }: Held, death: End): End {
  const attempts = work.attempts(run);
  const { state, message, ...rest } = attempts.read(attempt);
  if (state !== 'running') return { state, message };
  attempts.update(attempt, { ...rest, ...death });
  return death;
}
