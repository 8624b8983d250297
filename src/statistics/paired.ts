import type { Estimate } from './proportions.ts';
import { normalHalfWidth } from './quantiles.ts';

/** Outcomes of two agents on the same layouts. */
export interface PairedOutcomes {
  /** Layouts on which both succeeded. */
  readonly both: number;
  /** Layouts on which the first agent alone succeeded. */
  readonly onlyFirst: number;
  /** Layouts on which the second agent alone succeeded. */
  readonly onlySecond: number;
  /** Layouts on which neither succeeded. */
  readonly neither: number;
}

/**
 * Counts pairs of outcomes.
 *
 * @param first successes of one agent, a layout each
 * @param second successes of another agent on the same layouts, in the same order
 * @throws RangeError when the numbers of outcomes differ
 */
export function pairOutcomes(first: readonly boolean[], second: readonly boolean[]): PairedOutcomes {
  if (first.length !== second.length) {
    throw new RangeError(
      `outcomes: expected as many of both agents, received ${first.length} and ${second.length}; play the same layouts`,
    );
  }
  const count = (ofFirst: boolean, ofSecond: boolean) =>
    first.filter((success, k) => success === ofFirst && second[k] === ofSecond).length;
  return {
    both: count(true, true),
    onlyFirst: count(true, false),
    onlySecond: count(false, true),
    neither: count(false, false),
  };
}

/**
 * The difference of two success rates on the same layouts, first − second, with the interval of Agresti & Min (2005): Wald's,
 * after half a pair was added to each of the four counts, so that it is honest where few outcomes differ.
 *
 * @param level probability with which the interval covers the true difference
 * @throws RangeError for no pairs, or a level outside (0, 1)
 */
export function differenceOfRates(
  { both, onlyFirst, onlySecond, neither }: PairedOutcomes,
  level = 0.95,
): Estimate {
  const pairs = both + onlyFirst + onlySecond + neither;
  if (!(pairs > 0)) throw new RangeError(`pairs: expected at least one, received ${pairs}`);
  const added = pairs + 2;
  const centre = (onlyFirst - onlySecond) / added;
  const spread = onlyFirst + onlySecond + 1 - (onlyFirst - onlySecond) ** 2 / added;
  const half = (normalHalfWidth(level) * Math.sqrt(spread)) / added;
  return {
    value: (onlyFirst - onlySecond) / pairs,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
  };
}

/**
 * The exact test of McNemar (1947): the probability, if two agents succeed equally often, that the layouts on which one of
 * them alone succeeded divide between the two at least as unevenly as they do. Two-sided; the number of these layouts that
 * fall to the first agent is binomial with p = ½. It takes every pair as independent, so it speaks of the trained agents at
 * hand and not of other seeds of their training.
 *
 * @returns a p-value; 1 where no outcome differs
 * @throws RangeError when a count is not a whole number of at least 0
 */
export function mcNemar({ onlyFirst, onlySecond }: Pick<PairedOutcomes, 'onlyFirst' | 'onlySecond'>): number {
  for (const [name, value] of Object.entries({ onlyFirst, onlySecond })) {
    if (Number.isInteger(value) && value >= 0) continue;
    throw new RangeError(`${name}: expected a whole number of at least 0, received ${value}`);
  }
  const least = Math.min(onlyFirst, onlySecond);
  return Math.min(1, 2 * binomialTail(least, onlyFirst + onlySecond));
}

/** P(X ≤ k) of a binomial X of n trials with p = ½, from logarithms: 2⁻ⁿ would vanish. */
function binomialTail(k: number, n: number): number {
  let logarithm = -n * Math.LN2;
  let sum = Math.exp(logarithm);
  for (let i = 1; i <= k; i++) {
    logarithm += Math.log((n - i + 1) / i);
    sum += Math.exp(logarithm);
  }
  return sum;
}
