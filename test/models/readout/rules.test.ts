import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Readout } from '../../../src/models/readout/readout.ts';
import { createReadoutLearner, type ReadoutRule } from '../../../src/models/readout/rules.ts';
import { generatorOf, largestDifference } from '../burst/random-population.ts';

interface Example {
  readonly feature: Float64Array;
  readonly target: Float64Array;
}

/** Sparse features, as burst traces are, none of them negligible; and targets that depend on them. */
function examplesOf(seed: number, count: number, features: number, outputs: number): Example[] {
  const generator = generatorOf(seed);
  const weights = generator.normal(0, 1, features * outputs);
  return Array.from({ length: count }, () => {
    const feature = Float64Array.from({ length: features }, () =>
      generator.random() < 0.4 ? generator.uniform(0.1, 2) : 0,
    );
    const target = Float64Array.from({ length: outputs }, (_, o) =>
      feature.reduce(
        (sum, value, i) => sum + value * weights[o * features + i]!,
        0.5 + generator.normal(0, 0.1),
      ),
    );
    return { feature, target };
  });
}

/** A readout that has learned examples by a rule, in order. */
function taught(rule: ReadoutRule, examples: readonly Example[]): Readout {
  const { feature, target } = examples[0]!;
  const readout = new Readout(target.length, feature.length);
  const learner = createReadoutLearner(rule, readout);
  for (const example of examples) learner.learn(example.feature, example.target);
  learner.apply();
  return readout;
}

/**
 * Ridge regression by Gauss–Jordan elimination of (Σ φφᵀ + λ I) W = Σ φ y*ᵀ, φ with a 1 at its end.
 * @returns rows `[O][N + 1]`
 */
function closedForm(examples: readonly Example[], ridge: number): number[][] {
  const rows = examples.map(({ feature }) => [...feature, 1]);
  const size = rows[0]!.length;
  const outputs = examples[0]!.target.length;
  const system = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) =>
      rows.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? ridge : 0),
    ),
    ...Array.from({ length: outputs }, (_, o) =>
      rows.reduce((sum, row, k) => sum + row[i]! * examples[k]!.target[o]!, 0),
    ),
  ]);
  for (let i = 0; i < size; i++) {
    const pivot = system[i]![i]!;
    system[i] = system[i]!.map((value) => value / pivot);
    for (let k = 0; k < size; k++) {
      if (k === i) continue;
      const factor = system[k]![i]!;
      system[k] = system[k]!.map((value, j) => value - factor * system[i]![j]!);
    }
  }
  return Array.from({ length: outputs }, (_, o) => system.map((row) => row[size + o]!));
}

/** Weights with the bias at the end, one row an output. */
function rowsOf({ weights, bias }: Readout): number[][] {
  const size = weights.length / bias.length;
  return [...bias].map((value, o) => [...weights.subarray(o * size, (o + 1) * size), value]);
}

function meanSquaredError(readout: Readout, examples: readonly Example[]): number {
  let sum = 0;
  for (const { feature, target } of examples) {
    readout.read(feature).forEach((value, o) => {
      sum += (value - target[o]!) ** 2;
    });
  }
  return sum / examples.length;
}

describe('delta rule', () => {
  test('one example by hand', () => {
    // y = (0.2, 0.1 + 0.2), error = (0.8, −1.3): Δ = 0.5 · error ⊗ φ, Δbias = 0.1 · error
    const readout = new Readout(2, 2);
    readout.weights.set([0.1, 0, 0.05, 0]);
    readout.bias.set([0, 0.2]);
    const rule = { kind: 'delta', rate: 0.5, biasRate: 0.1, annealing: 0 } as const;
    createReadoutLearner(rule, readout).learn(Float64Array.of(2, 1), Float64Array.of(1, -1));
    const expected = [
      [0.1 + 0.8, 0.4, 0.08],
      [0.05 - 1.3, -0.65, 0.07],
    ];
    for (const [o, row] of rowsOf(readout).entries()) {
      for (const [i, value] of row.entries()) expect(value).toBeCloseTo(expected[o]![i]!, 14);
    }
  });

  test('with annealing, the step of example n (from 0) is 1 / (1 + n/n₀) of the first', () => {
    const step = (annealing: number, examples: number) => {
      const readout = new Readout(1, 1);
      const learner = createReadoutLearner({ kind: 'delta', rate: 0.25, biasRate: 0, annealing }, readout);
      // Features of 0 teach nothing, but count.
      for (let n = 0; n < examples; n++) learner.learn(Float64Array.of(0), Float64Array.of(1));
      learner.learn(Float64Array.of(1), Float64Array.of(1));
      return readout.weights[0];
    };
    expect(step(4, 0)).toBe(0.25);
    expect(step(4, 4)).toBe(0.125);
    expect(step(4, 12)).toBe(0.0625);
    expect(step(0, 12)).toBe(0.25);
  });
});

