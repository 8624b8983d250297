import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solveSymmetric } from '../../src/numeric/cholesky.ts';
import { generatorOf } from '../models/burst/random-population.ts';

describe('solveSymmetric', () => {
  test('a known system: A = L Lᵀ with whole numbers', () => {
    const matrix = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
    // A (1, 2, 3)ᵀ and A (0, 0, 1)ᵀ
    const right = Float64Array.of(-20, -43, 192, -16, -43, 98);
    expect(solveSymmetric(matrix, right, 3)).toBe(true);
    const expected = [1, 2, 3, 0, 0, 1];
    for (const [k, value] of right.entries()) expect(value).toBeCloseTo(expected[k]!, 10);
    // L = (2; 6 1; −8 5 3)
    expect([0, 3, 4, 6, 7, 8].map((k) => matrix[k])).toEqual([2, 6, 1, -8, 5, 3]);
  });

  test('the upper triangle is not read', () => {
    const matrix = Float64Array.of(2, Number.NaN, 1, 3);
    const right = Float64Array.of(3, 4);
    expect(solveSymmetric(matrix, right, 2)).toBe(true);
    expect(right[0]).toBeCloseTo(1, 14);
    expect(right[1]).toBeCloseTo(1, 14);
  });

  test('solves any positive definite system', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, n, m) => {
          const generator = generatorOf(seed);
          const root = generator.normal(0, 1, n * n);
          const solution = generator.normal(0, 1, m * n);
          const matrix = new Float64Array(n * n);
          for (let i = 0; i < n; i++) {
            for (let j = 0; j < n; j++) {
              for (let k = 0; k < n; k++) matrix[i * n + j]! += root[i * n + k]! * root[j * n + k]!;
            }
            matrix[i * n + i]! += 1;
          }
          const right = new Float64Array(m * n);
          for (let row = 0; row < m; row++) {
            for (let i = 0; i < n; i++) {
              for (let k = 0; k < n; k++) right[row * n + i]! += matrix[i * n + k]! * solution[row * n + k]!;
            }
          }
          expect(solveSymmetric(matrix, right, n)).toBe(true);
          for (const [k, value] of right.entries()) expect(value).toBeCloseTo(solution[k]!, 8);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  test.each([
    ['indefinite', [1, 0, 2, 1]],
    ['singular', [1, 0, 1, 1]],
    ['negative', [-1, 0, 0, 1]],
    ['not a number', [1, 0, Number.NaN, 1]],
  ])('refuses a matrix that is %s', (_, values) => {
    expect(solveSymmetric(Float64Array.from(values), Float64Array.of(1, 1), 2)).toBe(false);
  });
});
