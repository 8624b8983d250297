import { describe, expect, test } from 'vitest';
import { createNetwork, publishedNetwork } from '../../src/models/burst/network.ts';
import type { ReadoutLearner } from '../../src/models/readout/rules.ts';
import {
  recallError,
  recallSequence,
  type Sequence,
  trainPresentation,
} from '../../src/sequence/sequence.ts';
import { createTrajectorySequence, drawTrajectories } from '../../src/sequence/trajectory.ts';
import { generatorOf } from '../models/burst/random-population.ts';

const STEPS = 60;

function networkOf(learningRate = 0) {
  const parameters = {
    ...publishedNetwork,
    neurons: 40,
    excitatory: 40,
    inputSigma: 40,
    teachingSigma: 100,
    apicalContext: { sigma: 50, distribution: 'half-normal', targets: 'all', sparsity: 0 },
    feature: { trace: 'target-bursts', gain: 1 },
    plasticity: { learningRate, escapeWidth: 0.1 },
  } as const;
  return createNetwork(parameters, { inputs: 4, contexts: 1, outputs: 2 }, generatorOf(1), 'event64');
}

function sequenceOf(context: readonly Float64Array[] | null = null): Sequence {
  const shape = { bins: 4, outputs: 2, steps: STEPS, timeStep: 1 };
  return { ...createTrajectorySequence(shape, generatorOf(2)), context };
}

/** A rule that only writes down what it is shown. */
function witness() {
  const examples: { feature: number[]; target: number[] }[] = [];
  const learner: ReadoutLearner = {
    learn: (feature, target) => examples.push({ feature: [...feature], target: [...target] }),
    apply() {},
    memory: {},
  };
  return { examples, learner };
}

const constant = (unit: number) => Array.from({ length: STEPS }, () => Float64Array.of(unit));

describe('trainPresentation', () => {
  test('steps from t = 1 to T − 2 and shows the rule the trace of t with the target of t', () => {
    const network = networkOf();
    const sequence = sequenceOf();
    const { examples, learner } = witness();
    const times: number[] = [];
    const traces: number[][] = [];
    trainPresentation(network, learner, sequence, {
      after: (t) => {
        times.push(t);
        traces.push([...network.population.state.targetBurstTrace]);
      },
    });
    expect(times).toEqual(Array.from({ length: STEPS - 2 }, (_, k) => k + 1));
    expect(examples.map(({ target }) => target)).toEqual(
      sequence.target.slice(1, STEPS - 1).map((values) => [...values]),
    );
    expect(examples[0]!.feature).toEqual(new Array(40).fill(0));
    expect(examples.slice(1).map(({ feature }) => feature)).toEqual(traces.slice(0, -1));
    expect(traces.at(-1)!.some((value) => value > 0)).toBe(true);
  });

  test('learns the recurrence, from rest each time', () => {
    const network = networkOf(10);
    const sequence = sequenceOf();
    const weights = () => network.population.weights.proximal as Float64Array;
    trainPresentation(network, null, sequence);
    const once = weights().slice();
    expect(once.some((value) => value !== 0)).toBe(true);
    trainPresentation(network, null, sequence);
    expect(weights()).not.toEqual(once);

    const again = networkOf(10);
    again.perceive({ input: Float64Array.of(1, 1, 1, 1) }, 30);
    trainPresentation(again, null, sequence);
    expect(again.population.weights.proximal).toEqual(once);
  });
});

