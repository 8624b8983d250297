import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDrivenPopulation, createPopulation } from '../../../src/models/burst/create-population.ts';
import { DenseRecurrence } from '../../../src/models/burst/dense-recurrence.ts';
import { EventRecurrence } from '../../../src/models/burst/event-recurrence.ts';
import { publishedNeuron } from '../../../src/models/burst/parameters.ts';
import { PlainLoops } from '../../../src/models/burst/plain-loops.ts';
import type { BurstPopulation, Kernel } from '../../../src/models/burst/population.ts';
import type { Recurrence } from '../../../src/models/burst/recurrence.ts';
import { createWeights, type SparseColumns } from '../../../src/models/burst/weights.ts';
import {
  generatorOf,
  largestDifference,
  type RandomPopulation,
  randomPopulation,
} from './random-population.ts';

const jump = 1 - Math.exp(-1 / 2);
/** The neurons that spike. */
const none: readonly number[] = [];
const first: readonly number[] = [0];
/** A: neuron 1 learns. */
const learns = Float64Array.of(0, 1);
const rests = Float64Array.of(0, 0);

describe.each([
  ['dense', DenseRecurrence],
  ['event-driven', EventRecurrence],
])('%s recurrence', (_, Implementation) => {
  /** Two neurons; `weight` leads from neuron 0 to neuron 1. */
  function pair(weight: number, plastic: boolean) {
    const proximal = Float64Array.of(0, weight, 0, 0);
    const loops = new PlainLoops(2);
    const recurrence: Recurrence = new Implementation({ proximal, basal: null }, loops, publishedNeuron);
    recurrence.reset(plastic);
    /** One step; returns the drive of neuron 1 in it. */
    const step = (spikes: readonly number[], factor: Float64Array = rests) => {
      recurrence.drive();
      const drive = recurrence.proximalDrive[1]!;
      if (plastic) recurrence.learn(factor);
      recurrence.spiking.set(spikes);
      recurrence.transmit(spikes.length);
      return drive;
    };
    return { recurrence, proximal, step };
  }

  test('a spike arrives in the next step and decays with tauSynapse', () => {
    const { step } = pair(100, false);
    const drives = [step(first), step(none), step(none), step(first), step(none)];
    const expected = [0, 1, Math.exp(-1 / 2), Math.exp(-1), Math.exp(-3 / 2) + 1];
    for (const [k, drive] of drives.entries()) expect(drive).toBeCloseTo(100 * jump * expected[k]!, 12);
  });

  test('a weight change is the factor times the eligibility of its step, and is felt two steps later', () => {
    const { recurrence, proximal, step } = pair(0, true);
    step(first);
    // F = s arrives: e = a s, and neuron 1 learns.
    expect(step(none, learns)).toBe(0);
    expect(step(none)).toBe(0);
    const weight = 0.05 * jump;
    expect(step(none)).toBeCloseTo(weight * jump * Math.exp(-1), 15);
    expect(step(none)).toBeCloseTo(weight * jump * Math.exp(-3 / 2), 15);
    recurrence.settle();
    expect(proximal[1]).toBeCloseTo(weight, 15);
    expect([proximal[0], proximal[2], proximal[3]]).toEqual([0, 0, 0]);
  });

  test('the eligibility of a spike rises with the synapse and falls with the membrane', () => {
    // e(n) = s a Σ_k λ^(n−k) β^k, k = 0 … n, n steps after the arrival
    for (let steps = 0; steps < 40; steps++) {
      const { recurrence, proximal, step } = pair(0, true);
      step(first);
      for (let k = 0; k < steps; k++) step(none);
      step(none, learns);
      step(none);
      recurrence.settle();
      let eligibility = 0;
      for (let k = 0; k <= steps; k++) eligibility += 0.95 ** (steps - k) * Math.exp(-k / 2);
      expect(proximal[1]).toBeCloseTo(0.05 * jump * eligibility, 14);
    }
  });

  test('the change of the last step before the end is dropped', () => {
    const { recurrence, proximal, step } = pair(3, true);
    step(first);
    step(none, learns);
    recurrence.settle();
    expect(proximal[1]).toBeCloseTo(3, 14);
  });

  test('a new episode remembers no spike, but what was learned', () => {
    const { recurrence, proximal, step } = pair(0, true);
    step(first);
    step(none, learns);
    step(first);
    recurrence.reset(true);
    expect(proximal[1]).toBeCloseTo(0.05 * jump, 15);
    expect([step(none), step(none, learns), step(none), step(none)]).toEqual([0, 0, 0, 0]);
    recurrence.settle();
    expect(proximal[1]).toBeCloseTo(0.05 * jump, 15);
  });

  test('factors are ignored in an episode that is not plastic', () => {
    const { recurrence, proximal, step } = pair(3, false);
    step(first);
    recurrence.learn(learns);
    step(none);
    step(first);
    recurrence.settle();
    expect(proximal).toEqual(Float64Array.of(0, 3, 0, 0));
  });
});