describe('normalised delta rule', () => {
  test('one example by hand', () => {
    // |φ|² + 1 = 6, error = 3: Δ = 0.5 · 3/6 · φ, Δbias = 0.25
    const readout = new Readout(1, 2);
    const rule = { kind: 'normalised-delta', rate: 0.5, annealing: 0 } as const;
    createReadoutLearner(rule, readout).learn(Float64Array.of(2, 1), Float64Array.of(3));
    expect([...readout.weights, ...readout.bias]).toEqual([0.5, 0.25, 0.25]);
  });

  test('at rate 1 an example is learned at once, however large its features', () => {
    for (const scale of [1e-3, 1, 1e3]) {
      const feature = Float64Array.of(scale, -2 * scale);
      const readout = taught({ kind: 'normalised-delta', rate: 1, annealing: 0 }, [
        { feature, target: Float64Array.of(0.7) },
      ]);
      expect(readout.read(feature)[0]).toBeCloseTo(0.7, 12);
    }
  });

  test('annealed, it comes closer to the regression than with a fixed rate', () => {
    const examples = examplesOf(3, 4000, 12, 2);
    const error = (annealing: number) =>
      meanSquaredError(taught({ kind: 'normalised-delta', rate: 0.8, annealing }, examples), examples);
    const regression = meanSquaredError(taught({ kind: 'ridge', ridge: 1e-9 }, examples), examples);
    expect(error(200)).toBeLessThan(1.05 * regression);
    expect(error(0)).toBeGreaterThan(1.1 * regression);
  });
});

describe('ridge regression', () => {
  test('is the closed form, with a ridge for each example', () => {
    const examples = examplesOf(1, 30, 6, 2);
    const expected = closedForm(examples, 0.05 * 30);
    const rows = rowsOf(taught({ kind: 'ridge', ridge: 0.05 }, examples));
    for (const o of [0, 1]) expect(largestDifference(rows[o]!, expected[o]!)).toBeLessThan(1e-10);
  });

  test('by hand: one feature, two examples', () => {
    // Σφ² + 2λ = 5.5, Σφ = 3, n + 2λ = 2.5; Σφy = 8, Σy = 5: w = (8 · 2.5 − 3 · 5)/(5.5 · 2.5 − 9) = 5/4.75
    const readout = taught({ kind: 'ridge', ridge: 0.25 }, [
      { feature: Float64Array.of(1), target: Float64Array.of(2) },
      { feature: Float64Array.of(2), target: Float64Array.of(3) },
    ]);
    expect(readout.weights[0]).toBeCloseTo(5 / 4.75, 12);
    expect(readout.bias[0]).toBeCloseTo((5 - (3 * 5) / 4.75) / 2.5, 12);
  });

  test('the order of the examples does not matter, and learning goes on after it was applied', () => {
    const examples = examplesOf(2, 40, 5, 1);
    const readout = new Readout(1, 5);
    const learner = createReadoutLearner({ kind: 'ridge', ridge: 1e-3 }, readout);
    for (const { feature, target } of examples.slice(0, 10)) learner.learn(feature, target);
    learner.apply();
    for (const { feature, target } of examples.slice(10).reverse()) learner.learn(feature, target);
    expect(readout.weights).not.toEqual(taught({ kind: 'ridge', ridge: 1e-3 }, examples).weights);
    learner.apply();
    const whole = taught({ kind: 'ridge', ridge: 1e-3 }, examples);
    expect(largestDifference(readout.weights, whole.weights)).toBeLessThan(1e-12);
  });

  test('features below a thousandth of the largest count as 0', () => {
    const examples = [0.5, -1, 2].map((value) => ({
      feature: Float64Array.of(1, 0.9e-3, 1.1e-3),
      target: Float64Array.of(value),
    }));
    const { weights } = taught({ kind: 'ridge', ridge: 1e-6 }, examples);
    expect(weights[0]).toBeGreaterThan(0);
    expect(weights[1]).toBe(0);
    expect(weights[2]! / weights[0]!).toBeCloseTo(1.1e-3, 5);
  });

  test('unless it is told to take every feature as it is', () => {
    const readout = new Readout(1, 3);
    const learner = createReadoutLearner({ kind: 'ridge', ridge: 1e-9 }, readout, 0);
    for (const value of [0.5, -1, 2]) {
      learner.learn(Float64Array.of(1, 1e-9 * value, 0), Float64Array.of(value));
    }
    learner.apply();
    expect(readout.weights[1]).not.toBe(0);
    expect(readout.weights[2]).toBe(0);
  });

  test('any number of examples, learned with or without saving in between, gives the same bits', () => {
    for (const count of [1, 31, 32, 33, 100]) {
      const examples = examplesOf(count, count, 6, 2);
      const readout = new Readout(2, 6);
      const learner = createReadoutLearner({ kind: 'ridge', ridge: 0.05 }, readout);
      for (const [k, { feature, target }] of examples.entries()) {
        learner.learn(feature, target);
        if (k % 7 === 0) expect(learner.memory['examples']![0]).toBe(k + 1);
      }
      learner.apply();
      const whole = taught({ kind: 'ridge', ridge: 0.05 }, examples);
      expect(readout.weights).toEqual(whole.weights);
      const expected = closedForm(examples, 0.05 * count);
      for (const o of [0, 1]) expect(largestDifference(rowsOf(whole)[o]!, expected[o]!)).toBeLessThan(1e-9);
    }
  });

  test('without examples the readout stays as it is', () => {
    const readout = new Readout(1, 2);
    readout.weights.set([3, 4]);
    createReadoutLearner({ kind: 'ridge', ridge: 1 }, readout).apply();
    expect([...readout.weights]).toEqual([3, 4]);
  });

  test('features that are not finite are refused', () => {
    const example = { feature: Float64Array.of(Number.NaN), target: Float64Array.of(1) };
    expect(() => taught({ kind: 'ridge', ridge: 1 }, [example])).toThrow(/1 examples are not finite/);
  });
});

