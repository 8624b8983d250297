import { InvalidArgument } from '../errors.ts';

/** What a RunningMeanStd knows; plain JSON values. */
export interface RunningMeanStdState {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
  readonly count: number;
}

export interface RunningMeanStdOptions {
  /** The weight of the initial mean and variance. Default 1e-4. */
  readonly epsilon?: number;
  /** Default 'double'. */
  readonly precision?: 'double' | 'single' | 'start';
}

const exact = (value: number) => value;

/**
 * Running mean and variance of vectors, by the parallel algorithm of Chan, Golub and LeVeque (1979). It starts with
 * mean 0, variance 1 and the weight `epsilon` of a sample.
 *
 * `precision` is that of NumPy's arrays: 'single' rounds every operation, as for samples of float32; 'start' only the
 * weight of the initial variance, which is float32 where the samples are not.
 */
export class RunningMeanStd {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly #round: (value: number) => number;
  /** The count at which the initial variance is of single precision, or null. */
  readonly #singleStart: number | null;
  #count: number;

  constructor(size: number, { epsilon = 1e-4, precision = 'double' }: RunningMeanStdOptions = {}) {
    this.mean = new Float64Array(size);
    this.variance = new Float64Array(size).fill(1);
    this.#count = epsilon;
    this.#round = precision === 'single' ? Math.fround : exact;
    this.#singleStart = precision === 'start' ? epsilon : null;
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
    const weigh = this.#count === this.#singleStart ? Math.fround : round;
    for (let i = 0; i < this.mean.length; i++) {
      const delta = round(sample[i]! - this.mean[i]!);
      const old = weigh(this.variance[i]! * count);
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
