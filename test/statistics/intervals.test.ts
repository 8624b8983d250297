import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summariseMean } from '../../src/statistics/means.ts';
import { formatEstimate, proportion } from '../../src/statistics/proportions.ts';
import { normalHalfWidth, studentHalfWidth } from '../../src/statistics/quantiles.ts';

describe('quantiles', () => {
  // Published tables, to the digits that they give.
  test.each([
    [0.5, 0.67448975],
    [0.9, 1.64485363],
    [0.95, 1.95996398],
    [0.99, 2.5758293],
    [0.999, 3.29052673],
  ])('normal, level %d', (level, z) => {
    expect(normalHalfWidth(level)).toBeCloseTo(z, 7);
  });

  test.each([
    [0.95, 1, 12.7062],
    [0.95, 2, 4.30265],
    [0.95, 3, 3.18245],
    [0.95, 4, 2.77645],
    [0.95, 5, 2.57058],
    [0.95, 29, 2.04523],
    [0.99, 4, 4.60409],
    [0.9, 10, 1.81246],
    [0.95, 1000, 1.96234],
  ])('Student, level %d, %d degrees of freedom', (level, degrees, t) => {
    expect(studentHalfWidth(level, degrees)).toBeCloseTo(t, 4);
  });

  test('refuse what is not a level or a number of degrees', () => {
    for (const level of [0, 1, -1, 2, Number.NaN]) expect(() => normalHalfWidth(level)).toThrow(RangeError);
    for (const degrees of [0, 1.5, -1]) expect(() => studentHalfWidth(0.95, degrees)).toThrow(RangeError);
  });
});

describe('proportion', () => {
  test.each([
    // Newcombe (1998), table I, score method without continuity correction.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    // Mirror image of the third.
    [20, 20, 0.8389, 1],
  ])('%d of %d', (successes, trials, low, high) => {
    const estimate = proportion(successes, trials);
    expect(estimate.value).toBe(successes / trials);
    expect(estimate.low).toBeCloseTo(low, 4);
    expect(estimate.high).toBeCloseTo(high, 4);
  });

  test('lies within [0, 1], covers the estimate, and narrows with the level', () => {
    const counts = fc.integer({ min: 1, max: 100_000 }).chain((trials) => {
      return fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials));
    });
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const { value, low, high } = proportion(successes, trials);
        const narrow = proportion(successes, trials, 0.5);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(narrow.high - narrow.low).toBeLessThan(high - low);
      }),
    );
  });

  test('refuses impossible counts', () => {
    expect(() => proportion(3, 2)).toThrow(/successes: expected a whole number from 0 to 2, received 3/);
    expect(() => proportion(-1, 2)).toThrow(RangeError);
    expect(() => proportion(0, 0)).toThrow(/trials/);
    expect(() => proportion(1, 2, 1)).toThrow(/level/);
  });

  test('is written with its interval', () => {
    expect(formatEstimate(proportion(995, 1000))).toBe('0.995 [0.988, 0.998]');
    expect(formatEstimate(proportion(1, 2), 1)).toBe('0.5 [0.1, 0.9]');
  });
});

describe('summariseMean', () => {
  test('gives mean, spread and interval', () => {
    // Mean 3, variance 2.5, standard error √0.5; half width 2.776445 · 0.7071068.
    const summary = summariseMean([1, 2, 3, 4, 5]);
    expect(summary).toMatchObject({ count: 5, value: 3 });
    expect(summary.standardDeviation).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(summary.standardError).toBeCloseTo(Math.sqrt(0.5), 12);
    expect(summary.high - 3).toBeCloseTo(1.963243, 5);
    expect(3 - summary.low).toBeCloseTo(1.963243, 5);
  });

  test('takes typed arrays, and is wider for a higher level', () => {
    const values = new Float64Array([0.1, 0.4, 0.2]);
    expect(summariseMean(values, 0.99).high).toBeGreaterThan(summariseMean(values).high);
  });

  test('does not invent certainty from one value', () => {
    expect(summariseMean([2])).toMatchObject({ value: 2, low: -Infinity, high: Infinity, standardError: 0 });
  });

  test('refuses nothing, and what is not finite', () => {
    expect(() => summariseMean([])).toThrow(/received none/);
    expect(() => summariseMean([1, Number.NaN])).toThrow(/received NaN/);
  });
});
