import { expect, test } from 'vitest';
import { createPopulation } from '../../../../src/models/burst/create-population.ts';
import { publishedNeuron } from '../../../../src/models/burst/parameters.ts';
import { createWeights } from '../../../../src/models/burst/weights.ts';
import { generatorOf } from '../random-population.ts';

const MEBIBYTE = 2 ** 20;

test('4000 neurons train in less than 100 MiB, in memory that does not grow', () => {
  const size = { neurons: 4000, excitatory: 3200, inputs: 5, contexts: 0, outputs: 3 };
  const generator = generatorOf(1);
  const weights = {
    ...createWeights(size),
    input: generator.normal(0, 12, size.inputs * size.neurons),
    teaching: generator.normal(0, 20, size.outputs * size.neurons),
  };
  const plasticity = { learningRate: 10, escapeWidth: 0.1 };
  const population = createPopulation(size, weights, publishedNeuron, plasticity, 'simd');
  const proximal = population.weights.proximal!;
  const kernel = proximal.buffer;

  population.reset({ plastic: true });
  population.setInput(Float64Array.of(1, 0, 0, 0, 0));
  for (let t = 0; t < 100; t++) {
    population.setTeaching(Float64Array.of(1, -1, 0.5), 1);
    population.stepToFeature(1, 'recurrent-bursts', 1);
    population.readout.add(population.feature, population.readout.read(population.feature));
  }
  population.settle();

  expect(proximal.some((weight) => weight !== 0)).toBe(true);
  // The kernel's memory holds all but the weights that were given to it; an array would be empty if it had grown.
  const arrays = [population.feature, population.readout.weights, ...Object.values(population.state)];
  for (const { buffer } of arrays) expect(buffer).toBe(kernel);
  const given = [weights.input, weights.teaching].reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(proximal.byteLength).toBe(4 * 4000 ** 2);
  expect(kernel.byteLength + given).toBeLessThan(100 * MEBIBYTE);
});
