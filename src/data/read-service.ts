import { type MessagePort, workerData } from 'node:worker_threads';
import type { Column } from './column.ts';
import type { RawGroup, ReadReply, ReadRequest, ReadSource } from './read-protocol.ts';
import { ownThread } from './thread-time.ts';

/** What a reading thread is started with. */
export interface ReaderStart {
  readonly port: MessagePort;
  /**
   * Four Int32: the number of signals, 1 once the thread has ended, 1 once it is ready to read, and then its number as
   * `ownThread` says.
   */
  readonly signal: SharedArrayBuffer;
  readonly source: ReadSource;
}

/** A file, or folder, that a thread reads. */
export interface GroupSource {
  names(): readonly string[];
  group(name: string): RawGroup;
}

/** What is wrong with a file; becomes a `DatasetError` on the other side. */
export class Refusal extends Error {
  readonly problem: { readonly path: string; readonly expected: string; readonly received: string };

  constructor(path: string, expected: string, received: string) {
    super(received);
    this.problem = { path, expected, received };
  }
}

/**
 * Bytes that the data of one episode may have in memory, for a file of that length: compression makes data larger, but
 * those of real episodes hardly by more than this.
 */
export function bytesFor(fileBytes: number): number {
  return Math.min(2 ** 30, 32 * 2 ** 20 + 256 * fileBytes);
}

/**
 * The body of a reading thread: opens a source at the first request, and answers one request after the other.
 *
 * @param what what the source should be, for errors
 */
export function serveReads(what: string, open: (source: ReadSource) => GroupSource): void {
  const { port, signal, source: asked } = workerData as ReaderStart;
  const signals = new Int32Array(signal);
  let source: GroupSource | undefined;

  const announce = () => {
    Atomics.add(signals, 0, 1);
    Atomics.notify(signals, 0);
  };
  const answer = (request: ReadRequest): ReadReply => {
    try {
      source ??= open(asked);
      return 'names' in request ? { names: source.names() } : { group: source.group(request.group) };
    } catch (error) {
      if (error instanceof Refusal) return { refused: error.problem };
      const received = `damage (${String((error as Error)?.message ?? error).split('\n')[0]})`;
      return { refused: { path: 'group' in request ? request.group : '', expected: what, received } };
    }
  };
  process.on('exit', () => {
    Atomics.store(signals, 1, 1);
    announce();
  });
  port.on('message', (request: ReadRequest) => {
    const reply = answer(request);
    port.postMessage(reply, 'group' in reply ? [...buffersIn(Object.values(reply.group.columns))] : []);
    announce();
  });
  Atomics.store(signals, 3, ownThread());
  Atomics.store(signals, 2, 1);
  announce();
}

/** The memory of numbers, which is handed over instead of copied. */
function buffersIn(columns: readonly Column[]): Set<ArrayBuffer> {
  const buffers = new Set<ArrayBuffer>();
  for (const column of columns) {
    if (column.kind === 'numbers') buffers.add(column.data.buffer as ArrayBuffer);
    if (column.kind === 'group')
      for (const buffer of buffersIn(Object.values(column.columns))) buffers.add(buffer);
  }
  return buffers;
}
