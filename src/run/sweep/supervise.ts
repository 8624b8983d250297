import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BurstwiseError, InterruptedError, UsageError } from '../../errors.ts';
import { memoryKills } from '../../process/memory-shortage.ts';
import type { StopSignals } from '../../process/stop-signals.ts';
import type { AttemptRecord, EndState } from '../leases/attempts.ts';
import { snapshotPath } from './snapshot.ts';
import type { SweepFolder } from './sweep-folder.ts';
import type { WorkerMessage } from './worker.ts';

/** How many work on a sweep here, and for how long. */
export interface SuperviseOptions {
  /** Processes, each of which takes one run after the other. */
  readonly jobs: number;
  /** Runs after which they end, all together; if not given, when nothing is left. */
  readonly limit?: number | undefined;
  /** Whether they wait while others are at work, to take over what these leave. */
  readonly wait: boolean;
  /** Stops the whole sweep when a run fails. */
  readonly failFast?: boolean | undefined;
  /** How often the sweep had been stopped when this was asked for; if not given, until now. */
  readonly stops?: number | undefined;
  readonly stop: StopSignals;
  readonly onMessage?: ((message: WorkerMessage) => void) | undefined;
}

/** A run that a worker has. */
interface Held {
  readonly run: string;
  readonly attempt: number;
}

/**
 * Works on a sweep with processes that run the copy of the program in its folder. One that is killed is replaced, and what it had is
 * written down, so that its run continues.
 *
 * @throws InterruptedError when stopped by a signal, with everything saved
 * @throws UsageError when the copy of the program is missing
 * @throws BurstwiseError when a worker cannot work
 */
export async function superviseWorkers(folder: SweepFolder, options: SuperviseOptions): Promise<void> {
  const { jobs, limit = Number.POSITIVE_INFINITY, stop } = options;
  const stopsBefore = options.stops ?? folder.stops;
  const program = programOf(folder);
  const shares = Array.from({ length: Math.min(jobs, limit) }, (_, k) =>
    limit === Number.POSITIVE_INFINITY ? limit : Math.floor(limit / jobs) + (k < limit % jobs ? 1 : 0),
  );
  const outcomes = await Promise.allSettled(
    shares.map((share) => keepWorking({ folder, program, stopsBefore, share, options })),
  );
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (stop.signal.aborted) {
    const remedy = `continue with: burstwise sweep start ${folder.path}`;
    throw new InterruptedError(`interrupted by ${stop.reason()}, with everything saved; ${remedy}`);
  }
  if (failure !== undefined) throw failure.reason;
}

interface Post {
  readonly folder: SweepFolder;
  readonly program: string;
  readonly stopsBefore: number;
  /** Runs that it may take. */
  readonly share: number;
  readonly options: SuperviseOptions;
}

/** Keeps one worker at work. */
async function keepWorking({ folder, program, stopsBefore, share, options }: Post): Promise<void> {
  const { wait, stop, failFast = false, onMessage } = options;
  let left = share;
  let idleDeaths = 0;
  for (;;) {
    const kills = memoryKills();
    const child = startWorker(program, folder.path, { limit: left, wait, failFast, stopsBefore });
    let held: Held | undefined;
    child.on('message', (message: WorkerMessage) => {
      idleDeaths = 0;
      if (message.event === 'began') held = { run: message.run, attempt: message.attempt };
      else [held, left] = [undefined, left - 1];
      onMessage?.(message);
    });
    const { code, signal } = await endOf(child, stop.signal);
    if (signal !== null && held !== undefined) {
      const end = writeEnd(folder, held, endBy(signal, memoryKills() > kills));
      onMessage?.({ event: 'ended', run: held.run, ...end });
      left--;
    } else if (signal !== null) idleDeaths++;
    const isDone = signal === null || stop.signal.aborted || folder.stops > stopsBefore || left <= 0;
    if (code !== null && code !== 0 && code !== INTERRUPTED)
      throw new BurstwiseError(`a worker ended with exit code ${code}`);
    if (isDone) return;
    if (idleDeaths === MOST_IDLE_DEATHS)
      throw new BurstwiseError(
        `workers were ended by ${signal} ${idleDeaths} times in a row before they took a run; look for what ends them, a limit of memory for example`,
      );
  }
}

const INTERRUPTED = 130;
/** Workers in a row that ended without a word after which no further one is started. */
const MOST_IDLE_DEATHS = 5;

interface ChildOptions {
  readonly limit: number;
  readonly wait: boolean;
  readonly failFast: boolean;
  readonly stopsBefore: number;
}

function startWorker(
  program: string,
  path: string,
  { limit, wait, failFast, stopsBefore }: ChildOptions,
): ChildProcess {
  const args = [
    ...['sweep', 'work', path, '--inside', `${stopsBefore}`],
    ...(Number.isFinite(limit) ? ['--limit', `${limit}`] : []),
    ...(wait ? [] : ['--no-wait']),
    ...(failFast ? ['--fail-fast'] : []),
  ];
  return fork(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
}

/** The end of a worker, which is asked to stop when the signal says so. */
function endOf(
  child: ChildProcess,
  signal: AbortSignal,
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  const ask = () => void child.kill('SIGTERM');
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
type End = Pick<AttemptRecord, 'message'> & { readonly state: EndState };

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
 * Says in the file of an attempt that its worker died, unless another worker has the run, or the dead one still wrote how it ended.
 *
 * @returns how the attempt ended
 */
function writeEnd(folder: SweepFolder, { run, attempt }: Held, death: End): End {
  const attempts = folder.attempts(run);
  const { state, message, ...rest } = attempts.read(attempt);
  if (state !== 'running') return { state, message };
  attempts.update(attempt, { ...rest, ...death });
  return death;
}

/** The program in the folder of a sweep. @throws UsageError when it is missing */
export function programOf(folder: SweepFolder): string {
  const path = join(snapshotPath(folder.path, folder.readCode().sha256), 'src/cli/bin.js');
  if (existsSync(path)) return path;
  throw new UsageError(
    `${path}: expected the copy of the program that the sweep began with, received nothing there; plan all runs anew with --new-code`,
  );
}
