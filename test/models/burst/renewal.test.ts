import { describe, expect, test } from 'vitest';
import { DenseRecurrence } from '../../../src/models/burst/dense-recurrence.ts';
import { EventPopulation } from '../../../src/models/burst/event-population.ts';
import { EventRecurrence } from '../../../src/models/burst/event-recurrence.ts';
import { publishedNeuron } from '../../../src/models/burst/parameters.ts';
import { PlainLoops } from '../../../src/models/burst/plain-loops.ts';
import { PlainPopulation } from '../../../src/models/burst/plain-population.ts';
import type { BurstPopulation } from '../../../src/models/burst/population.ts';
import { SparseRecurrence } from '../../../src/models/burst/sparse-recurrence.ts';
import { createWeights } from '../../../src/models/burst/weights.ts';
import { generatorOf, randomPopulation } from './random-population.ts';

const neurons = 4;
const size = { neurons, excitatory: neurons, inputs: 1, contexts: 0, outputs: 1 };
/** Short, so that silence comes soon. */
const neuron = { ...publishedNeuron, tauMembrane: 5, tauBurst: 5, tauAdaptation: 5 };
const weights = { ...createWeights(size), input: new Float64Array(neurons).fill(100) };
/** Too weak to go on without an input. */
const matrix = () => generatorOf(3).normal(0, 1, neurons ** 2);

/** Steps with every neuron spiking now and then, and with none. */
function excite(population: BurstPopulation, plastic: boolean): void {
  population.reset({ plastic });
  population.setInput(Float64Array.of(1));
  population.setTeaching(Float64Array.of(1), 1);
  population.step(100);
}

function silence(population: BurstPopulation): void {
  population.setInput(Float64Array.of(0));
  population.setTeaching(Float64Array.of(0), 0);
  population.step(3000);
}

const isZero = (values: ArrayLike<number>) => Array.from(values).every((value) => value === 0);

describe.each([true, false])(
  'in silence drives become 0 exactly, without denormal numbers (plastic %s)',
  (plastic) => {
    const loops = new PlainLoops(neurons);
    const plasticity = { learningRate: plastic ? 1 : 0, escapeWidth: 0.1 };

    test.each([
      ['event-driven', () => new EventRecurrence({ proximal: matrix(), basal: matrix() }, loops, neuron)],
      [
        'sparse',
        () =>
          new SparseRecurrence(
            { starts: Uint32Array.of(0, 1, 1, 1, 1), targets: Uint32Array.of(1), values: Float64Array.of(9) },
            matrix(),
            loops,
            neuron,
          ),
      ],
    ])('%s recurrence', (_, create) => {
      const recurrence = create();
      const wired = { ...weights, basal: new Float64Array(neurons ** 2) };
      const population = new EventPopulation(size, wired, neuron, plasticity, loops, recurrence);
      excite(population, plastic);
      expect(isZero(recurrence.proximalDrive)).toBe(false);
      expect(isZero(recurrence.basalDrive)).toBe(false);
      silence(population);
      expect([...recurrence.proximalDrive, ...recurrence.basalDrive]).toEqual(Array(2 * neurons).fill(0));
    });

    test('recurrence as stated, and the traces of the population', () => {
      const recurrence = new DenseRecurrence({ proximal: matrix(), basal: null }, loops, neuron);
      const population = new PlainPopulation(size, weights, neuron, plasticity, recurrence);
      excite(population, plastic);
      expect(isZero(recurrence.transmittedTrace)).toBe(false);
      expect(isZero(recurrence.eligibilityTrace)).toBe(!plastic);
      silence(population);
      expect(isZero(recurrence.transmittedTrace)).toBe(true);
      expect(isZero(recurrence.eligibilityTrace)).toBe(true);
      expect(isZero(population.state.somaWindowTrace)).toBe(true);
      expect(isZero(population.state.adaptation)).toBe(true);
    });
  },
);

test('after a long silence float64 kernels still have the same events', () => {
  const setting = {
    seed: 5,
    size: { neurons: 20, excitatory: 20, inputs: 2, contexts: 1, outputs: 2 },
    sigma: { input: 60, teaching: 100, proximal: 20, basal: 1 },
    neuron,
    learningRate: 10,
  };
  const populations = (['event64', 'dense64'] as const).map((kernel) => randomPopulation(setting, kernel));
  for (const population of populations) population.reset({ plastic: true });
  const generator = generatorOf(8);
  let spikes = 0;
  for (let t = 0; t < 2200; t++) {
    const active = t < 100 || t >= 2000;
    const [input, teaching] = [generator.normal(0, 1, 2), generator.normal(0, 1, 2)];
    for (const population of populations) {
      population.setInput(active ? input : new Float64Array(2));
      population.setTeaching(teaching, active ? 1 : 0);
      population.step();
    }
    const [event, dense] = populations.map(({ state }) => state);
    for (const name of ['somaSpike', 'distalSpike', 'proximalSpike', 'burstWindow'] as const) {
      const different = event![name].findIndex((spike, i) => spike !== dense![name][i]);
      expect(different, `step ${t}, ${name}`).toBe(-1);
    }
    if (t >= 2000) spikes += event!.somaSpike.reduce((sum, spike) => sum + spike, 0);
  }
  expect(spikes).toBeGreaterThan(100);
});
