import type { ObservationEncoder } from './encoder.ts';

/** One unit for each value of a discrete observation: unit `observation` is 1, all others are 0. */
export class OneHot implements ObservationEncoder<number> {
  readonly size: number;
  readonly labels: readonly string[];

  /** @param labels names of the values, index = value */
  constructor(labels: readonly string[]) {
    this.labels = [...labels];
    this.size = labels.length;
  }

  /** @throws RangeError when the observation is not one of the integers 0 … size − 1 */
  encode(out: Float64Array, observation: number): void {
    if (!(Number.isInteger(observation) && observation >= 0 && observation < this.size)) {
      throw new RangeError(
        `one-hot code of ${this.labels.join(', ')}: expected an integer in 0…${this.size - 1}, received ${observation}`,
      );
    }
    out.fill(0);
    out[observation] = 1;
  }
}
