/**
 * Shared memory by which worker threads wake the thread that waits for them: a count of replies and endings, then one
 * flag a worker that is set when its thread ends. A thread that blocks sees no events, so this is how it learns.
 */
export class Signal {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer);
  }

  static buffer(workers: number): SharedArrayBuffer {
    return new SharedArrayBuffer((1 + workers) * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Says that a reply was sent. */
  raise(): void {
    Atomics.add(this.#words, 0, 1);
    Atomics.notify(this.#words, 0);
  }

  /** Says that the thread of a worker ends. */
  end(index: number): void {
    Atomics.store(this.#words, 1 + index, 1);
    this.raise();
  }

  hasEnded(index: number): boolean {
    return Atomics.load(this.#words, 1 + index) === 1;
  }

  get count(): number {
    return Atomics.load(this.#words, 0);
  }

  /** Blocks until the count differs from `count`, or for `milliseconds`. */
  wait(count: number, milliseconds: number): void {
    Atomics.wait(this.#words, 0, count, milliseconds);
  }
}
