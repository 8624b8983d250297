import { type MeanSummary, summariseMean } from '../../../src/statistics/means.ts';
import { spreadOf } from '../speed.ts';

/** Costs of one round, from the smallest size to the largest. */
export type Round = readonly number[];

/** How a cost grew. */
export interface Growth {
  /** Exponent of the power law that fits best on logarithmic axes: mean of the rounds with its 95 % interval. */
  readonly exponent: MeanSummary;
  /** The exponent between the two largest sizes alone. */
  readonly last: MeanSummary;
  /** Whether one of the two intervals lies above the expected order, by more than the tolerance. */
  readonly exceeds: boolean;
}

/** Exponents of the same work differ by so much from one machine to another, because caches do. */
export const tolerance = 0.1;

/** Fits a power law to each round. @param order the largest exponent that is expected */
export function fitGrowth(sizes: readonly number[], rounds: readonly Round[], order: number): Growth {
  const exponent = summariseMean(rounds.map((costs) => slope(sizes, costs)));
  const last = summariseMean(rounds.map((costs) => slope(sizes.slice(-2), costs.slice(-2))));
  return { exponent, last, exceeds: Math.max(exponent.low, last.low) > order + tolerance };
}

/** Median cost of each size. */
export function medians(rounds: readonly Round[]): number[] {
  return rounds[0]!.map((_, k) => spreadOf(rounds.map((costs) => costs[k]!)).median);
}

/** Least squares on logarithmic axes. */
function slope(sizes: readonly number[], costs: readonly number[]): number {
  const xs = centred(sizes);
  const ys = centred(costs);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return sum(xs.map((x, k) => x * ys[k]!)) / sum(xs.map((x) => x * x));
}

/** Logarithms without their mean. */
function centred(values: readonly number[]): number[] {
  const logarithms = values.map(Math.log);
  const mean = logarithms.reduce((total, value) => total + value, 0) / values.length;
  return logarithms.map((value) => value - mean);
}
