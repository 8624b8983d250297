import { expect } from 'vitest';
import { createPopulation } from '../../../src/models/burst/create-population.ts';
import { type NeuronParameters, publishedNeuron } from '../../../src/models/burst/parameters.ts';
import type { BurstPopulation, Kernel } from '../../../src/models/burst/population.ts';
import { createWeights, type PopulationWeights } from '../../../src/models/burst/weights.ts';

export interface Wiring {
  readonly weights?: Partial<PopulationWeights>;
  readonly neuron?: Partial<NeuronParameters>;
  readonly neurons?: number;
  readonly kernel?: Kernel;
}

/** Neurons that each see one unit of input, context and teaching; every weight not given is 0. */
export function populationOf({
  weights = {},
  neuron = {},
  neurons = 1,
  kernel = 'event64',
}: Wiring): BurstPopulation {
  const size = { neurons, excitatory: neurons, inputs: 1, contexts: 1, outputs: 1 };
  const plasticity = { learningRate: 0, escapeWidth: 0.1 };
  const wired = { ...createWeights(size), ...weights };
  return createPopulation(size, wired, { ...publishedNeuron, ...neuron }, plasticity, kernel);
}

export const on = Float64Array.of(1);

/** Steps a population and lists a value of neuron `index` after each. */
export function record(
  population: BurstPopulation,
  steps: number,
  of: (state: BurstPopulation['state']) => ArrayLike<number>,
  index = 0,
): number[] {
  return Array.from({ length: steps }, () => {
    population.step();
    return of(population.state)[index]!;
  });
}

export function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  for (const [k, value] of values.entries()) expect(value, `step ${k + 1}`).toBeCloseTo(expected[k]!, 10);
}
