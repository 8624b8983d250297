import type { RealVector } from '../../numeric/vectors.ts';
import type { Injection } from '../model.ts';
import type { Readout } from '../readout/readout.ts';
import type { BurstTrace, PopulationState } from './state.ts';
import type { PopulationSize, PopulationWeights } from './weights.ts';

/**
 * How networks are computed. `simd`: float32 in WebAssembly, driven by spikes; `event64`: float64, driven by spikes;
 * `dense64`: float64, every synapse in every step. The same kernel gives the same bits on every machine. The two float64
 * ones differ by rounding. The rounding of float32 is coarser, and thresholds amplify it until single spikes differ, while the
 * results of learning agree statistically. Where time constants or thresholds do not suit a kernel, the next one replaces it:
 * `BurstPopulation.kernel` names the one in use.
 */
export type Kernel = 'simd' | 'event64' | 'dense64';

/**
 * A population of burst neurons with an input, a context and a teaching signal. It copies the arrays that it receives, and
 * throws a RangeError for arrays of a wrong length and for values that float32 cannot hold.
 */
export interface BurstPopulation {
  /** The kernel that computes it: the requested one or its replacement. */
  readonly kernel: Kernel;
  /** Numbers of neurons and of units that project to them. */
  readonly size: PopulationSize;
  /** The weights. `proximal` is J, up to date after `settle`; writing to it changes J. */
  readonly weights: PopulationWeights;
  /** The present state; its arrays are valid until the next step. */
  readonly state: PopulationState;
  /**
   * φ, `[N]`: the feature that a readout reads, made by `stepToFeature`; all 0 after a reset. It is the same array every time,
   * up to date when it is accessed. A readout that is given the array needs no access.
   */
  readonly feature: RealVector;
  /** A linear readout of φ with one output for each unit of the teaching signal; all 0 to begin with. */
  readonly readout: Readout;
  /** Starts an episode from rest: no input, no context, no teacher. */
  reset(options?: { plastic?: boolean }): void;
  /** Sets x, `[I]`, the input of the soma. */
  setInput(input: Float64Array): void;
  /** Sets c, `[C]`, the context at the apical (and, in controls, the basal) compartment. */
  setContext(context: Float64Array): void;
  /** Sets y*, `[O]`, and g_teach: the teaching signal of the distal compartment. Gain 0 means no teacher. */
  setTeaching(signal: Float64Array, gain: number): void;
  /**
   * Injects currents from now on, also after resets, until the next call; null for none. The vectors are read at every step.
   */
  inject(injection: Injection | null): void;
  /** Advances by `count` time steps (1 if not given); input, context and teaching signal stay as they are. */
  step(count?: number): void;
  /**
   * The same, after which φ = gain · mean of a trace over the last `averaged` (1 if not given) of these steps.
   * @param watch called after every step with its number, from 0; it changes no bit of the results
   */
  stepToFeature(
    count: number,
    trace: BurstTrace,
    gain: number,
    averaged?: number,
    watch?: ((step: number) => void) | null,
  ): void;
  /** Ends plasticity in this episode and brings `weights.proximal` and the readout's weights up to date. */
  settle(): void;
}

/** A population that can also be driven without projections, neuron by neuron. */
export interface DrivenPopulation extends BurstPopulation {
  /**
   * Sets the currents into every soma and every distal compartment, `[N]` each, in place of those that input and context
   * project.
   * @param proximal currents into every proximal compartment beside those of its synapses, `[N]`; none if not given
   */
  setCurrents(soma: Float64Array, distal: Float64Array, proximal?: Float64Array): void;
}
