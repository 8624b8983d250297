import { createMatrix } from '../../numeric/allocation.ts';
import type { RealVector } from '../../numeric/vectors.ts';

/** Sizes of a population and of its sources. */
export interface PopulationSize {
  /** N: all neurons. */
  readonly neurons: number;
  /** N_E: the first `excitatory` neurons are excitatory, the rest inhibitory. */
  readonly excitatory: number;
  /** I: units of the sensory input x. */
  readonly inputs: number;
  /** Units of the context c. */
  readonly contexts: number;
  /** Units of the teaching signal y*. */
  readonly outputs: number;
}

/**
 * Every synapse onto a population. All matrices are stored by presynaptic unit: the weights of unit j onto neurons
 * 0 … N−1 are contiguous, `weights[j * N + i]`, so that a spike or an active input unit reads one run of memory.
 */
export interface PopulationWeights {
  /** J_in, `[I, N]`: sensory input onto the soma. */
  readonly input: Float64Array;
  /** J_target, `[O, N]`: teaching signal onto the distal apical compartment. */
  readonly teaching: Float64Array;
  /** σ_ctx,apical · C_apical, `[C, N]`: context onto the distal apical compartment. */
  readonly apicalContext: Float64Array;
  /** σ_ctx,basal · C_basal, `[C, N]`: context onto the soma. */
  readonly basalContext: Float64Array;
  /** J, `[N, N]`: recurrence onto the proximal apical compartment, the plastic synapses; null where all are 0. */
  readonly proximal: RealVector | null;
  /** J in place of `proximal` where only few synapses exist; where they learn, in place, `dense64` computes the population. */
  readonly proximalSynapses?: SparseColumns | null;
  /** w, `[N, N]`: recurrence onto the soma; null where there is none. */
  readonly basal: Float64Array | null;
}

/** A matrix `[N, N]` of few synapses: those of presynaptic neuron j are the entries starts[j] … starts[j + 1] − 1. */
export interface SparseColumns {
  /** `[N + 1]`, ascending from 0 */
  readonly starts: Uint32Array;
  /** Postsynaptic neuron of each synapse. */
  readonly targets: Uint32Array;
  /** Weight of each synapse. */
  readonly values: Float64Array;
}

/** Weights of the right shapes, all 0; no recurrence. */
export function createWeights(size: PopulationSize): PopulationWeights {
  const { neurons, inputs, contexts, outputs } = size;
  return {
    input: createMatrix(inputs, neurons),
    teaching: createMatrix(outputs, neurons),
    apicalContext: createMatrix(contexts, neurons),
    basalContext: createMatrix(contexts, neurons),
    proximal: null,
    basal: null,
  };
}
