import type { RealVector } from '../../numeric/vectors.ts';
import type { Readout } from '../readout/readout.ts';
import type { BurstTrace, PopulationState } from './state.ts';
import type { PopulationSize, PopulationWeights } from './weights.ts';

/**
 * How networks are computed. `simd`: float32 in WebAssembly, driven by spikes; `event64`: float64, driven by spikes;
 * `dense64`: float64, every synapse in every step. The same kernel gives the same bits on every machine. The two float64
 * ones differ by rounding; float32 differs from them by its own, which thresholds amplify until single spikes differ,
 * while what is learned agrees statistically. Where time constants or thresholds do not suit a kernel, the next one takes its
 * place: `BurstPopulation.kernel` says which one it is.
 */
export type Kernel = 'simd' | 'event64' | 'dense64';

/**
 * A population of burst neurons that is told what it sees, in which context it is, and what it should do. What it is told it
 * copies, and refuses with a RangeError where the length is another, or a value none that float32 can hold.
 */
export interface BurstPopulation {
  /** How it is computed: what was asked for, or what took its place. */
  readonly kernel: Kernel;
  /** Numbers of neurons and of units that project to them. */
  readonly size: PopulationSize;
  /** As given, but that `proximal` is J as it is now, after `settle`; writing to it changes J. */
  readonly weights: PopulationWeights;
  /** The present; see there how long what it gives is valid. */
  readonly state: PopulationState;
  /** φ, `[N]`: what a readout listens to, written by `stepToFeature`; all 0 after a reset. */
  readonly feature: RealVector;
  /** A linear readout of φ with one output for each unit of the teaching signal; all 0 to begin with. */
  readonly readout: Readout;
  /** Starts an episode from rest: no input, no context, no teacher. */
  reset(options?: { plastic?: boolean }): void;
  /** x, `[I]`: what the soma sees, until told otherwise. */
  setInput(input: Float64Array): void;
  /** c, `[C]`: the context at the apical (and, in controls, the basal) compartment, until told otherwise. */
  setContext(context: Float64Array): void;
  /** y*, `[O]`, and g_teach: what the distal compartment is taught, until told otherwise; gain 0 means no teacher. */
  setTeaching(signal: Float64Array, gain: number): void;
  /** Advances by `count` time steps (1 if not given) with everything that was set held. */
  step(count?: number): void;
  /** The same, after which φ = gain · mean of a trace over the last `averaged` (1 if not given) of these steps. */
  stepToFeature(count: number, trace: BurstTrace, gain: number, averaged?: number): void;
  /** Ends plasticity in this episode and brings `weights.proximal` up to date. */
  settle(): void;
}
