import { createMatrix } from '../../numeric/allocation.ts';
import { kernelSupported } from '../../wasm/module.ts';
import { KernelLoops } from '../../wasm/vectors.ts';
import type { BurstTrace, Readout } from '../readout/readout.ts';
import { DenseRecurrence } from './dense-recurrence.ts';
import { EventPopulation } from './event-population.ts';
import { EventRecurrence } from './event-recurrence.ts';
import type { Loops } from './loops.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import { PlainLoops } from './plain-loops.ts';
import { PlainPopulation } from './plain-population.ts';
import { checkParameters, checkWeights } from './population-checks.ts';
import type { Recurrence, RecurrentWeights } from './recurrence.ts';
import { SimdPopulation } from './simd/population.ts';
import { SparseRecurrence } from './sparse-recurrence.ts';
import type { PopulationState, RealVector } from './state.ts';
import type { PopulationSize, PopulationWeights } from './weights.ts';

/**
 * How networks are computed. `simd`: float32 in WebAssembly, driven by spikes; `event64`: float64, driven by spikes;
 * `dense64`: float64, every synapse in every step. The same kernel gives the same bits on every machine. The two float64
 * ones differ by rounding; float32 differs from them by its own, which thresholds amplify until single spikes differ,
 * while what is learned agrees statistically. Where time constants or thresholds do not suit a kernel, the next one takes its
 * place: `BurstPopulation.kernel` says which one it is.
 */
export type Kernel = 'simd' | 'event64' | 'dense64';

/** The fastest kernel that this machine can run. */
export function defaultKernel(): Kernel {
  return kernelSupported() ? 'simd' : 'event64';
}

/**
 * A population of burst neurons that is told what it sees, in which context it is, and what it should do. What it is told it
 * copies, and refuses with a RangeError where the length is another, or a value none that float32 can hold.
 */
export interface BurstPopulation {
  /** How it is computed: what was asked for, or what took its place. */
  readonly kernel: Kernel;
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

/**
 * @param weights the population's from now on: it may use the arrays as they are or copies
 * @throws RangeError when weights do not fit `size`, when synapses that cannot learn should, or when neurons at rest are
 * above threshold; UsageError when they need more memory than there is
 */
export function createPopulation(
  size: PopulationSize,
  weights: PopulationWeights,
  neuron: NeuronParameters,
  plasticity: PlasticityParameters,
  kernel: Kernel = defaultKernel(),
): BurstPopulation {
  checkWeights(size, weights);
  checkParameters(weights, neuron, plasticity);
  if (kernel === 'simd' && !kernelSupported()) {
    throw new RangeError('kernel simd: this machine cannot run SIMD WebAssembly; choose event64');
  }
  if (kernel === 'simd' && SimdPopulation.suits(neuron, plasticity)) {
    return new SimdPopulation(size, weights, neuron, plasticity);
  }
  const wired = plasticity.learningRate === 0 ? weights : withProximal(weights, size.neurons);
  if (kernel === 'dense64' || !drivenBySpikes(wired, neuron)) {
    const recurrence = statedRecurrence(wired, new PlainLoops(size.neurons), neuron);
    return new PlainPopulation(size, wired, neuron, plasticity, recurrence);
  }
  const loops = createLoops(size, wired);
  const recurrence = drivenRecurrence(wired, loops, neuron);
  return new EventPopulation(size, wired, neuron, plasticity, loops, recurrence);
}

/** What an event-driven population computes with. */
function createLoops(size: PopulationSize, weights: PopulationWeights): Loops {
  if (!kernelSupported()) return new PlainLoops(size.neurons);
  const units = Math.max(size.inputs, size.contexts, size.outputs);
  const own = EventPopulation.room(size);
  const recurrent = EventRecurrence.room(weights, size.neurons);
  return new KernelLoops(size.neurons, units, own.values + recurrent.values, own.arrays + recurrent.arrays);
}

function statedRecurrence(
  weights: PopulationWeights,
  loops: Loops,
  neuron: NeuronParameters,
): Recurrence | null {
  const { proximal, proximalSynapses, basal } = weights;
  if (proximalSynapses) return new SparseRecurrence(proximalSynapses, basal, loops, neuron);
  if (proximal === null && basal === null) return null;
  return new DenseRecurrence(withProximal(weights, loops.neurons), loops, neuron);
}

/** Whether the time constants allow a recurrence that only spikes touch; a matrix asks more of them than few synapses do. */
function drivenBySpikes({ proximal, proximalSynapses, basal }: PopulationWeights, neuron: NeuronParameters) {
  return proximalSynapses || (proximal === null && basal === null) || EventRecurrence.suits(neuron);
}

/** @param weights with which `drivenBySpikes` is true */
function drivenRecurrence(
  weights: PopulationWeights,
  loops: Loops,
  neuron: NeuronParameters,
): Recurrence | null {
  const { proximal, proximalSynapses, basal } = weights;
  if (proximalSynapses) return new SparseRecurrence(proximalSynapses, basal, loops, neuron);
  if (proximal === null && basal === null) return null;
  return new EventRecurrence(withProximal(weights, loops.neurons), loops, neuron);
}

function withProximal(weights: PopulationWeights, neurons: number): PopulationWeights & RecurrentWeights {
  const { proximal } = weights;
  if (proximal instanceof Float64Array) return { ...weights, proximal };
  return {
    ...weights,
    proximal: proximal ? Float64Array.from(proximal) : createMatrix(neurons, neurons),
  };
}
