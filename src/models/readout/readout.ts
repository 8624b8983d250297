import { PlainSymmetricMatrix, type SymmetricMatrix } from '../../numeric/symmetric-matrix.ts';
import type { PopulationState, RealVector } from '../burst/state.ts';

/**
 * What a readout listens to. `target-bursts` b: bursts placed by teacher or context; `recurrent-bursts` b^rec: bursts
 * predicted by the recurrence; `burst-spikes` B̃: somatic spikes fired within bursts.
 */
export type BurstTrace = 'target-bursts' | 'recurrent-bursts' | 'burst-spikes';

/** The trace `[N]` that a name stands for. */
export function burstTrace(state: PopulationState, trace: BurstTrace): RealVector {
  switch (trace) {
    case 'target-bursts':
      return state.targetBurstTrace;
    case 'recurrent-bursts':
      return state.recurrentBurstTrace;
    case 'burst-spikes':
      return state.burstSpikeTrace;
  }
}

/** A linear readout y = W φ + bias with O outputs of N features φ. */
export class Readout {
  readonly #weights: Float64Array;
  /** `[O]` */
  readonly bias: Float64Array;
  /** y, `[O]`, written by `read`. */
  readonly output: Float64Array;

  /** @param weights where J_out is to lie, all 0 */
  constructor(
    outputs: number,
    features: number,
    weights: Float64Array = new Float64Array(outputs * features),
  ) {
    this.#weights = weights;
    this.bias = new Float64Array(outputs);
    this.output = new Float64Array(outputs);
  }

  /** J_out, `[O, N]` row-major. To be asked for anew in every episode in which it is to be changed. */
  get weights(): Float64Array {
    return this.#weights;
  }

  /**
   * @param feature φ, `[N]`
   * @returns y, `[O]`: the same array every time
   */
  read(feature: RealVector): Float64Array {
    for (let o = 0; o < this.output.length; o++) {
      this.output[o] = dotRow(this.#weights, o * feature.length, feature) + this.bias[o];
    }
    return this.output;
  }

  /**
   * A matrix `[N + 1, N + 1]` for a regression of this readout's weights and bias.
   * @param sparseVectors how many there is to be room for
   */
  createMatrix(sparseVectors: number): SymmetricMatrix {
    return new PlainSymmetricMatrix(this.weights.length / this.bias.length + 1, sparseVectors);
  }

  /**
   * J_out ← J_out + change ⊗ φ
   * @param feature φ, `[N]`
   * @param changes `[O]`
   */
  add(feature: RealVector, changes: Float64Array): void {
    const { weights } = this;
    const size = feature.length;
    for (let o = 0; o < changes.length; o++) {
      const change = changes[o];
      for (let i = 0; i < size; i++) weights[o * size + i] += change * feature[i];
    }
  }
}

/** Σ_i weights[start + i] φ_i in four sums that take turns: faster than one, and in the order of the SIMD kernel. */
export function dotRow(weights: Float64Array, start: number, feature: RealVector): number {
  const size = feature.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < size; i += 4) {
    s0 += weights[start + i] * feature[i];
    s1 += weights[start + i + 1] * feature[i + 1];
    s2 += weights[start + i + 2] * feature[i + 2];
    s3 += weights[start + i + 3] * feature[i + 3];
  }
  if (i < size) s0 += weights[start + i] * feature[i];
  if (i + 1 < size) s1 += weights[start + i + 1] * feature[i + 1];
  if (i + 2 < size) s2 += weights[start + i + 2] * feature[i + 2];
  return s0 + s2 + (s1 + s3);
}
