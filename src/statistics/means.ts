import type { Estimate } from './proportions.ts';
import { studentHalfWidth } from './quantiles.ts';

/** A mean of repetitions, e.g. of seeds, with its uncertainty. */
export interface MeanSummary extends Estimate {
  /** Number of repetitions. */
  readonly count: number;
  /** Square root of the unbiased variance; 0 for a single repetition. */
  readonly standardDeviation: number;
  /** Standard error of the mean; 0 for a single repetition. */
  readonly standardError: number;
}

/**
 * Mean with Student's interval, which is exact for normal values. A single value says nothing about its spread: its
 * interval is infinite.
 *
 * @param values at least one, all finite
 * @param level probability with which the interval covers the true mean
 * @throws RangeError for no values, values that are not finite, or a level outside (0, 1)
 */
export function summariseMean(values: ArrayLike<number>, level = 0.95): MeanSummary {
  const numbers = Array.from(values);
  const bad = numbers.find((value) => !Number.isFinite(value));
  if (bad !== undefined || numbers.length === 0) {
    throw new RangeError(`values: expected at least one finite number, received ${bad ?? 'none'}`);
  }
  const count = numbers.length;
  const value = sum(numbers) / count;
  if (count === 1) {
    const [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    return { count, value, standardDeviation: 0, standardError: 0, low, high };
  }
  const squares = sum(numbers.map((number) => (number - value) ** 2));
  const standardDeviation = Math.sqrt(squares / (count - 1));
  const standardError = standardDeviation / Math.sqrt(count);
  const half = studentHalfWidth(level, count - 1) * standardError;
  return { count, value, standardDeviation, standardError, low: value - half, high: value + half };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
