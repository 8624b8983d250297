import type { PopulationState } from './state.ts';

/**
 * What a readout listens to. `target-bursts` b: bursts placed by teacher or context; `recurrent-bursts` b^rec: bursts
 * predicted by the recurrence; `burst-spikes` B̃: somatic spikes fired within bursts.
 */
export type BurstTrace = 'target-bursts' | 'recurrent-bursts' | 'burst-spikes';

/** The trace `[N]` that a name stands for. */
export function burstTrace(state: PopulationState, trace: BurstTrace): Float64Array {
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

  /**
   * @param feature φ, `[N]`
   * @returns y, `[O]`: the same array every time
   */
  read(feature: Float64Array): Float64Array {
    const size = feature.length;
    for (let o = 0; o < this.output.length; o++) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += this.weights[o * size + i] * feature[i];
      this.output[o] = sum + this.bias[o];
    }
    return this.output;
  }
}
