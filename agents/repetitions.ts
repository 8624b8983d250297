/**
 * The memory of what was done on each observation of an episode, which inhibits doing it again there. An agent without noise
 * that does the same whenever it sees the same never leaves a cycle of states; inhibited, the best readout gives way to the
 * next.
 */
export class Repetitions {
  readonly #inhibition: number;
  readonly #size: number;
  /** The sum of what was done, by observation and context. */
  readonly #done = new Map<string, Float64Array>();
  readonly #inhibited: Float64Array;
  #here: Float64Array | null = null;

  /**
   * @param inhibition taken off the readout of what was done, for each time that it was; 0: none
   * @param size number of readouts
   */
  constructor(inhibition: number, size: number) {
    this.#inhibition = inhibition;
    this.#size = size;
    this.#inhibited = new Float64Array(size);
  }

  /** Starts an episode. */
  reset(): void {
    this.#done.clear();
    this.#here = null;
  }

  /**
   * A readout less what inhibits it; valid until the next call.
   * @param context what has to be the same besides the observation, e.g. the subtask
   */
  inhibit(readout: Float64Array, observation: unknown, context = 0): Float64Array {
    if (this.#inhibition === 0) return readout;
    const key = `${context}:${keyOf(observation)}`;
    let here = this.#done.get(key);
    if (here === undefined) this.#done.set(key, (here = new Float64Array(this.#size)));
    this.#here = here;
    for (let k = 0; k < this.#size; k++) this.#inhibited[k] = readout[k]! - this.#inhibition * here[k]!;
    return this.#inhibited;
  }

  /** Remembers what is done on the observation of the latest call, as the readout that stands for it. */
  note(done: ArrayLike<number>): void {
    const here = this.#here;
    if (here !== null) for (let k = 0; k < this.#size; k++) here[k]! += done[k]!;
  }
}

/** A text that is the same for equal values: numbers, words, typed arrays, and lists and records of such. */
function keyOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return `${value}`;
  if (ArrayBuffer.isView(value)) return `[${value}]`;
  return `{${Object.entries(value).map(([name, part]) => `${name}:${keyOf(part)}`)}}`;
}
