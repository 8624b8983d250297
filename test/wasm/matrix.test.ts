import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPopulation } from '../../src/models/burst/create-population.ts';
import { publishedNeuron } from '../../src/models/burst/parameters.ts';
import { createWeights } from '../../src/models/burst/weights.ts';
import { createReadoutLearner, type ReadoutRule } from '../../src/models/readout/rules.ts';
import { PlainSymmetricMatrix, type SymmetricMatrix } from '../../src/numeric/symmetric-matrix.ts';
import { WasmSymmetricMatrix } from '../../src/wasm/matrix.ts';
import { generatorOf } from '../models/burst/random-population.ts';

describe('a symmetric matrix in the kernel', () => {
  test('gives the same bits as the one in TypeScript', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 33 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(10_000),
        (order, vectors, rows, seed) => {
          const plain = new PlainSymmetricMatrix(order, vectors);
          const kernel = new WasmSymmetricMatrix(order, vectors, rows);
          const outcomes = [plain, kernel].map((matrix) => exercise(matrix, vectors, rows, seed));
          expect(outcomes[1]).toEqual(outcomes[0]);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });

  test('tells when it is not positive definite', () => {
    const matrix = new WasmSymmetricMatrix(2, 0, 1);
    matrix.values.set([1, 2, 2, 1]);
    expect(matrix.solve(0, Float64Array.of(1, 1))).toBe(false);
    const right = Float64Array.of(7, 8);
    expect(matrix.solve(4, right)).toBe(true);
    // (5 2; 2 5) x = (7, 8)
    expect(right[0]).toBeCloseTo(19 / 21, 14);
    expect(right[1]).toBeCloseTo(26 / 21, 14);
  });
});

/** Everything that a matrix can do, on random numbers; returns all that comes out. */
function exercise(matrix: SymmetricMatrix, vectors: number, rows: number, seed: number): unknown[] {
  const generator = generatorOf(seed);
  const { order } = matrix;
  for (let round = 0; round < 3; round++) {
    for (let k = 0; k < vectors; k++) {
      let count = 0;
      for (let i = 0; i < order; i++) {
        if (generator.random() < 0.6) continue;
        matrix.sparse[k]!.indices[count] = i;
        matrix.sparse[k]!.values[count++] = generator.normal();
      }
      matrix.counts[k] = count;
    }
    matrix.addOuterProducts(vectors);
  }
  const sums = matrix.values.slice();
  const right = generator.normal(0, 1, rows * order);
  const solved = matrix.solve(0.1, right);
  matrix.values.set(generator.normal(0, 1, order * order));
  matrix.vector.set(generator.normal(0, 1, order).map((value) => (Math.abs(value) < 0.5 ? 0 : value)));
  matrix.multiply();
  const product = matrix.product.slice();
  matrix.subtractProduct(2.5);
  return [sums, solved, right, product, matrix.values.slice()];
}

describe('readouts that learn', () => {
  const rules: readonly ReadoutRule[] = [
    { kind: 'ridge', ridge: 0.01 },
    { kind: 'recursive-least-squares', totalRidge: 1 },
    { kind: 'delta', rate: 0.1, biasRate: 0.1, annealing: 0 },
    { kind: 'normalised-delta', rate: 0.5, annealing: 10 },
  ];

  test.each(rules)('$kind arrives at the same bits with every kernel', (rule) => {
    const size = { neurons: 45, excitatory: 45, inputs: 1, contexts: 1, outputs: 3 };
    const still = { learningRate: 0, escapeWidth: 1 };
    const outcomes = (['simd', 'event64', 'dense64'] as const).map((kernel) => {
      const { readout } = createPopulation(size, createWeights(size), publishedNeuron, still, kernel);
      const learner = createReadoutLearner(rule, readout);
      const generator = generatorOf(9);
      for (let k = 0; k < 80; k++) {
        const feature = Float32Array.from({ length: 45 }, () =>
          generator.random() < 0.3 ? generator.random() : 0,
        );
        learner.learn(feature, generator.normal(0, 1, 3));
        if (k % 30 === 0) learner.apply();
      }
      learner.apply();
      return [readout.weights.slice(), readout.bias.slice()];
    });
    expect(outcomes[0]).toEqual(outcomes[2]);
    expect(outcomes[1]).toEqual(outcomes[2]);
    expect(outcomes[0]![0]!.some((weight) => weight !== 0)).toBe(true);
  });
});
