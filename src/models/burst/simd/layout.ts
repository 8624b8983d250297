import { type ConstantPlace, type Place, WasmInstance } from '../../../wasm/module.ts';
import { decaysOf } from '../compartments.ts';
import type { NeuronParameters, PlasticityParameters } from '../parameters.ts';
import type { PopulationSize, PopulationWeights } from '../weights.ts';
import { epochsOf, kernelConstants } from './constants.ts';

/** Projections onto the compartments: the place of each, and the number of units of its source. */
const projections = [
  { name: 'input', place: 'inputWeights', source: 'inputs' },
  { name: 'teaching', place: 'teachingWeights', source: 'outputs' },
  { name: 'apicalContext', place: 'apicalContextWeights', source: 'contexts' },
  { name: 'basalContext', place: 'basalContextWeights', source: 'contexts' },
] as const;

/**
 * A WebAssembly instance with a population, ready to be reset. Its memory grows no more, so views of it stay valid.
 * @throws RangeError for more neurons than an instance can hold; UsageError when their weights need too much memory
 */
export function layOut(
  size: PopulationSize,
  weights: PopulationWeights,
  neuron: NeuronParameters,
  plasticity: PlasticityParameters,
): WasmInstance {
  const kernel = new WasmInstance();
  reserve(kernel, size, weights, plasticity.learningRate !== 0);
  kernel.grow(size.neurons, 'choose fewer neurons');
  for (const [place, value] of Object.entries(kernelConstants(neuron, plasticity))) {
    kernel.floats(place as ConstantPlace, 4).fill(value);
  }
  const { synapse, burst, adaptation } = decaysOf(neuron);
  kernel.run.setDecays(synapse, burst, adaptation);
  const epochs = epochsOf(neuron);
  const gain = neuron.timeStep / neuron.tauMembrane;
  if (epochs) kernel.run.setTimeConstants(gain, synapse, epochs.fastSteps, epochs.fastSums);
  kernel.run.transmitBurstsOnly(neuron.transmission === 'burst-spikes' ? 1 : 0);
  writeWeights(kernel, size, weights);
  return kernel;
}

function reserve(
  kernel: WasmInstance,
  size: PopulationSize,
  weights: PopulationWeights,
  plastic: boolean,
): void {
  const { run } = kernel;
  const most = kernel.figure('MOST_NEURONS');
  if (size.neurons > most) {
    throw new RangeError(
      `kernel simd: expected at most ${most} neurons, received ${size.neurons}; choose the kernel event64.`,
    );
  }
  run.begin(size.neurons);
  const [inputs, outputs, apical, basal] = projections.map(({ name, source }) =>
    unitsOf(weights[name], size[source]),
  );
  run.reserveSources(size.inputs, size.outputs, size.contexts);
  run.reserveProjections(inputs, outputs, apical, basal);
  run.reserveReadout(size.outputs);
  if (weights.proximalSynapses) run.reserveSynapses(weights.proximalSynapses.values.length);
  else if (weights.proximal || plastic) run.reserveProximalColumns();
  if (weights.basal) run.reserveBasalColumns();
}

/** The units of a projection; 0 for a matrix of zeros, which needs no memory and no work. */
function unitsOf(matrix: Float64Array, units: number): number {
  return matrix.some((weight) => weight !== 0) ? units : 0;
}

function writeWeights(kernel: WasmInstance, { neurons }: PopulationSize, weights: PopulationWeights): void {
  for (const { name, place } of projections) writeColumns(kernel, place, weights[name], neurons);
  if (weights.basal) writeColumns(kernel, 'basalWeights', weights.basal, neurons);
  if (weights.proximal) kernel.floats('proximalWeights', neurons ** 2).set(weights.proximal);
  if (!weights.proximalSynapses) return;
  const { starts, targets, values } = weights.proximalSynapses;
  kernel.words('synapseStarts', starts.length).set(starts);
  kernel.words('synapseTargets', targets.length).set(targets);
  kernel.floats('synapseValues', values.length).set(values);
}

function writeColumns(kernel: WasmInstance, place: Place, matrix: Float64Array, neurons: number): void {
  if (kernel.address(place) === 0) return;
  const stride = kernel.figure('stride') / Float32Array.BYTES_PER_ELEMENT;
  const columns = matrix.length / neurons;
  const memory = kernel.floats(place, columns * stride);
  for (let j = 0; j < columns; j++) {
    memory.set(matrix.subarray(j * neurons, (j + 1) * neurons), j * stride);
  }
}
