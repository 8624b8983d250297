import { workerData } from 'node:worker_threads';
import type { RawGroup, ReaderStart, ReadReply, ReadRequest } from './read-protocol.ts';

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
 * The body of a reading thread: opens a source at the first request, and answers one request after the other.
 *
 * @param what what the source should be, for errors
 */
export function serveReads(what: string, open: (path: string) => GroupSource): void {
  const { port, signal, path } = workerData as ReaderStart;
  const replies = new Int32Array(signal);
  let source: GroupSource | undefined;

  const announce = () => {
    Atomics.add(replies, 0, 1);
    Atomics.notify(replies, 0);
  };
  const answer = (request: ReadRequest): ReadReply => {
    try {
      source ??= open(path);
      return 'names' in request ? { names: source.names() } : { group: source.group(request.group) };
    } catch (error) {
      if (error instanceof Refusal) return { refused: error.problem };
      const received = `damage (${String((error as Error)?.message ?? error).split('\n')[0]})`;
      return { refused: { path: 'group' in request ? request.group : '', expected: what, received } };
    }
  };
  process.on('exit', () => {
    Atomics.store(replies, 1, 1);
    announce();
  });
  port.on('message', (request: ReadRequest) => {
    port.postMessage(answer(request));
    announce();
  });
}
