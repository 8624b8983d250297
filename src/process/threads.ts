import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import { BurstwiseError, RelayedError } from '../errors.ts';
import { cpuCount } from './cpu-count.ts';

/** Default number of threads: one for each processor that this process may use. */
export const defaultJobs: number = cpuCount();

const UNTIL_CLOSED_MS = 2 ** 31 - 1;

/** Settings of a pool of threads. */
export interface ThreadPoolOptions {
  /** Plain data that every thread gets once, see `threadData`. */
  readonly data?: unknown;
  /** Calls that a thread holds at a time: with 2, one that it works on and the next one. */
  readonly places?: number;
}

/** Threads that call functions of a module, made with `inThread`, on plain data. */
export class ThreadPool {
  readonly #start: () => Tinypool;
  #pool: Tinypool | undefined;
  readonly #watched = new WeakSet<object>();
  /** Settle when a thread has loaded its module, or has ended. */
  readonly #loading: Promise<unknown>[] = [];

  /**
   * @param module compiled module whose exports are the functions
   * @param threads largest number of threads; they start with the first call
   */
  constructor(module: URL, threads: number, { data, places = 1 }: ThreadPoolOptions = {}) {
    const options = {
      filename: module.href,
      // A new thread replaces one that has ended, so that waiting calls are served.
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: UNTIL_CLOSED_MS,
      concurrentTasksPerWorker: places,
      // Threads wait in their event loops, so that ports close in time.
      useAtomics: false,
      workerData: data,
    };
    // The end of an idle thread concerns no call, so its error is ignored.
    this.#start = () => new Tinypool(options).on('error', () => {});
  }

  /**
   * Has the next free thread call a function.
   *
   * @param name name under which the module exports it
   * @param onMessage receives the messages of the function, all of them before the promise is settled
   * @throws the error of the function: errors of Burstwise and of the operating system keep message and exit code
   * @throws Error when the thread ends before it has answered
   */
  async run<Result, Message = never>(
    name: string,
    input: unknown,
    onMessage: (message: Message) => void = () => {},
  ): Promise<Result> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', onMessage);
    const closed = once(port1, 'close');
    const call: ThreadCall = { input, port: port2 };
    this.#pool ??= this.#start();
    const answer: Promise<ThreadOutcome<Result>> = this.#pool
      .run(call, { name, transferList: [port2] })
      .finally(() => port2.close()); // Only needed if no thread has taken the call.
    this.#watch(this.#pool);
    const outcome = await answer;
    await closed;
    if ('error' in outcome) throw unpack(outcome.error);
    return outcome.result;
  }

  /**
   * Ends the threads, whatever they are doing. A thread that still loads its module is first let load it, since Node keeps the
   * files of modules open that it was loading; the functions of a module should therefore load no further ones.
   */
  async close(): Promise<void> {
    await Promise.all(this.#loading);
    await this.#pool?.destroy();
  }

  /** Lets the calls of a thread fail when it ends, which Tinypool does not notice. */
  #watch(pool: Tinypool): void {
    for (const thread of pool.threads) {
      if (this.#watched.has(thread)) continue;
      this.#watched.add(thread);
      this.#loading.push(loadedOrEnded(thread));
      thread.once('exit', (code: number) => {
        const known = !pool.threads.includes(thread);
        if (!known)
          thread.emit('error', new Error(`a thread ended with exit code ${code} before it had answered`));
        this.#watch(pool);
      });
    }
  }
}

/** Settles with the first message of a thread, which says that it is ready, or with its end. */
function loadedOrEnded(thread: Tinypool['threads'][number]): Promise<unknown> {
  return new Promise((resolve) => {
    thread.once('message', resolve);
    thread.once('exit', resolve);
  });
}

/** A call that a pool sends to a thread. */
export interface ThreadCall {
  /** Argument of the function. */
  readonly input: unknown;
  /** Takes messages on the way to the result. */
  readonly port: MessagePort;
}

/** The answer of a thread. */
export type ThreadOutcome<Result> = { readonly result: Result } | { readonly error: PackedError };

/** A function for `ThreadPool.run`; `tell` sends plain data to the caller. */
export function inThread<Input, Result>(
  work: (input: Input, tell: (message: unknown) => void) => Result | Promise<Result>,
): (call: ThreadCall) => Promise<ThreadOutcome<Result>> {
  return async ({ input, port }) => {
    try {
      return { result: await work(input as Input, (message) => port.postMessage(message)) };
    } catch (error) {
      return { error: pack(error) };
    } finally {
      port.close();
    }
  };
}

/** In a thread: the data that its pool was given. */
export function threadData<Data>(): Data {
  return Tinypool.workerData as Data;
}

/** An error as plain data, because threads cannot send instances of classes to each other. */
export interface PackedError {
  /** Message of the error. */
  readonly message: string;
  /** Stack trace within the thread. */
  readonly stack: string | undefined;
  /** Exit code of an error that Burstwise throws on purpose. */
  readonly exitCode: number | undefined;
  /** Code and system call of an error of the operating system. */
  readonly system: { readonly code: string | undefined; readonly syscall: string } | undefined;
}

function pack(error: unknown): PackedError {
  const { message, stack, code, syscall } = error as NodeJS.ErrnoException;
  const exitCode = error instanceof BurstwiseError ? error.exitCode : undefined;
  return { message, stack, exitCode, system: syscall === undefined ? undefined : { code, syscall } };
}

function unpack({ message, stack, exitCode, system }: PackedError): Error {
  if (exitCode !== undefined) return new RelayedError(message, exitCode);
  return Object.assign(new Error(message), { stack }, system);
}
