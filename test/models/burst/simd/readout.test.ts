import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPopulation } from '../../../../src/models/burst/create-population.ts';
import { publishedNeuron } from '../../../../src/models/burst/parameters.ts';
import type { BurstPopulation } from '../../../../src/models/burst/population.ts';
import type { BurstTrace } from '../../../../src/models/burst/state.ts';
import { createWeights } from '../../../../src/models/burst/weights.ts';
import { everything, generatorOf, largestDifference, randomPopulation } from '../random-population.ts';

describe('readout in the kernel', () => {
  test('gives the same bits as the one in TypeScript', () => {
    const shape = fc.record({
      neurons: fc.integer({ min: 1, max: 70 }),
      outputs: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(shape, fc.nat(10_000), ({ neurons, outputs }, seed) => {
        const size = { neurons, excitatory: neurons, inputs: 1, contexts: 1, outputs };
        const readouts = (['simd', 'event64'] as const).map(
          (kernel) =>
            createPopulation(
              size,
              createWeights(size),
              publishedNeuron,
              { learningRate: 0, escapeWidth: 1 },
              kernel,
            ).readout,
        );
        const generator = generatorOf(seed);
        const weights = generator.normal(0, 1, outputs * neurons);
        const bias = generator.normal(0, 1, outputs);
        for (const readout of readouts) {
          readout.weights.set(weights);
          readout.bias.set(bias);
        }
        const [single, double] = readouts as [(typeof readouts)[0], (typeof readouts)[0]];
        for (let k = 0; k < 5; k++) {
          const feature = Float32Array.from({ length: neurons }, () =>
            generator.random() < 0.3 ? generator.normal() : 0,
          );
          const changes = generator.normal(0, 1, outputs);
          expect(single.read(feature)).toEqual(double.read(feature));
          for (const readout of readouts) readout.add(feature, changes);
          expect(single.weights).toEqual(double.weights);
        }
      }),
      { seed: 8, numRuns: 60 },
    );
  });
});

/** A population with everything on that learns nothing, and random readout weights. */
function reader(): BurstPopulation {
  const population = randomPopulation({ ...everything, learningRate: 0 }, 'simd');
  population.readout.weights.set(generatorOf(2).normal(0, 1, 3 * 37));
  population.reset();
  return population;
}

/** Sources change, ten steps pass, the last four make the feature. */
function perceive(population: BurstPopulation, trace: BurstTrace, round: number): void {
  const generator = generatorOf(3, round);
  population.setInput(generator.normal(0, 1, 6));
  population.setContext(generator.normal(0, 1, 2));
  population.setTeaching(generator.normal(0, 1, 3), round % 2);
  population.stepToFeature(10, trace, 2, 4);
}

/** What all weights make of the population's feature: that of a copy is not followed. */
const looked = ({ readout, feature }: BurstPopulation) => [...readout.read(Float32Array.from(feature))];
const read = ({ readout, feature }: BurstPopulation) => [...readout.read(feature)];

const traces = ['target-bursts', 'recurrent-bursts', 'burst-spikes'] as const;

test('changes of fewer outputs than there are leave the others as they are', () => {
  const readout = reader().readout;
  const before = readout.weights.slice();
  readout.add(new Float64Array(37).fill(1), Float64Array.of(1));
  expect(readout.weights.subarray(37)).toEqual(before.subarray(37));
  expect(readout.weights[0]).toBe(before[0]! + 1);
});

describe('a readout that is followed', () => {
  test.each(traces)(
    'of %s is what the weights make of the feature, within the rounding of traces',
    (trace) => {
      const population = reader();
      let largest = 0;
      for (let round = 0; round < 60; round++) {
        if (round === 40) population.reset();
        if (round % 40 === 0) expect(read(population)).toEqual([0, 0, 0]);
        perceive(population, trace, round);
        const expected = looked(population);
        read(population).forEach((value, o) => {
          expect(Math.abs(value - expected[o]!), `round ${round}`).toBeLessThan(1e-5);
          largest = Math.max(largest, Math.abs(value));
        });
      }
      expect(largest).toBeGreaterThan(0.3);
    },
  );

  test('takes no notice of how the steps were asked for, or of who looks', () => {
    const [together, apart] = [reader(), reader()];
    for (let round = 0; round < 30; round++) {
      perceive(together, 'recurrent-bursts', round);
      perceive(apart, 'recurrent-bursts', round);
      Object.values(apart.state);
      together.step(7);
      for (let k = 0; k < 7; k++) apart.step();
      together.stepToFeature(1, 'recurrent-bursts', 1);
      apart.stepToFeature(1, 'recurrent-bursts', 1);
      expect(read(together)).toEqual(read(apart));
    }
  });

  test.each<[string, (population: BurstPopulation) => void]>([
    [
      'are added to',
      ({ readout }) =>
        readout.add(
          Float32Array.from({ length: 37 }, () => 1),
          Float64Array.of(1, 2, 3),
        ),
    ],
    ['are written', ({ readout }) => readout.weights.fill(0.5)],
  ])('is that of the present weights when these %s', (_, change) => {
    const population = reader();
    for (let round = 0; round < 60; round++) {
      if (round === 20) {
        change(population);
        expect(read(population)).toEqual(looked(population));
      }
      if (round === 40) population.reset();
      perceive(population, 'recurrent-bursts', round);
      const expected = looked(population);
      if (round >= 20 && round < 40) expect(read(population)).toEqual(expected);
      else
        read(population).forEach((value, o) => {
          expect(value).toBeCloseTo(expected[o]!, 4);
        });
    }
  });

  test('is not that of another feature that was read before', () => {
    const population = reader();
    for (let round = 0; round < 20; round++) perceive(population, 'recurrent-bursts', round);
    const own = read(population);
    population.readout.read(new Float64Array(37).fill(1));
    read(population).forEach((value, o) => {
      expect(value).toBeCloseTo(own[o]!, 4);
    });
  });

  test('is that of the trace that the steps ask for', () => {
    const population = reader();
    for (let round = 0; round < 30; round++) {
      perceive(population, traces[round % 3]!, round);
      const values = read(population);
      looked(population).forEach((expected, o) => {
        expect(values[o]).toBeCloseTo(expected, 4);
      });
    }
  });

  test('is looked at in full while recurrent weights learn', () => {
    const population = randomPopulation(everything, 'simd');
    population.readout.weights.set(generatorOf(2).normal(0, 1, 3 * 37));
    population.reset({ plastic: true });
    for (let round = 0; round < 20; round++) {
      perceive(population, 'recurrent-bursts', round);
      expect(read(population)).toEqual(looked(population));
    }
  });
});

/** A step with sources of its own, then the delta rule. @param feature what the readout is given: the own array or a copy */
function learn(
  population: BurstPopulation,
  trace: BurstTrace,
  t: number,
  feature: (own: BurstPopulation['feature']) => BurstPopulation['feature'],
  rate = 0.05,
): void {
  const generator = generatorOf(4, t);
  if (t % 10 === 0) population.setInput(generator.normal(0, 1, 6));
  const target = generator.normal(0, 1, 3);
  population.setTeaching(target, 1);
  population.stepToFeature(1, trace, 2);
  const { readout } = population;
  const changes = readout.read(feature(population.feature));
  for (let o = 0; o < 3; o++) changes[o] = rate * (target[o]! - changes[o]!);
  readout.add(feature(population.feature), changes);
}

const own = (feature: BurstPopulation['feature']) => feature;
const copied = (feature: BurstPopulation['feature']) => Float32Array.from(feature);

describe.each([5, 0])('a readout that learns beside a recurrence with η = %d', (learningRate) => {
  function learner(): BurstPopulation {
    const population = randomPopulation({ ...everything, learningRate }, 'simd');
    population.readout.weights.set(generatorOf(2).normal(0, 1, 3 * 37));
    population.reset({ plastic: true });
    return population;
  }

  test.each(traces)('of %s has the weights of one that visits all neurons', (trace) => {
    const [following, visiting] = [learner(), learner()];
    const before = following.readout.weights.slice();
    following.reset({ plastic: true });
    for (let episode = 0; episode < 2; episode++) {
      for (let t = 0; t < 200; t++) {
        learn(following, trace, t, own);
        learn(visiting, trace, t, copied);
        if (episode !== 1 || t !== 77) continue;
        for (const { readout } of [following, visiting]) readout.weights[5] = 0.25;
      }
      for (const population of [following, visiting]) {
        population.settle();
        population.reset({ plastic: true });
      }
      expect(following.weights.proximal).toEqual(visiting.weights.proximal);
      expect(largestDifference(following.readout.weights, visiting.readout.weights)).toBeLessThan(1e-6);
      expect(largestDifference(following.readout.weights, before)).toBeGreaterThan(0.05);
      following.reset({ plastic: true });
    }
  });

  test.each([0.3, 0.5, 1, 2, 5])('learns the same where traces decay within %d ms', (tauBurst) => {
    const [following, visiting] = [own, copied].map((feature) => {
      const setting = { ...everything, learningRate, neuron: { tauBurst } };
      const population = randomPopulation(setting, 'simd');
      population.reset({ plastic: true });
      for (let t = 0; t < 100; t++) learn(population, 'burst-spikes', t, feature, 0.02);
      population.settle();
      return population.readout.weights;
    }) as [Float64Array, Float64Array];
    expect(largestDifference(following, visiting)).toBeLessThan(1e-5);
    expect(visiting.some((weight) => Math.abs(weight) > 0.05)).toBe(true);
  });

  test('has its weights in place when the episode is settled', () => {
    const population = learner();
    const { weights } = population.readout;
    population.reset({ plastic: true });
    for (let t = 0; t < 15; t++) learn(population, 'burst-spikes', t, own);
    population.settle();
    const settled = weights.slice();
    expect(population.readout.weights).toEqual(settled);
    population.reset();
    expect(weights).toEqual(settled);
  });

  test('reads what it has just learned', () => {
    const population = learner();
    for (let t = 0; t < 60; t++) {
      learn(population, 'burst-spikes', t, own);
      const values = read(population);
      if (t % 20 !== 19) continue;
      looked(population).forEach((expected, o) => {
        expect(values[o]).toBeCloseTo(expected, 5);
      });
    }
  });
});

describe('the feature', () => {
  test('stays what it was until the steps that make another one have passed', () => {
    const population = reader();
    perceive(population, 'recurrent-bursts', 0);
    population.stepToFeature(40, 'burst-spikes', 2);
    const before = population.feature.slice();
    population.stepToFeature(40, 'burst-spikes', 2);
    const present = population.feature.slice();
    expect(present).not.toEqual(before);
    const unseen = reader();
    perceive(unseen, 'recurrent-bursts', 0);
    for (let k = 0; k < 2; k++) unseen.stepToFeature(40, 'burst-spikes', 2);
    const seen: Float32Array[] = [];
    unseen.stepToFeature(3, 'target-bursts', 2, 1, () => seen.push(Float32Array.from(unseen.feature)));
    expect(seen.slice(0, 2)).toEqual([present, present]);
  });

  test('is the trace at the end of the steps that made it, whenever it is looked at', () => {
    const [early, late] = [reader(), reader()];
    for (let round = 0; round < 20; round++) {
      const [trace, next] = [traces[round % 3]!, traces[(round + 1) % 3]!];
      for (const population of [early, late]) perceive(population, trace, round);
      for (const population of [early, late]) population.stepToFeature(3, next, 2);
      const seen = early.feature.slice();
      for (const population of [early, late]) population.step(4);
      expect(late.feature).toEqual(seen);
      if (round > 5) expect(seen.some((value) => value > 0)).toBe(true);
    }
    late.stepToFeature(1, 'burst-spikes', 1);
    late.reset();
    expect(late.feature.every((value) => value === 0)).toBe(true);
  });
});
