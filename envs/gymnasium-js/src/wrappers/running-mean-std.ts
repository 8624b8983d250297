import { InvalidArgument } from '../errors.ts';

/** What a RunningMeanStd knows; plain JSON values. */
export interface RunningMeanStdState {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
  readonly count: number;
}

const exact = (value: number) => value;

/**
 * Running mean and variance of vectors, by the parallel algorithm of Chan, Golub and LeVeque (1979). It starts with
 * mean 0, variance 1 and the weight `epsilon` of a sample.
 *
 * `single` makes every operation round to single precision, as NumPy does when the samples are float32.
 */
export class RunningMeanStd {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly #round: (value: number) => number;
  #count: number;

  constructor(size: number, { epsilon = 1e-4, single = false }: { epsilon?: number; single?: boolean } = {}) {
    this.mean = new Float64Array(size);
    this.variance = new Float64Array(size).fill(1);
    this.#count = epsilon;
    this.#round = single ? Math.fround : exact;
  }

  /** How many samples were seen, and the initial weight. */
  get count(): number {
    return this.#count;
  }

  /** Takes one sample, `[size]`, into account. */
  update(sample: ArrayLike<number>): void {
    const round = this.#round;
    const total = this.#count + 1;
    const [count, divisor] = [round(this.#count), round(total)];
    for (let i = 0; i < this.mean.length; i++) {
      const delta = round(sample[i]! - this.mean[i]!);
      const old = round(this.variance[i]! * count);
      const spread = round(round(round(delta * delta) * count) / divisor);
      this.mean[i] = round(this.mean[i]! + round(delta / divisor));
      this.variance[i] = round(round(old + spread) / divisor);
    }
    this.#count = total;
  }

  /** Writes `(sample − mean) / √(variance + epsilon)` to `out`; both are `[size]`. */
  normalize(out: Float32Array, sample: ArrayLike<number>, epsilon: number): void {
    const round = this.#round;
    const floor = round(epsilon);
    for (let i = 0; i < out.length; i++) {
      const scale = round(Math.sqrt(round(this.variance[i]! + floor)));
      out[i] = round(round(sample[i]! - this.mean[i]!) / scale);
    }
  }

  state(): RunningMeanStdState {
    return { mean: [...this.mean], variance: [...this.variance], count: this.#count };
  }

  /** @throws InvalidArgument when the state is of vectors of another size */
  restore(state: RunningMeanStdState): void {
    if (state.mean.length !== this.mean.length || state.variance.length !== this.mean.length) {
      throw new InvalidArgument(
        `RunningMeanStd.restore: expected vectors of length ${this.mean.length}, received ${state.mean.length} and ${state.variance.length}.`,
      );
    }
    this.mean.set(state.mean);
    this.variance.set(state.variance);
    this.#count = state.count;
  }
}
