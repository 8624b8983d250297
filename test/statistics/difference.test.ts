import { expect, test } from 'vitest';
import { differenceOfRates } from '../../src/statistics/paired.ts';

test('the difference of two rates: worked by hand, and honest where nothing differs', () => {
  // N = 50, 12 and 2 discordant pairs: centre 10/52, spread 15 − 100/52, half 1.959964 √13.0769 / 52.
  const { value, low, high } = differenceOfRates({ both: 30, onlyFirst: 12, onlySecond: 2, neither: 6 });
  expect(value).toBeCloseTo(0.2, 12);
  expect(low).toBeCloseTo(10 / 52 - (1.959964 * Math.sqrt(15 - 100 / 52)) / 52, 6);
  expect(high).toBeCloseTo(10 / 52 + (1.959964 * Math.sqrt(15 - 100 / 52)) / 52, 6);
  const none = differenceOfRates({ both: 100, onlyFirst: 0, onlySecond: 0, neither: 0 });
  expect(none.value).toBe(0);
  expect(none.high).toBeGreaterThan(0.015);
  expect(none.low).toBe(-none.high);
  expect(() => differenceOfRates({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 })).toThrow(RangeError);
});
