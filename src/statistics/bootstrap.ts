import type { Generator } from 'gymnasium-js';
import type { Estimate } from './proportions.ts';

/** How a bootstrap draws, and what it promises. */
export interface BootstrapOptions {
  /** Draws the samples; the same generator state gives the same interval. */
  readonly generator: Generator;
  /** Number of samples drawn; 2000 if not given. */
  readonly resamples?: number | undefined;
  /** Probability with which the interval covers the true value; 0.95 if not given. */
  readonly level?: number | undefined;
}

/**
 * The value of a statistic with the percentile interval of the stratified bootstrap (Efron 1979; Agarwal et al. 2021, section
 * 4.1): each stratum, e.g. a task, is drawn anew from its own repetitions, e.g. seeds, with replacement. With three or five
 * repetitions the interval is narrower than its level promises; say how many there were wherever it is shown.
 *
 * @param strata at least one, each with at least one repetition
 * @param statistic of as many strata of as many repetitions
 * @throws RangeError for an empty stratum, no stratum, no resamples, or a level outside (0, 1)
 */
export function bootstrap<Value>(
  strata: readonly (readonly Value[])[],
  statistic: (strata: readonly (readonly Value[])[]) => number,
  { generator, resamples = 2000, level = 0.95 }: BootstrapOptions,
): Estimate {
  if (strata.length === 0 || strata.some(({ length }) => length === 0))
    throw new RangeError('strata: expected at least one, each with at least one repetition');
  if (!(Number.isInteger(resamples) && resamples > 0))
    throw new RangeError(`resamples: expected a positive whole number, received ${resamples}`);
  if (!(level > 0 && level < 1))
    throw new RangeError(`level: expected a number in (0, 1), received ${level}`);
  const drawn = Array.from({ length: resamples }, () =>
    statistic(strata.map((stratum) => resampled(stratum, generator))),
  );
  const sorted = Float64Array.from(drawn).sort();
  return {
    value: statistic(strata),
    low: quantile(sorted, (1 - level) / 2),
    high: quantile(sorted, (1 + level) / 2),
  };
}

/**
 * The mean difference between two agents over seeds, with a bootstrap interval: seeds are drawn, both agents' values together,
 * so that what a seed does to both of them cancels.
 *
 * @param first values of one agent, a seed each
 * @param second values of the other agent for the same seeds, in the same order
 * @returns first − second
 * @throws RangeError when the numbers of values differ, or as `bootstrap`
 */
export function pairedDifference(
  first: readonly number[],
  second: readonly number[],
  options: BootstrapOptions,
): Estimate {
  if (first.length !== second.length) {
    throw new RangeError(
      `values: expected as many of both agents, received ${first.length} and ${second.length}; take the same seeds`,
    );
  }
  const differences = first.map((value, k) => value - second[k]!);
  return bootstrap([differences], meanOfAll, options);
}

/** The mean of all repetitions of all strata. */
export function meanOfAll(strata: readonly (readonly number[])[]): number {
  const values = strata.flat();
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The quantile of sorted values, interpolated linearly between neighbours, as NumPy does by default.
 *
 * @param sorted ascending, at least one
 * @param probability 0 … 1
 */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

function resampled<Value>(values: readonly Value[], generator: Generator): readonly Value[] {
  return values.map(() => values[generator.integers(0, values.length)]!);
}
