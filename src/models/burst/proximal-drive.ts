import type { BurstLoops } from './loops.ts';
import { checkSource } from './population-checks.ts';
import type { Recurrence } from './recurrence.ts';

/** What drives the proximal compartments of a population in float64: the recurrence, and currents that were set. */
export class ProximalDrive {
  /** Vectors of N that an instance takes from its loops. */
  static readonly arrays = 3;

  readonly #loops: BurstLoops;
  readonly #recurrence: Recurrence | null;
  /** The recurrent drive where there is no recurrence. */
  readonly #silence: Float64Array;
  readonly #current: Float64Array;
  readonly #sum: Float64Array;
  #hasCurrent = false;

  constructor(neurons: number, loops: BurstLoops, recurrence: Recurrence | null) {
    this.#loops = loops;
    this.#recurrence = recurrence;
    this.#silence = loops.values(neurons);
    this.#current = loops.values(neurons);
    this.#sum = loops.values(neurons);
  }

  /** Takes the currents away. */
  reset(): void {
    this.#hasCurrent = false;
  }

  /** @param current `[N]`, volts; none where it is not given */
  setCurrent(current?: Float64Array): void {
    if (current) checkSource('proximal', current, this.#current.length);
    this.#hasCurrent = current !== undefined;
    if (current) this.#current.set(current);
  }

  /** J ẑ, and the currents that were set. */
  sum(): Float64Array {
    const recurrent = this.#recurrence?.proximalDrive ?? this.#silence;
    if (!this.#hasCurrent) return recurrent;
    this.#loops.setSum(this.#sum, 1, recurrent, 1, this.#current);
    return this.#sum;
  }
}
