import { createMatrix } from '../../numeric/allocation.ts';
import { wasmSupported } from '../../wasm/module.ts';
import { DenseRecurrence } from './dense-recurrence.ts';
import { EventPopulation } from './event-population.ts';
import { EventRecurrence } from './event-recurrence.ts';
import type { BurstLoops } from './loops.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import { PlainLoops } from './plain-loops.ts';
import { PlainPopulation } from './plain-population.ts';
import { PlasticSynapses } from './plastic-synapses.ts';
import type { BurstPopulation, DrivenPopulation, Kernel } from './population.ts';
import { checkParameters, checkWeights } from './population-checks.ts';
import type { Recurrence, RecurrentWeights } from './recurrence.ts';
import { SimdPopulation } from './simd/population.ts';
import { SparseRecurrence } from './sparse-recurrence.ts';
import { WasmLoops } from './wasm-loops.ts';
import type { PopulationSize, PopulationWeights } from './weights.ts';

/** The fastest kernel that this machine can run. */
export function defaultKernel(): Kernel {
  return wasmSupported() ? 'simd' : 'event64';
}

/**
 * A population of burst neurons, computed by a kernel.
 *
 * @param weights belong to the population after the call: it may use the arrays themselves or copies
 * @throws RangeError when weights do not fit `size`, when there is a matrix beside few synapses, or when neurons at
 * rest are above threshold; UsageError when memory does not suffice
 */
export function createPopulation(
  size: PopulationSize,
  weights: PopulationWeights,
  neuron: NeuronParameters,
  plasticity: PlasticityParameters,
  kernel: Kernel = defaultKernel(),
): BurstPopulation {
  checkWeights(size, weights);
  checkParameters(weights, neuron);
  if (kernel === 'simd' && !wasmSupported()) {
    throw new RangeError('kernel simd: this machine cannot run SIMD WebAssembly; choose event64');
  }
  const fewLearn = weights.proximalSynapses && plasticity.learningRate !== 0;
  if (kernel === 'simd' && SimdPopulation.suits(neuron, plasticity) && !fewLearn) {
    return new SimdPopulation(size, weights, neuron, plasticity);
  }
  return createInFloat64(size, weights, neuron, plasticity, kernel);
}

/**
 * A population in float64 that takes currents neuron by neuron.
 *
 * @param weights as for `createPopulation`
 * @throws RangeError as `createPopulation`; UsageError when memory does not suffice
 */
export function createDrivenPopulation(
  size: PopulationSize,
  weights: PopulationWeights,
  neuron: NeuronParameters,
  plasticity: PlasticityParameters,
  kernel: Exclude<Kernel, 'simd'> = 'event64',
): DrivenPopulation {
  checkWeights(size, weights);
  checkParameters(weights, neuron);
  return createInFloat64(size, weights, neuron, plasticity, kernel);
}

function createInFloat64(
  size: PopulationSize,
  weights: PopulationWeights,
  neuron: NeuronParameters,
  plasticity: PlasticityParameters,
  kernel: Kernel,
): DrivenPopulation {
  const learns = plasticity.learningRate !== 0;
  if (learns && weights.proximalSynapses) {
    const loops = new PlainLoops(size.neurons);
    const recurrence = new PlasticSynapses(weights.proximalSynapses, weights.basal, loops, neuron);
    return new PlainPopulation(size, weights, neuron, plasticity, recurrence);
  }
  const wired = learns ? withProximal(weights, size.neurons) : weights;
  if (kernel === 'dense64' || !drivenBySpikes(wired, neuron)) {
    const recurrence = statedRecurrence(wired, new PlainLoops(size.neurons), neuron);
    return new PlainPopulation(size, wired, neuron, plasticity, recurrence);
  }
  const loops = createLoops(size, wired);
  const recurrence = drivenRecurrence(wired, loops, neuron);
  return new EventPopulation(size, wired, neuron, plasticity, loops, recurrence);
}

/** The loops of an event-driven population, with enough memory for it. */
function createLoops(size: PopulationSize, weights: PopulationWeights): BurstLoops {
  if (!wasmSupported()) return new PlainLoops(size.neurons);
  const units = Math.max(size.inputs, size.contexts, size.outputs);
  const own = EventPopulation.memoryNeeded(size);
  const recurrent = EventRecurrence.memoryNeeded(weights, size.neurons);
  return new WasmLoops(size.neurons, units, own.values + recurrent.values, own.arrays + recurrent.arrays);
}

function statedRecurrence(
  weights: PopulationWeights,
  loops: BurstLoops,
  neuron: NeuronParameters,
): Recurrence | null {
  const { proximal, proximalSynapses, basal } = weights;
  if (proximalSynapses) return new SparseRecurrence(proximalSynapses, basal, loops, neuron);
  if (proximal === null && basal === null) return null;
  return new DenseRecurrence(withProximal(weights, loops.neurons), loops, neuron);
}

/** Whether the time constants allow a recurrence driven by spikes; those of a matrix are more restrictive. */
function drivenBySpikes({ proximal, proximalSynapses, basal }: PopulationWeights, neuron: NeuronParameters) {
  return proximalSynapses || (proximal === null && basal === null) || EventRecurrence.suits(neuron);
}

/** @param weights that `drivenBySpikes` accepts */
function drivenRecurrence(
  weights: PopulationWeights,
  loops: BurstLoops,
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
