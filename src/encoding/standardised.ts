import type { ObservationEncoder } from './encoder.ts';

/** First and second moments of the input vectors of an encoder. */
export class InputMoments {
  /** Σ x, `[size]` */
  readonly #sum: Float64Array;
  /** Σ |x|² */
  #squares = 0;
  #count = 0;

  constructor(size: number) {
    this.#sum = new Float64Array(size);
  }

  /** Takes one more input vector, `[size]`. */
  add(input: Float64Array): void {
    for (let i = 0; i < input.length; i++) {
      this.#sum[i]! += input[i]!;
      this.#squares += input[i]! * input[i]!;
    }
    this.#count++;
  }

  /** E x, `[size]` */
  mean(): Float64Array {
    return this.#sum.map((sum) => sum / this.#count);
  }

  /** E |x − E x|² = E |x|² − |E x|² */
  spread(): number {
    const meanSquare = this.mean().reduce((total, mean) => total + mean * mean, 0);
    return this.#squares / this.#count - meanSquare;
  }
}

/**
 * Input vectors centred and scaled: (x − E x) / √E|x − E x|². Through input weights of standard deviation σ they give
 * each neuron a current of mean 0 and standard deviation σ, whatever the encoder and its number of units.
 */
export function standardised<Observation>(
  encoder: ObservationEncoder<Observation>,
  moments: InputMoments,
): ObservationEncoder<Observation> {
  const mean = moments.mean();
  const spread = moments.spread();
  // Inputs that never vary have a spread of rounding errors only, and carry no information.
  const scale = spread > 1e-12 ? 1 / Math.sqrt(spread) : 0;
  return {
    size: encoder.size,
    labels: encoder.labels,
    encode(out, observation) {
      encoder.encode(out, observation);
      for (let i = 0; i < out.length; i++) out[i] = scale * (out[i]! - mean[i]!);
    },
  };
}
