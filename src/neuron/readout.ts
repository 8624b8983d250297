import type { PopulationState } from './state.ts';

/**
 * What a readout listens to. `target-bursts` b: bursts placed by teacher or context; `recurrent-bursts` b^rec: bursts
 * predicted by the recurrence; `burst-spikes` B̃: somatic spikes fired within bursts.
 */
export type Feature = 'target-bursts' | 'recurrent-bursts' | 'burst-spikes';

/** The trace `[N]` a feature names. */
export function featureTrace(state: PopulationState, feature: Feature): Float64Array {
  switch (feature) {
    case 'target-bursts':
      return state.targetBurstTrace;
    case 'recurrent-bursts':
      return state.recurrentBurstTrace;
    case 'burst-spikes':
      return state.burstSpikeTrace;
  }
}

/** A linear readout y = W φ + bias with O outputs of N features. */
export class Readout {
  /** J_out, `[O, N]` row-major. */
  readonly weights: Float64Array;
  /** `[O]` */
  readonly bias: Float64Array;
  /** y, `[O]`, written by `read`. */
  readonly output: Float64Array;

  constructor(outputs: number, features: number) {
    this.weights = new Float64Array(outputs * features);
    this.bias = new Float64Array(outputs);
    this.output = new Float64Array(outputs);
  }

  /** @param feature φ, `[N]` */
  read(feature: Float64Array): Float64Array {
    const size = feature.length;
    for (let o = 0; o < this.output.length; o++) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += this.weights[o * size + i] * feature[i];
      this.output[o] = sum + this.bias[o];
    }
    return this.output;
  }

  /**
   * Delta rule: ΔJ_out = η_out (y* − y) ⊗ φ, Δbias = η_bias (y* − y). Local to each synapse.
   * @param target y*, `[O]`
   */
  learnDelta(feature: Float64Array, target: ArrayLike<number>, rate: number, biasRate: number): void {
    this.read(feature);
    const size = feature.length;
    for (let o = 0; o < this.output.length; o++) {
      const error = target[o] - this.output[o];
      const change = rate * error;
      for (let i = 0; i < size; i++) this.weights[o * size + i] += change * feature[i];
      this.bias[o] += biasRate * error;
    }
  }
}
