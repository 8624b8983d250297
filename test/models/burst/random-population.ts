import { Generator, PCG64, SeedSequence } from 'gymnasium-js';
import { createPopulation } from '../../../src/models/burst/create-population.ts';
import { type NeuronParameters, publishedNeuron } from '../../../src/models/burst/parameters.ts';
import type { BurstPopulation, Kernel } from '../../../src/models/burst/population.ts';
import {
  createWeights,
  type PopulationSize,
  type PopulationWeights,
} from '../../../src/models/burst/weights.ts';

export const generatorOf = (...seed: number[]) => new Generator(new PCG64(new SeedSequence(seed)));

export interface RandomPopulation {
  readonly seed: number;
  readonly size: PopulationSize;
  /** Standard deviation of each projection's weights; 0: none. */
  readonly sigma: { readonly [Projection in Exclude<keyof PopulationWeights, 'proximalSynapses'>]?: number };
  readonly neuron?: Partial<NeuronParameters>;
  readonly learningRate?: number;
}

/** A population with everything on, of an odd size. */
export const everything: RandomPopulation = {
  seed: 11,
  size: { neurons: 37, excitatory: 30, inputs: 6, contexts: 2, outputs: 3 },
  sigma: { input: 30, teaching: 60, apicalContext: 40, basalContext: 20, proximal: 20, basal: 5 },
  learningRate: 5,
};

/** A population with random weights; the same for every kernel. */
export function randomPopulation(
  { seed, size, sigma, neuron = {}, learningRate = 0 }: RandomPopulation,
  kernel: Kernel,
): BurstPopulation {
  const generator = generatorOf(seed);
  const { neurons } = size;
  const recurrent = (deviation = 0) => (deviation === 0 ? null : new Float64Array(neurons * neurons));
  const weights = {
    ...createWeights(size),
    proximal: recurrent(sigma.proximal),
    basal: recurrent(sigma.basal),
  };
  for (const [projection, deviation] of Object.entries(sigma)) {
    const values = weights[projection as keyof typeof sigma];
    if (values !== null) generator.fillNormal(values, 0, deviation);
  }
  const plasticity = { learningRate, escapeWidth: 0.1 };
  return createPopulation(size, weights, { ...publishedNeuron, ...neuron }, plasticity, kernel);
}

/** Largest |a − b|. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expectSameLength(a, b);
  let largest = 0;
  for (let k = 0; k < a.length; k++) {
    const difference = Math.abs(a[k]! - b[k]!);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

function expectSameLength(a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length)
    throw new RangeError(`expected lists of one length, received ${a.length}, ${b.length}`);
}