describe('recallSequence', () => {
  test('gives y(t) for t = 1 … T − 3 without a teacher, and changes nothing', () => {
    const network = networkOf(10);
    const sequence = sequenceOf(constant(1));
    trainPresentation(network, null, sequence);
    const weights = (network.population.weights.proximal as Float64Array).slice();
    const features: number[][] = [];
    const outputs = recallSequence(network, sequence, { before: () => features.push([...network.feature]) });
    expect(outputs).toHaveLength(STEPS - 3);
    expect(features).toHaveLength(STEPS - 3);
    for (const [k, output] of outputs.entries()) {
      const expected = network.readout.read(Float64Array.from(features[k]!));
      expect([...output]).toEqual([...expected]);
    }
    expect(recallSequence(network, sequence)).toEqual(outputs);
    expect(network.population.weights.proximal).toEqual(weights);
  });

  test('the teacher matters in training, and not in recall', () => {
    const network = networkOf();
    const sequence = sequenceOf();
    const bursts = { training: 0, recall: 0 };
    const count = (phase: keyof typeof bursts) => ({
      after: () => {
        bursts[phase] += network.population.state.targetBurst.reduce((sum, burst) => sum + burst, 0);
      },
    });
    trainPresentation(network, null, sequence, count('training'));
    recallSequence(network, sequence, count('recall'));
    expect(bursts.training).toBeGreaterThan(10);
    expect(bursts.recall).toBe(0);
  });

  test('the context may be switched off on the way', () => {
    const network = networkOf();
    const bursts = (context: readonly Float64Array[]) => {
      const late: number[] = [];
      recallSequence(network, sequenceOf(context), {
        after: (t) => {
          if (t > 35) late.push(network.population.state.targetBurst.reduce((sum, burst) => sum + burst, 0));
        },
      });
      return late.reduce((sum, value) => sum + value, 0);
    };
    expect(bursts(constant(1))).toBeGreaterThan(5);
    expect(bursts([...constant(1).slice(0, 20), ...constant(0).slice(20)])).toBe(0);
  });
});

describe('recallError', () => {
  const sequence: Sequence = {
    input: [],
    target: [9, 1, 2, 3, 9, 9].map((value) => Float64Array.of(value, 0)),
    context: null,
    timeStep: 1,
  };

  test('is the variance of target − output over outputs and time', () => {
    // Differences 1, 0 | 2, 0 | 3, 0: mean 1, mean square 14/6
    const silence = [0, 0, 0].map(() => new Float64Array(2));
    expect(recallError(sequence, silence)).toBeCloseTo(14 / 6 - 1, 14);
  });

  test('is 0 for a perfect recall, and for one that is off by a constant', () => {
    const recall = (offset: number) => [1, 2, 3].map((value) => Float64Array.of(value + offset, offset));
    expect(recallError(sequence, recall(0))).toBe(0);
    expect(recallError(sequence, recall(5))).toBeCloseTo(0, 12);
  });
});

describe('trajectories', () => {
  test('fill [−1, 1] in every dimension', () => {
    const trajectory = drawTrajectories(4, 1000, 1, generatorOf(3));
    expect(trajectory).toHaveLength(1000);
    for (let o = 0; o < 4; o++) {
      const values = trajectory.map((point) => point[o]!);
      expect(Math.min(...values)).toBe(-1);
      expect(Math.max(...values)).toBe(1);
    }
  });

  test('are sums of 1, 2, 3 and 5 Hz and nothing else', () => {
    const steps = 1000;
    const [values] = [drawTrajectories(1, steps, 1, generatorOf(4)).map((point) => point[0]!)];
    const power = (frequency: number) => {
      let [real, imaginary] = [0, 0];
      for (let t = 0; t < steps; t++) {
        real += values[t]! * Math.cos((2 * Math.PI * frequency * t) / steps);
        imaginary += values[t]! * Math.sin((2 * Math.PI * frequency * t) / steps);
      }
      return Math.hypot(real, imaginary) / steps;
    };
    for (const frequency of [1, 2, 3, 5]) expect(power(frequency)).toBeGreaterThan(0.05);
    for (const frequency of [4, 6, 7, 10]) expect(power(frequency)).toBeLessThan(1e-12);
  });

  test('the same seed draws the same, in the same time whatever the time step', () => {
    const coarse = drawTrajectories(2, 100, 10, generatorOf(5));
    expect(drawTrajectories(2, 100, 10, generatorOf(5))).toEqual(coarse);
    expect(drawTrajectories(2, 100, 10, generatorOf(6))).not.toEqual(coarse);
    const fine = drawTrajectories(2, 1000, 1, generatorOf(5));
    for (let t = 0; t < 100; t++) expect(fine[10 * t]![0]).toBeCloseTo(coarse[t]![0]!, 1);
  });

  test('a clock of equal bins tells the time', () => {
    const { input } = sequenceOf();
    expect(input).toHaveLength(STEPS);
    for (const [t, units] of input.entries()) {
      expect([...units]).toEqual([0, 1, 2, 3].map((bin) => (Math.floor(t / 15) === bin ? 1 : 0)));
    }
  });
});