describe('event-driven recurrence', () => {
  test('where time constants do not suit it, the dense one takes its place', () => {
    const suits = (tauMembrane: number, tauSynapse: number) =>
      EventRecurrence.suits({ ...publishedNeuron, tauMembrane, tauSynapse });
    expect(suits(20, 2)).toBe(true);
    expect(suits(20, 50)).toBe(true);
    // 0.95 = e^(−1/19.5)
    expect(suits(20, 19.5)).toBe(false);
    expect(suits(20, 0.1)).toBe(false);
    expect(suits(1.0001, 2)).toBe(false);
  });
});

/** Runs both ways of computing side by side, throws where they part, and counts the recurrent bursts that there were. */
function compare(setting: RandomPopulation, episodes: readonly Episode[], inputSeed: number): number {
  let bursts = 0;
  const populations = (['dense64', 'event64'] as const satisfies readonly Kernel[]).map((kernel) =>
    randomPopulation(setting, kernel),
  );
  const [dense, event] = populations as [BurstPopulation, BurstPopulation];
  const generator = generatorOf(inputSeed);
  const { inputs, contexts, outputs } = setting.size;
  for (const [index, { plastic, steps, settledSteps }] of episodes.entries()) {
    for (const population of populations) population.reset({ plastic });
    for (let t = 0; t < steps + settledSteps; t++) {
      if (t === steps) for (const population of populations) population.settle();
      const input = generator.normal(0, 1, inputs);
      const context = generator.normal(0, 1, contexts);
      const teaching = generator.normal(0, 1, outputs);
      for (const population of populations) {
        if (t % 5 === 0) population.setInput(input);
        if (t % 20 === 0) population.setContext(context);
        if (t % 3 === 0) population.setTeaching(teaching, t % 2);
        population.step();
      }
      expectSameEvents(dense, event, `episode ${index}, step ${t}`);
      bursts += event.state.recurrentBurst.reduce((sum, burst) => sum + burst, 0);
    }
    for (const population of populations) population.settle();
    const scale = Math.max(1, ...dense.weights.proximal!.map(Math.abs));
    const difference = largestDifference(dense.weights.proximal!, event.weights.proximal!);
    // Rounding is amplified by steep spike probabilities (δu = 0.1), more so by high learning rates.
    expect(difference / scale, `J after episode ${index}`).toBeLessThan(1e-8);
  }
  return bursts;
}

interface Episode {
  readonly plastic: boolean;
  readonly steps: number;
  /** Steps after plasticity has ended, within the same episode. */
  readonly settledSteps: number;
}

/** Without an `expect` for each array and step, which would take a minute. */
function expectSameEvents(dense: BurstPopulation, event: BurstPopulation, where: string): void {
  const differing = Object.entries(dense.state).filter(([name, values]) => {
    const difference = largestDifference(event.state[name as keyof BurstPopulation['state']], values);
    return !(difference <= (values instanceof Uint8Array ? 0 : 1e-6));
  });
  if (differing.length > 0) expect.fail(`${where}: ${differing.map(([name]) => name).join(', ')}`);
}

