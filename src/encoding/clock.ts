import type { ObservationEncoder } from './encoder.ts';

/**
 * Clock: `steps` time steps are divided into `bins` equal bins, and the unit of the current bin is 1, all others 0.
 * The observation is the time step, from 0. Source: input of store & recall (Capone et al. 2022, Fig. 1).
 */
export class Clock implements ObservationEncoder<number> {
  readonly size: number;
  readonly labels: readonly string[];
  readonly #steps: number;

  /** @throws RangeError unless 1 ≤ bins ≤ steps, both integers */
  constructor(bins: number, steps: number) {
    if (!(Number.isInteger(bins) && Number.isInteger(steps) && bins >= 1 && bins <= steps)) {
      throw new RangeError(
        `clock: expected integers with 1 ≤ bins ≤ steps, received bins = ${bins}, steps = ${steps}`,
      );
    }
    this.size = bins;
    this.#steps = steps;
    // Bin k holds the steps t with k ≤ t·bins/steps < k + 1.
    const start = (bin: number) => Math.ceil((bin * steps) / bins);
    this.labels = Array.from({ length: bins }, (_, bin) => `steps ${start(bin)}–${start(bin + 1) - 1}`);
  }

  /** @throws RangeError when the observation is not an integer in 0 … steps − 1 */
  encode(out: Float64Array, step: number): void {
    if (!(Number.isInteger(step) && step >= 0 && step < this.#steps)) {
      throw new RangeError(`clock: expected an integer time step in 0…${this.#steps - 1}, received ${step}`);
    }
    out.fill(0);
    out[Math.floor((step * this.size) / this.#steps)] = 1;
  }
}
