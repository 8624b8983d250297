import { exp } from 'gymnasium-js/elementary';
import type { PopulationState } from './state.ts';

/** σ(x) = 1 / (1 + e^−x) */
export function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}

/**
 * Postsynaptic factor of the burst-dependent plasticity ΔJ_ij = A_i e_j (Capone et al. 2022; equation 11 of README.md):
 *
 *     A = η [ z^d − σ(V^p / δu) ] (1 − z^p_before) S
 *
 * It moves the recurrent prediction of proximal spikes towards the distal spikes that the teacher evokes, in neurons
 * whose soma is active and whose proximal compartment is not refractory. Local: every term belongs to neuron i.
 *
 * @param out `[N]`, overwritten
 * @param state after the step: z^d, V^p and S are this step's
 * @param proximalSpikeBefore `[N]` z^p that reset V^p in this step
 */
export function plasticityFactor(
  out: Float64Array,
  state: PopulationState,
  proximalSpikeBefore: Uint8Array,
  learningRate: number,
  escapeWidth: number,
): void {
  const { distalSpike, proximalVoltage, somaWindow } = state;
  for (let i = 0; i < out.length; i++) {
    if (somaWindow[i] === 0 || proximalSpikeBefore[i] === 1) {
      out[i] = 0;
      continue;
    }
    const spikeProbability = logistic(proximalVoltage[i] / escapeWidth);
    out[i] = learningRate * (distalSpike[i] - spikeProbability);
  }
}
