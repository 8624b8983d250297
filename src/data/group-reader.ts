import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { BurstwiseError } from '../errors.ts';
import { DatasetError } from './dataset-error.ts';
import type { RawGroup, ReaderStart, ReadReply, ReadRequest } from './read-protocol.ts';

/** Threads run the compiled build, also when this module itself runs from its TypeScript source. */
const compiled = new URL(import.meta.url.endsWith('.ts') ? '../../dist/src/data/' : './', import.meta.url);

const DEFAULT_TIMEOUT_MS = 60_000;
/** Enough for any episode; a damaged file may ask for more. */
const MOST_MEMORY_MB = 4096;

/**
 * Reads the groups of a file in a thread of its own. The library that parses the file can run for ever on a damaged one:
 * there is a time limit, after which the thread is ended.
 */
export class GroupReader {
  readonly #path: string;
  readonly #timeoutMs: number;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #replies = new Int32Array(new SharedArrayBuffer(8));
  #closed = false;

  /** @param thread which thread can read the file */
  constructor(thread: 'hdf5-worker' | 'arrow-worker', path: string, timeoutMs = DEFAULT_TIMEOUT_MS) {
    const workerUrl = new URL(`${thread}.js`, compiled);
    if (!existsSync(workerUrl)) {
      throw new BurstwiseError(
        `${fileURLToPath(workerUrl)}: expected the compiled reader, received nothing; run npm run build`,
      );
    }
    const { port1, port2 } = new MessageChannel();
    const workerData: ReaderStart = { port: port2, signal: this.#replies.buffer as SharedArrayBuffer, path };
    this.#path = path;
    this.#timeoutMs = timeoutMs;
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
    if (this.#closed) return;
    this.#closed = true;
    this.#port.close();
    void this.#worker.terminate();
  }

  #ask(request: ReadRequest): ReadReply {
    const path = 'group' in request ? request.group : '';
    if (this.#closed)
      throw new BurstwiseError(`${this.#path}: expected an open reader, received a closed one`);
    const deadline = performance.now() + this.#timeoutMs;
    this.#port.postMessage(request);
    for (;;) {
      const seen = Atomics.load(this.#replies, 0);
      const received = receiveMessageOnPort(this.#port);
      if (received !== undefined) return this.#accepted(received.message as ReadReply);
      const remaining = deadline - performance.now();
      const ended = Atomics.load(this.#replies, 1) === 1;
      if (remaining <= 0 || ended) {
        this.close();
        const how = ended ? 'one that ends the library' : `nothing within ${this.#timeoutMs / 1000} s`;
        throw new DatasetError(this.#path, { path, expected: 'a readable file', received: how });
      }
      Atomics.wait(this.#replies, 0, seen, Math.max(remaining, 0));
    }
  }

  #accepted(reply: ReadReply): ReadReply {
    if ('refused' in reply) throw new DatasetError(this.#path, reply.refused);
    return reply;
  }
}
