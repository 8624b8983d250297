import { Box, Discrete, MultiBinary } from 'gymnasium-js';
import { describe, expect, test } from 'vitest';
import { decayOf, noiseFor } from '../../../agents/imitation/algorithms/injected-noise.ts';
import { streamGenerator } from '../../../src/numeric/seeds.ts';

const generator = () => streamGenerator(1, 'injectedNoise');

describe('noise on actions that are numbers', () => {
  const noise = noiseFor(new Discrete(4), 0);

  test('is as frequent as errors', () => {
    const sums = new Float64Array(noise.sums);
    for (const own of [0, 1, 1, 1]) noise.add(sums, own, 1);
    expect(noise.fit(sums, 1)).toEqual([0.25]);
    expect(noise.fit(sums, 2)).toEqual([0.5]);
    expect(noise.fit(sums, 9)).toEqual([1]);
    expect(noise.fit(new Float64Array(noise.sums), 1)).toEqual([0]);
  });

  test('takes any action with its probability', () => {
    const perturb = noise.perturbation([0.5], generator());
    const taken = Array.from({ length: 4000 }, () => perturb(2) as number);
    for (const other of [0, 1, 3])
      expect(taken.filter((action) => action === other).length / 4000).toBeCloseTo(1 / 8, 1);
    expect(taken.filter((action) => action === 2).length / 4000).toBeCloseTo(5 / 8, 1);
    expect(noise.perturbation([], generator())(2)).toBe(2);
    const fromThree = noiseFor(new Discrete(2, { start: 3 }), 0).perturbation([1], generator());
    expect(new Set(Array.from({ length: 50 }, () => fromThree(3)))).toEqual(new Set([3, 4]));
  });
});

describe('noise on actions that are vectors', () => {
  const space = new Box({ low: -10, high: 10, shape: [2], dtype: 'float64' });

  test('has the covariance of the errors', () => {
    const noise = noiseFor(space, decayOf(10, 1));
    const sums = new Float64Array(noise.sums);
    const right = Float64Array.of(1, 1);
    // Errors (2, 2) and (0, 2): covariance about zero [[2, 2], [2, 4]] = L Lᵀ with L = [[√2, 0], [√2, √2]].
    noise.add(sums, Float64Array.of(3, 3), right);
    noise.add(sums, Float64Array.of(1, 3), right);
    const level = noise.fit(sums, 1);
    for (const [k, value] of [Math.SQRT2, 0, Math.SQRT2, Math.SQRT2].entries())
      expect(level[k]).toBeCloseTo(value, 12);
    const perturb = noise.perturbation(level, generator());
    const drawn = Array.from({ length: 40_000 }, () => perturb(right) as Float64Array);
    const mean = (of: (x: number, y: number) => number) =>
      drawn.reduce((sum, [x, y]) => sum + of(x! - 1, y! - 1), 0) / drawn.length;
    expect(mean((x) => x * x)).toBeCloseTo(2, 0);
    expect(mean((x, y) => x * y)).toBeCloseTo(2, 0);
    expect(mean((_, y) => y * y)).toBeCloseTo(4, 0);
  });

  test('is none where there are no errors, forgets itself, and stays within the bounds', () => {
    const noise = noiseFor(space, 0);
    const none = noise.fit(new Float64Array(noise.sums), 1);
    expect(noise.perturbation(none, generator())(Float64Array.of(1, 2))).toEqual(Float64Array.of(1, 2));
    const large = noise.perturbation([100, 0, 0, 0], generator());
    for (let step = 0; step < 20; step++) {
      const [x, y] = large(Float64Array.of(1, 2)) as Float64Array;
      expect(Math.abs(x!)).toBeLessThanOrEqual(10);
      expect(y).toBe(2);
    }
    expect(decayOf(0, 1)).toBe(0);
    expect(decayOf(10, 1)).toBeCloseTo(Math.exp(-0.1), 12);
  });
});

test('other spaces are refused', () => {
  expect(() => noiseFor(new MultiBinary(3), 0)).toThrow(/choose dagger or cloning/);
});
