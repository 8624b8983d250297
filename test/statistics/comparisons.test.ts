import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import {
  interquartileMean,
  performanceProfile,
  probabilityOfImprovement,
} from '../../src/statistics/aggregates.ts';
import { bootstrap, pairedDifference, quantile } from '../../src/statistics/bootstrap.ts';
import { holm } from '../../src/statistics/holm.ts';
import { mcNemar, pairOutcomes } from '../../src/statistics/paired.ts';

const generator = (seed = 1) => streamGenerator(seed, 'bootstrap');
const mean = ([values]: readonly (readonly number[])[]) =>
  values!.reduce((sum, value) => sum + value, 0) / values!.length;

describe('pairs of outcomes', () => {
  test('are counted', () => {
    const first = [true, true, false, false, true];
    const second = [true, false, true, false, false];
    expect(pairOutcomes(first, second)).toEqual({ both: 1, onlyFirst: 2, onlySecond: 1, neither: 1 });
  });

  test('are refused where the layouts are not as many', () => {
    expect(() => pairOutcomes([true], [true, false])).toThrow(/received 1 and 2; play the same layouts/);
  });

  test.each([
    // 2 · (C(6,0) + C(6,1)) / 2⁶
    [1, 5, 14 / 64],
    // 2 · C(5,0) / 2⁵
    [0, 5, 1 / 16],
    [5, 0, 1 / 16],
    [3, 3, 1],
    [0, 0, 1],
  ])('McNemar, %d against %d', (onlyFirst, onlySecond, p) => {
    expect(mcNemar({ onlyFirst, onlySecond })).toBeCloseTo(p, 14);
  });

  test('McNemar does not vanish or overflow with many pairs', () => {
    expect(mcNemar({ onlyFirst: 2000, onlySecond: 2000 })).toBe(1);
    expect(mcNemar({ onlyFirst: 2100, onlySecond: 1900 })).toBeCloseTo(0.00165, 5);
    expect(() => mcNemar({ onlyFirst: -1, onlySecond: 0 })).toThrow(RangeError);
  });
});

describe('the bootstrap', () => {
  test('of two values has the three means that there are', () => {
    // Means 0, ½, ½, 1 are equally likely, so the ends of a 95 % interval are the ends of the range.
    const [low, high] = [0, 1];
    expect(bootstrap([[0, 1]], mean, { generator: generator() })).toEqual({ value: 0.5, low, high });
    // The middle fifth of them is ½.
    expect(bootstrap([[0, 1]], mean, { generator: generator(), level: 0.2 })).toEqual({
      value: 0.5,
      low: 0.5,
      high: 0.5,
    });
  });

  test('draws each stratum from itself', () => {
    const constant = [
      [1, 1],
      [5, 5, 5],
    ];
    const sum = (strata: readonly (readonly number[])[]) => strata.flat().reduce((a, b) => a + b, 0);
    expect(bootstrap(constant, sum, { generator: generator() })).toEqual({ value: 17, low: 17, high: 17 });
  });

  test('is the same for the same generator, and covers the true mean about as often as it promises', () => {
    const draw = streamGenerator(7, 'samples');
    const samples = Array.from({ length: 200 }, () => Array.from(draw.standardNormal(20) as Float64Array));
    const intervals = samples.map((sample, k) =>
      bootstrap([sample], mean, { generator: generator(k), resamples: 200 }),
    );
    expect(intervals[3]).toEqual(bootstrap([samples[3]!], mean, { generator: generator(3), resamples: 200 }));
    const covered = intervals.filter(({ low, high }) => low <= 0 && high >= 0).length;
    expect(covered / 200).toBeGreaterThan(0.87);
    expect(covered / 200).toBeLessThan(0.99);
  });

  test('of pairs leaves out what a seed does to both', () => {
    const second = [0.1, 0.5, 0.9];
    const first = second.map((value) => value + 0.05);
    const { value, low, high } = pairedDifference(first, second, { generator: generator() });
    for (const each of [value, low, high]) expect(each).toBeCloseTo(0.05, 12);
    expect(() => pairedDifference([1], [1, 2], { generator: generator() })).toThrow(/take the same seeds/);
  });

  test('refuses what it cannot draw from', () => {
    expect(() => bootstrap([], mean, { generator: generator() })).toThrow(RangeError);
    expect(() => bootstrap([[]], mean, { generator: generator() })).toThrow(RangeError);
    expect(() => bootstrap([[1]], mean, { generator: generator(), level: 1 })).toThrow(RangeError);
    expect(() => bootstrap([[1]], mean, { generator: generator(), resamples: 0 })).toThrow(RangeError);
  });

  test('quantiles lie between neighbours', () => {
    expect(quantile([1, 2, 4], 0.5)).toBe(2);
    expect(quantile([1, 2, 4], 0.75)).toBe(3);
    expect(quantile([1], 0.3)).toBe(1);
  });
});

describe('aggregates', () => {
  test('the interquartile mean leaves out a quarter at either end', () => {
    expect(
      interquartileMean([
        [0, 1, 2, 3],
        [4, 5, 6, 100],
      ]),
    ).toBe(3.5);
    // Of five values, one at either end: a quarter, rounded down.
    expect(interquartileMean([[9, 1, 2, 3, -50]])).toBe(2);
    expect(() => interquartileMean([[]])).toThrow(RangeError);
  });

  test('the probability of improvement counts ties as one half', () => {
    expect(probabilityOfImprovement([[1, 2]], [[1, 0]])).toBe((0.5 + 1 + 1 + 1) / 4);
    expect(probabilityOfImprovement([[1], [0]], [[0], [1]])).toBe(0.5);
    expect(() => probabilityOfImprovement([[1]], [[1], [2]])).toThrow(RangeError);
    expect(() => probabilityOfImprovement([[1]], [[]])).toThrow(/task 0/);
  });

  test('the profile falls with the threshold', () => {
    expect(performanceProfile([[0.2, 0.9], [1]], [0, 0.2, 0.95, 1])).toEqual([1, 2 / 3, 1 / 3, 0]);
  });

  test('improvements of two agents over each other sum to one', () => {
    const score = fc.integer({ min: 0, max: 5 });
    const runs = fc.array(score, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(runs, runs), { minLength: 1, maxLength: 4 }), (tasks) => {
        const [first, second] = [tasks.map(([runs]) => runs), tasks.map(([, runs]) => runs)];
        const sum = probabilityOfImprovement(first, second) + probabilityOfImprovement(second, first);
        expect(sum).toBeCloseTo(1, 12);
      }),
    );
  });
});

test('Holm’s adjustment: hand-computed, never below the p-value, in order', () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  expect(holm([0.5, 0.6])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
