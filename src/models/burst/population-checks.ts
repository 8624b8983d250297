import type { NeuronParameters } from './parameters.ts';
import type { PopulationSize, PopulationWeights, SparseColumns } from './weights.ts';

/** The largest number that a float32 can hold. */
const LARGEST = 3.4028234663852886e38;

/** @throws RangeError when a matrix or a list of synapses does not fit the population */
export function checkWeights(size: PopulationSize, weights: PopulationWeights): void {
  const { neurons, inputs, contexts, outputs } = size;
  const expected = {
    input: inputs * neurons,
    teaching: outputs * neurons,
    apicalContext: contexts * neurons,
    basalContext: contexts * neurons,
    proximal: neurons * neurons,
    basal: neurons * neurons,
  } satisfies Partial<Record<keyof PopulationWeights, number>>;
  for (const [name, length] of Object.entries(expected)) {
    const matrix = weights[name as keyof typeof expected];
    if (matrix !== null && matrix.length !== length) {
      throw new RangeError(
        `weights.${name}: expected ${length} values for this population, received ${matrix.length}.`,
      );
    }
  }
  if (weights.proximalSynapses) checkSynapses(weights.proximalSynapses, neurons);
}

/** Kernels follow starts and targets without checks of their own. */
function checkSynapses({ starts, targets, values }: SparseColumns, neurons: number): void {
  const refuse = (name: keyof SparseColumns, expected: string, received: string): never => {
    throw new RangeError(`weights.proximalSynapses.${name}: expected ${expected}, received ${received}.`);
  };
  const ends = neurons + 1;
  if (starts.length !== ends) refuse('starts', `${ends} entries for this population`, `${starts.length}`);
  if (values.length !== targets.length) {
    refuse('values', `one for each of ${targets.length} targets`, `${values.length}`);
  }
  if (starts[0] !== 0) refuse('starts', 'them to begin at 0', `${starts[0]}`);
  const falling = starts.findIndex((start, j) => j > 0 && start < starts[j - 1]);
  if (falling > 0) {
    refuse('starts', 'ascending entries', `${starts[falling]} after ${starts[falling - 1]} at ${falling}`);
  }
  if (starts[neurons] !== targets.length) {
    refuse('starts', `them to end at ${targets.length}, the number of targets`, `${starts[neurons]}`);
  }
  const outside = targets.findIndex((target) => target >= neurons);
  if (outside >= 0) refuse('targets', `neurons below ${neurons}`, `${targets[outside]} at ${outside}`);
}

/** @throws RangeError when J is given in two forms, or for constants with which no kernel can compute */
export function checkParameters(
  { proximal, proximalSynapses }: PopulationWeights,
  neuron: NeuronParameters,
): void {
  if (proximalSynapses && proximal !== null) {
    throw new RangeError(
      'weights.proximalSynapses: expected no weights.proximal beside them, ' +
        `received a matrix of ${proximal.length} values; give J in one of the two forms.`,
    );
  }
  if (!(neuron.restingInput <= 0)) {
    throw new RangeError(
      'neuron.restingInput: expected at most 0, the threshold, for neurons that can rest, ' +
        `received ${neuron.restingInput}.`,
    );
  }
  for (const name of ['somaWindowThreshold', 'burstThreshold'] as const) {
    if (neuron[name] >= 0) continue;
    throw new RangeError(
      `neuron.${name}: expected at least 0, what the trace of a silent neuron is, received ${neuron[name]}.`,
    );
  }
}

/**
 * Checks an array that a population receives. Every kernel refuses values that float32 cannot hold.
 * @param name name of the source, for the error
 * @param used whether the values matter besides the length
 * @throws RangeError
 */
export function checkSource(name: string, source: Float64Array, units: number, used = true): void {
  if (source.length !== units) {
    throw new RangeError(`${name}: expected ${units} values for this population, received ${source.length}.`);
  }
  if (!used) return;
  for (let k = 0; k < units; k++) {
    if (Math.abs(source[k]) <= LARGEST) continue;
    throw new RangeError(`${name}: expected finite float32 numbers, received ${source[k]} at ${k}.`);
  }
}

/** Checks the teaching signal; its values do not matter where its gain is 0. @throws RangeError */
export function checkTeaching(signal: Float64Array, units: number, gain: number): void {
  if (!(Math.abs(gain) <= LARGEST)) {
    throw new RangeError(`teaching gain: expected a finite float32 number, received ${gain}.`);
  }
  checkSource('teaching', signal, units, gain !== 0);
}