const settings = fc.record({
  seed: fc.nat(1_000_000),
  size: fc
    .record({
      neurons: fc.integer({ min: 1, max: 24 }),
      inputs: fc.integer({ min: 1, max: 5 }),
      contexts: fc.integer({ min: 1, max: 3 }),
      outputs: fc.integer({ min: 1, max: 3 }),
    })
    .map((size) => ({ ...size, excitatory: size.neurons })),
  sigma: fc.record({
    input: fc.constantFrom(20, 60),
    teaching: fc.constantFrom(0, 100),
    apicalContext: fc.constantFrom(0, 60),
    basalContext: fc.constantFrom(0, 40),
    proximal: fc.constantFrom(0, 10, 60),
    basal: fc.constantFrom(0, 5, 40),
  }),
  neuron: fc.record({
    proximalCompartment: fc.constantFrom('memoryless' as const, 'leaking' as const),
    transmission: fc.constantFrom('spikes' as const, 'burst-spikes' as const),
    apicalReset: fc.constantFrom(-160, -20),
    timeStep: fc.constantFrom(1, 1, 0.5),
    tauMembrane: fc.constantFrom(20, 20, 4, 1.5, 200),
    tauSynapse: fc.constantFrom(2, 2, 0.2, 0.7, 10, 18.9, 60),
  }),
  learningRate: fc.constantFrom(0.1, 1, 10),
});

const episodesOf = fc.array(
  fc.record({
    plastic: fc.boolean(),
    steps: fc.integer({ min: 0, max: 150 }),
    settledSteps: fc.constantFrom(0, 0, 25),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('dense and event-driven populations', () => {
  test('have the same events and weights, whatever the network', () => {
    fc.assert(
      fc.property(settings, episodesOf, fc.nat(1000), (setting, episodes, inputSeed) => {
        compare(setting, episodes, inputSeed);
      }),
      { seed: 20, numRuns: 150 },
    );
  });

  test('are the same over many epochs of the sums, with all that can be on', () => {
    const size = { neurons: 40, excitatory: 32, inputs: 5, contexts: 2, outputs: 3 };
    const sigma = { input: 20, teaching: 100, apicalContext: 50, basalContext: 20, proximal: 20, basal: 5 };
    const episodes = [true, true, false, true].map((plastic) => ({ plastic, steps: 400, settledSteps: 10 }));
    for (const transmission of ['spikes', 'burst-spikes'] as const) {
      const setting = { seed: 4, size, sigma, neuron: { transmission }, learningRate: 10 };
      expect(compare(setting, episodes, 5)).toBeGreaterThan(200);
    }
  });
});

describe('sparse recurrence', () => {
  test('has the same events as a matrix with the same synapses', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (seed, neurons, withBasal) => {
          const size = { neurons, excitatory: neurons, inputs: 2, contexts: 1, outputs: 1 };
          const generator = generatorOf(seed);
          const matrix = Float64Array.from({ length: neurons * neurons }, () =>
            generator.random() < 0.2 ? generator.normal(0, 100) : 0,
          );
          const weights = {
            ...createWeights(size),
            input: generator.normal(0, 60, 2 * neurons),
            basal: withBasal ? generator.normal(0, 10, neurons * neurons) : null,
          };
          const still = { learningRate: 0, escapeWidth: 0.1 };
          const dense = createPopulation(
            size,
            { ...weights, proximal: matrix },
            publishedNeuron,
            still,
            'dense64',
          );
          const synapses = { ...weights, proximalSynapses: sparse(matrix, neurons) };
          const few = createPopulation(size, synapses, publishedNeuron, still, 'event64');
          for (let t = 0; t < 120; t++) {
            const input = generator.normal(0, 1, 2);
            for (const population of [dense, few]) {
              if (t === 80) population.reset();
              population.setInput(input);
              population.step();
            }
            expectSameEvents(dense, few, `step ${t}`);
          }
        },
      ),
      { seed: 6, numRuns: 30 },
    );
  });
});

