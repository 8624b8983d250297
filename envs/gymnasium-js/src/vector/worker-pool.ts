import type { MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { GymnasiumError, InvalidArgument, WorkerError, WorkerTimeout } from '../errors.ts';
import { nodeModule } from '../node.ts';
import type { AutoresetMode } from './autoreset-mode.ts';
import type { EnvSource, PortableError, Reply, Request } from './protocol.ts';
import { Signal } from './signal.ts';
import type { WorkerStart } from './worker-start.ts';

/** Worker threads run the compiled build, also when this module itself runs from its TypeScript source. */
function findWorker(): URL {
  const here = import.meta.url;
  const worker = new URL(here.endsWith('.ts') ? '../../dist/vector/worker.js' : './worker.js', here);
  if (nodeModule('node:fs', 'AsyncVectorEnv').existsSync(worker)) return worker;
  throw new GymnasiumError(
    `AsyncVectorEnv: expected the compiled worker ${worker}, received no such file. Build gymnasium-js first.`,
  );
}

/**
 * Copies or sends what goes to threads.
 *
 * @throws InvalidArgument when it holds what cannot be copied, e.g. a function
 */
export function sendable(what: string, send: () => void): void {
  try {
    send();
  } catch (cause) {
    throw new InvalidArgument(
      `${what}: expected values that threads can be sent, received one that cannot be copied: ${(cause as Error).message}`,
      { cause },
    );
  }
}

interface Member {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** Replies that have arrived but were not yet collected. */
  readonly replies: Reply[];
}

/** One worker thread for each environment, and a way to wait for their replies without an event loop. */
export class WorkerPool {
  readonly #signal: Signal;
  readonly #receive: typeof receiveMessageOnPort;
  readonly #members: readonly Member[];
  #terminated = false;
  /** Settles when every thread has ended. */
  readonly ended: Promise<void>;

  constructor(sources: readonly EnvSource[], autoresetMode: AutoresetMode) {
    const threads = nodeModule('node:worker_threads', 'AsyncVectorEnv');
    const program = findWorker();
    this.#receive = threads.receiveMessageOnPort;
    const buffer = Signal.buffer(sources.length);
    this.#signal = new Signal(buffer);
    const ends: Promise<void>[] = [];
    this.#members = sources.map((source, index) => {
      const { port1, port2 } = new threads.MessageChannel();
      const workerData: WorkerStart = { port: port2, signal: buffer, index, source, autoresetMode };
      const worker = new threads.Worker(program, {
        workerData,
        transferList: [port2],
        // Flags of the main program, e.g. --input-type, need not suit a worker.
        execArgv: [],
        name: `sub-environment ${index}`,
      });
      // A thread that dies of an error says so by the signal; the event has nothing to add, but must be heard.
      worker.on('error', () => {});
      ends.push(new Promise((resolve) => worker.once('exit', () => resolve())));
      // Forgotten threads do not keep the process alive.
      worker.unref();
      return { worker, port: port1, replies: [] };
    });
    this.ended = Promise.all(ends).then(() => {});
  }

  get terminated(): boolean {
    return this.#terminated;
  }

  /** @throws InvalidArgument when the request holds what threads cannot be sent, e.g. a function */
  post(index: number, request: Request): void {
    sendable(request.type, () => this.#members[index]!.port.postMessage(request));
  }

  /**
   * Blocks until each of the given workers has replied, and returns the values in their order.
   * @param timeout seconds to wait; null for ever
   * @throws WorkerTimeout when they are not all there in time: those that are remain for the next call
   * @throws WorkerError when an environment threw; or a worker's thread ended, and then all are ended
   */
  collect(indices: readonly number[], timeout: number | null): unknown[] {
    const deadline = timeout === null ? Number.POSITIVE_INFINITY : performance.now() + timeout * 1000;
    for (;;) {
      const count = this.#signal.count;
      const missing = indices.filter((index) => !this.#hasReply(index));
      if (missing.length === 0) break;
      const dead = missing.find((index) => this.#signal.hasEnded(index) && !this.#hasReply(index));
      if (dead !== undefined) {
        this.terminate();
        throw new WorkerError(
          `sub-environment ${dead}: its thread ended without an answer. Look for process.exit, or for a crash in its output.`,
        );
      }
      const remaining = deadline - performance.now();
      if (remaining <= 0) {
        throw new WorkerTimeout(
          `sub-environments ${missing.join(', ')}: expected an answer within ${timeout} s, received none. Wait longer, or close the vector environment.`,
        );
      }
      this.#signal.wait(count, remaining);
    }
    return unwrap(indices.map((index) => ({ index, reply: this.#members[index]!.replies.shift()! })));
  }

  /** Ends every thread, whatever it does. */
  terminate(): void {
    this.#terminated = true;
    for (const { worker, port } of this.#members) {
      port.close();
      void worker.terminate();
    }
  }

  #hasReply(index: number): boolean {
    const { port, replies } = this.#members[index]!;
    const received = replies.length === 0 ? this.#receive(port) : undefined;
    if (received !== undefined) replies.push(received.message as Reply);
    return replies.length > 0;
  }
}

/** The values of the replies; throws the first error among them, when all have been taken. */
function unwrap(replies: readonly { index: number; reply: Reply }[]): unknown[] {
  return replies.map(({ index, reply }) => {
    if (reply.ok) return reply.value;
    const cause = revive(reply.error);
    throw new WorkerError(`sub-environment ${index}: ${cause.name}: ${cause.message}`, { cause });
  });
}

function revive({ name, message, stack }: PortableError): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
