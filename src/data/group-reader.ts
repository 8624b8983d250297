import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { BurstwiseError } from '../errors.ts';
import { DatasetError } from './dataset-error.ts';
import type { RawGroup, ReadReply, ReadRequest, ReadSource } from './read-protocol.ts';
import type { ReaderStart } from './read-service.ts';
import { startWorkClock } from './thread-time.ts';

/** Threads run the compiled build, also when this module itself runs from its TypeScript source. */
const compiled = new URL(import.meta.url.endsWith('.ts') ? '../../dist/src/data/' : './', import.meta.url);

/** Reading a group takes milliseconds of work; on top of this, a second for each 10 MB of the file is granted. */
const LEAST_TIMEOUT_MS = 5000;
/** Times the granted work that may pass on a busy machine, or while a slow disk is waited for. */
const MOST_PATIENCE = 24;
/** Time in ms between two looks at how long a thread has worked. */
const LOOK_MS = 100;
/** Time in which a thread starts, however busy the machine is. */
const START_TIMEOUT_MS = 60_000;
/** Enough for the texts of any episode, besides its numbers; a damaged file may ask for more. */
const MOST_MEMORY_MB = 256;

/** What a reader needs to know. */
export interface ReaderOptions extends ReadSource {
  /** Which thread can read the source. */
  readonly thread: 'hdf5-worker' | 'arrow-worker';
  /** Length of all files of the source. */
  readonly bytes: number;
  /** Most work, in ms of a processor, that reading a group may take; derived from the length if not given. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Reads the groups of a file in a thread of its own. The library that parses the file can run for ever on a damaged one,
 * or end its thread: there is a time limit, and another thread takes over for the next group.
 */
export class GroupReader {
  readonly #options: ReaderOptions;
  readonly #timeoutMs: number;
  #thread: ReadingThread | null = null;
  #closed = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? LEAST_TIMEOUT_MS + options.bytes / 10_000;
  }

  /**
   * Names in the root group.
   * @throws DatasetError when the file cannot be read
   */
  names(): readonly string[] {
    const reply = this.#ask({ names: true });
    return 'names' in reply ? reply.names : [];
  }

  /**
   * A group of the root group, with everything below it.
   * @throws DatasetError when there is none, it is damaged, or it holds what datasets cannot
   */
  group(name: string): RawGroup {
    const reply = this.#ask({ group: name });
    return 'group' in reply ? reply.group : { columns: {}, attributes: {} };
  }

  close(): void {
    this.#closed = true;
    this.#end();
  }

  #end(): void {
    this.#thread?.end();
    this.#thread = null;
  }

  #ask(request: ReadRequest): ReadReply {
    const { path } = this.#options;
    if (this.#closed) throw new BurstwiseError(`${path}: expected an open reader, received a closed one`);
    this.#thread ??= new ReadingThread(this.#options);
    const reply = this.#thread.ask(request, this.#timeoutMs);
    if (typeof reply !== 'string') {
      if ('refused' in reply) throw new DatasetError(path, reply.refused);
      return reply;
    }
    this.#end();
    const where = 'group' in request ? request.group : '';
    throw new DatasetError(path, { path: where, expected: 'a readable file', received: reply });
  }
}

/** A thread that reads, and what is needed to wait for its replies. */
class ReadingThread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  /** See `ReaderStart`. */
  readonly #signals = new Int32Array(new SharedArrayBuffer(16));

  constructor({ thread, path, steps, pictures }: ReaderOptions) {
    const workerUrl = new URL(`${thread}.js`, compiled);
    if (!existsSync(workerUrl)) {
      throw new BurstwiseError(
        `${fileURLToPath(workerUrl)}: expected the compiled reader, received nothing; run npm run build`,
      );
    }
    const { port1, port2 } = new MessageChannel();
    const signal = this.#signals.buffer as SharedArrayBuffer;
    const workerData: ReaderStart = { port: port2, signal, source: { path, steps, pictures } };
    this.#port = port1;
    // What the library prints about damaged files is in its errors as well.
    this.#worker = new Worker(workerUrl, {
      workerData,
      transferList: [port2],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    this.#worker.on('error', () => {});
    this.#worker.unref();
    port1.unref();
  }

  /** The reply, or the reason why there is none; the thread is then of no more use. */
  ask(request: ReadRequest, timeoutMs: number): ReadReply | string {
    const started = performance.now();
    const isLate = () => performance.now() - started > START_TIMEOUT_MS;
    if (!this.#wait(() => this.#isReady || this.#hasEnded, isLate))
      return `no thread to read it within ${START_TIMEOUT_MS / 1000} s`;
    this.#port.postMessage(request);
    let reply: ReadReply | undefined;
    const answered = () => {
      reply = receiveMessageOnPort(this.#port)?.message as ReadReply | undefined;
      return reply !== undefined || this.#hasEnded;
    };
    const asked = performance.now();
    const worked = startWorkClock(Atomics.load(this.#signals, 3));
    const isTooMuch = () => worked() > timeoutMs || performance.now() - asked > MOST_PATIENCE * timeoutMs;
    if (!this.#wait(answered, isTooMuch)) return `nothing within ${Math.round(timeoutMs / 1000)} s of work`;
    return reply ?? 'one that ends the library';
  }

  end(): void {
    this.#port.close();
    void this.#worker.terminate();
  }

  get #hasEnded(): boolean {
    return Atomics.load(this.#signals, 1) === 1;
  }

  get #isReady(): boolean {
    return Atomics.load(this.#signals, 2) === 1;
  }

  /** Waits until something holds, looking again at each signal; false when it is too late. */
  #wait(holds: () => boolean, isTooLate: () => boolean): boolean {
    for (;;) {
      const seen = Atomics.load(this.#signals, 0);
      if (holds()) return true;
      if (isTooLate()) return false;
      Atomics.wait(this.#signals, 0, seen, LOOK_MS);
    }
  }
}