describe('few synapses that learn', () => {
  test('learn as the same synapses of a matrix do', () => {
    const neurons = 6;
    const size = { neurons, excitatory: neurons, inputs: 2, contexts: 1, outputs: 1 };
    const generator = generatorOf(8);
    const matrix = generator.normal(0, 100, neurons * neurons);
    const weights = { ...createWeights(size), input: generator.normal(0, 60, 2 * neurons) };
    weights.apicalContext.fill(50);
    const learning = { learningRate: 10, escapeWidth: 0.1 };
    const all = sparse(matrix, neurons);
    const dense = createPopulation(
      size,
      { ...weights, proximal: matrix },
      publishedNeuron,
      learning,
      'dense64',
    );
    const synapses = { ...weights, proximalSynapses: all };
    const few = createPopulation(size, synapses, publishedNeuron, learning);
    expect(few.kernel).toBe('dense64');
    const before = all.values.slice();
    for (const population of [dense, few]) {
      population.reset({ plastic: true });
      population.setInput(Float64Array.of(1, -0.5));
      population.setContext(Float64Array.of(1));
      population.step(200);
      population.settle();
    }
    expect(all.values).not.toEqual(before);
    expect(all.values).toEqual(Float64Array.from(dense.weights.proximal!));
  });
});

describe('currents in place of projections', () => {
  test('drive a population as the input and the context that project them', () => {
    const neurons = 7;
    const size = { neurons, excitatory: neurons, inputs: 1, contexts: 1, outputs: 1 };
    const generator = generatorOf(9);
    const soma = generator.normal(0, 60, neurons);
    const distal = generator.normal(20, 60, neurons);
    const still = { learningRate: 0, escapeWidth: 0.1 };
    for (const kernel of ['dense64', 'event64'] as const) {
      const weights = { ...createWeights(size), input: soma, apicalContext: distal };
      const projected = createPopulation(size, weights, publishedNeuron, still, kernel);
      const driven = createDrivenPopulation(size, createWeights(size), publishedNeuron, still, kernel);
      projected.setInput(Float64Array.of(1));
      projected.setContext(Float64Array.of(1));
      driven.setCurrents(soma, distal);
      for (let t = 0; t < 100; t++) {
        projected.step();
        driven.step();
        expectSameEvents(projected, driven, `${kernel}, step ${t}`);
      }
      expect(driven.state.targetBurstTrace).toEqual(projected.state.targetBurstTrace);
      expect(() => driven.setCurrents(soma.subarray(1), distal)).toThrow('soma: expected 7 values');
    }
  });

  test('may drive proximal compartments too, until the next ones are set', () => {
    const neurons = 5;
    const size = { neurons, excitatory: neurons, inputs: 1, contexts: 1, outputs: 1 };
    const still = { learningRate: 0, escapeWidth: 0.1 };
    const create = (kernel: 'dense64' | 'event64') =>
      createDrivenPopulation(size, createWeights(size), publishedNeuron, still, kernel);
    const kernels = [create('dense64'), create('event64')] as const;
    const soma = Float64Array.of(30, 40, 50, 60, 70);
    const none = new Float64Array(neurons);
    const traces = (...more: Float64Array[]) =>
      kernels.map((population, k) => {
        population.reset();
        population.setCurrents(soma, none, ...more);
        for (let t = 0; t < 60; t++) population.step();
        if (k > 0) expectSameEvents(kernels[0], population, 'proximal currents');
        return Math.max(...population.state.recurrentBurstTrace);
      });
    const proximal = Float64Array.of(50, 50, 50, 50, 50);
    for (const trace of traces(proximal)) expect(trace).toBeGreaterThan(0.01);
    expect(traces()).toEqual([0, 0]);
    for (const population of kernels) {
      expect(() => population.setCurrents(soma, none, proximal.subarray(1))).toThrow(
        'proximal: expected 5 values',
      );
    }
  });
});

/** The synapses of a matrix stored by presynaptic unit. */
function sparse(matrix: Float64Array, neurons: number): SparseColumns {
  const present = [...matrix.keys()].filter((k) => matrix[k] !== 0);
  const starts = Array.from(
    { length: neurons + 1 },
    (_, j) => present.filter((k) => Math.floor(k / neurons) < j).length,
  );
  return {
    starts: Uint32Array.from(starts),
    targets: Uint32Array.from(present, (k) => k % neurons),
    values: Float64Array.from(present, (k) => matrix[k]!),
  };
}
