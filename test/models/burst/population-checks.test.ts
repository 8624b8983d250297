import { describe, expect, test } from 'vitest';
import { createPopulation } from '../../../src/models/burst/create-population.ts';
import { type NeuronParameters, publishedNeuron } from '../../../src/models/burst/parameters.ts';
import type { Kernel } from '../../../src/models/burst/population.ts';
import { createWeights, type SparseColumns } from '../../../src/models/burst/weights.ts';
import { populationOf } from './small-population.ts';

const kernels = ['simd', 'event64', 'dense64'] as const;
const size = { neurons: 3, excitatory: 3, inputs: 2, contexts: 2, outputs: 2 };
const still = { learningRate: 0, escapeWidth: 0.1 };

const create = (kernel: Kernel, neuron: Partial<NeuronParameters> = {}, learningRate = 0) =>
  createPopulation(
    size,
    createWeights(size),
    { ...publishedNeuron, ...neuron },
    { ...still, learningRate },
    kernel,
  );

describe.each(kernels)('a population (%s)', (kernel) => {
  const sources = {
    input: (values: Float64Array) => create(kernel).setInput(values),
    context: (values: Float64Array) => create(kernel).setContext(values),
    teaching: (values: Float64Array) => create(kernel).setTeaching(values, 1),
  };

  test.each(Object.entries(sources))('refuses what is no %s of its own', (name, set) => {
    for (const length of [1, 3]) {
      expect(() => set(new Float64Array(length))).toThrow(
        `${name}: expected 2 values for this population, received ${length}.`,
      );
    }
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e39, -1e39]) {
      expect(() => set(Float64Array.of(1, value))).toThrow(
        `${name}: expected finite float32 numbers, received ${value} at 1.`,
      );
    }
    expect(() => set(Float64Array.of(-3e38, 0))).not.toThrow();
  });

  test('does not look at what a teacher of gain 0 says, but at the gain', () => {
    const population = create(kernel);
    expect(() => population.setTeaching(Float64Array.of(Number.NaN, 0), 0)).not.toThrow();
    expect(() => population.setTeaching(new Float64Array(3), 0)).toThrow(/teaching: expected 2 values/);
    expect(() => population.setTeaching(new Float64Array(2), Number.NaN)).toThrow(
      'teaching gain: expected a finite float32 number, received NaN.',
    );
  });

  test('refuses thresholds that silence is above', () => {
    for (const name of ['somaWindowThreshold', 'burstThreshold']) {
      for (const value of [-1e-9, Number.NaN]) {
        expect(() => create(kernel, { [name]: value })).toThrow(
          `neuron.${name}: expected at least 0, what the trace of a silent neuron is, received ${value}.`,
        );
      }
    }
  });

  test.each([
    [{ starts: [0, 1, 2] }, 'starts: expected 4 entries for this population, received 3.'],
    [{ values: [1] }, 'values: expected one for each of 2 targets, received 1.'],
    [{ starts: [1, 1, 1, 2] }, 'starts: expected them to begin at 0, received 1.'],
    [{ starts: [0, 2, 1, 2] }, 'starts: expected ascending entries, received 1 after 2 at 2.'],
    [{ starts: [0, 1, 1, 1] }, 'starts: expected them to end at 2, the number of targets, received 1.'],
    [{ targets: [0, 3] }, 'targets: expected neurons below 3, received 3 at 1.'],
  ])('refuses few synapses that are none of its own: %o', (given, message) => {
    const { starts, targets, values } = { starts: [0, 1, 1, 2], targets: [0, 2], values: [1, 1], ...given };
    const synapses: SparseColumns = {
      starts: Uint32Array.from(starts),
      targets: Uint32Array.from(targets),
      values: Float64Array.from(values),
    };
    const weights = { ...createWeights(size), proximalSynapses: synapses };
    expect(() => createPopulation(size, weights, publishedNeuron, still, kernel)).toThrow(
      `weights.proximalSynapses.${message}`,
    );
  });
});

describe('a population says which kernel computes it', () => {
  test('the one that was asked for', () => {
    for (const kernel of kernels) expect(create(kernel, {}, 1).kernel).toBe(kernel);
  });

  test('or the next one, where time constants do not suit', () => {
    // Membrane and synapse decay alike: float32 has no digits for that; and exactly alike, nor has float64.
    expect(create('simd', { tauSynapse: 20 }, 1).kernel).toBe('event64');
    expect(create('simd', { tauSynapse: 20 }).kernel).toBe('simd');
    const tauSynapse = -1 / Math.log(0.95);
    expect(create('simd', { tauSynapse }, 1).kernel).toBe('dense64');
    expect(create('event64', { tauSynapse }).kernel).toBe('event64');
  });

  test('or thresholds are below what simd takes for silence', () => {
    for (const name of ['somaWindowThreshold', 'burstThreshold']) {
      expect(create('simd', { [name]: 1e-6 }).kernel).toBe('simd');
      expect(create('simd', { [name]: 1e-10 }).kernel).toBe('event64');
    }
  });

  test('and those windows last as long as in float64', () => {
    const [wide, exact] = (['simd', 'dense64'] as const).map((kernel) => {
      const population = populationOf({
        weights: { input: Float64Array.of(60) },
        neuron: { somaWindowThreshold: 1e-10 },
        kernel,
      });
      population.setInput(Float64Array.of(1));
      population.step(40);
      population.setInput(Float64Array.of(0));
      return Array.from({ length: 500 }, () => {
        population.step();
        return population.state.somaWindow[0];
      });
    });
    expect(exact).toContain(0);
    expect(wide).toEqual(exact);
  });
});