describe('recursive least squares', () => {
  test('is ridge regression of the same total ridge, at every moment', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(0.01, 1, 10),
        (seed, count, features, outputs, ridge) => {
          const examples = examplesOf(seed, count, features, outputs);
          const recursive = taught({ kind: 'recursive-least-squares', totalRidge: ridge }, examples);
          const whole = taught({ kind: 'ridge', ridge: ridge / count }, examples);
          expect(largestDifference(recursive.weights, whole.weights)).toBeLessThan(1e-8);
          expect(largestDifference(recursive.bias, whole.bias)).toBeLessThan(1e-8);
        },
      ),
      { seed: 5, numRuns: 50 },
    );
  });

  test('starts the readout at 0, towards which its ridge pulls', () => {
    const readout = new Readout(1, 1);
    readout.weights[0] = 5;
    const learner = createReadoutLearner({ kind: 'recursive-least-squares', totalRidge: 1 }, readout);
    expect(readout.weights[0]).toBe(0);
    // (φφᵀ + I) w = φ y with φ = (1, 1), y = 3: w = (1, 1)
    learner.learn(Float64Array.of(1), Float64Array.of(3));
    expect(readout.weights[0]).toBeCloseTo(1, 14);
    expect(readout.bias[0]).toBeCloseTo(1, 14);
  });
});

describe('memory of a rule', () => {
  const rules: ReadoutRule[] = [
    { kind: 'delta', rate: 0.05, biasRate: 0.01, annealing: 7 },
    { kind: 'normalised-delta', rate: 0.5, annealing: 7 },
    { kind: 'ridge', ridge: 0.01 },
    { kind: 'recursive-least-squares', totalRidge: 0.5 },
  ];

  test.each(rules)('with the weights, it is all that $kind needs to go on', (rule) => {
    const examples = examplesOf(6, 40, 5, 2);
    const readout = new Readout(2, 5);
    const learner = createReadoutLearner(rule, readout);
    for (const { feature, target } of examples.slice(0, 15)) learner.learn(feature, target);

    const copy = new Readout(2, 5);
    const successor = createReadoutLearner(rule, copy);
    copy.weights.set(readout.weights);
    copy.bias.set(readout.bias);
    for (const [name, values] of Object.entries(learner.memory)) successor.memory[name]!.set(values);
    for (const { feature, target } of examples.slice(15)) {
      learner.learn(feature, target);
      successor.learn(feature, target);
    }
    learner.apply();
    successor.apply();
    expect(copy.weights).toEqual(readout.weights);
    expect(copy.bias).toEqual(readout.bias);
    expect(readout.weights.some((value) => value !== 0)).toBe(true);
  });

  test.each(rules)('$kind learns what there is to learn', (rule) => {
    const examples = examplesOf(9, 600, 8, 2);
    const untaught = meanSquaredError(new Readout(2, 8), examples);
    expect(meanSquaredError(taught(rule, examples), examples)).toBeLessThan(0.5 * untaught);
  });
});
