import { normalHalfWidth } from './quantiles.ts';

/** An estimate with its confidence interval. */
export interface Estimate {
  /** The estimate itself. */
  readonly value: number;
  /** Lower end of the interval. */
  readonly low: number;
  /** Upper end of the interval. */
  readonly high: number;
}

/**
 * A proportion with its Wilson score interval (Wilson 1927): it stays within [0, 1] and is honest near both ends, where
 * success rates of trained agents lie.
 *
 * @param successes whole number from 0 to `trials`
 * @param trials positive whole number
 * @param level probability with which the interval covers the true proportion
 * @throws RangeError for other numbers
 */
export function proportion(successes: number, trials: number, level = 0.95): Estimate {
  if (!(Number.isInteger(trials) && trials > 0)) {
    throw new RangeError(`trials: expected a positive whole number, received ${trials}`);
  }
  if (!(Number.isInteger(successes) && successes >= 0 && successes <= trials)) {
    throw new RangeError(`successes: expected a whole number from 0 to ${trials}, received ${successes}`);
  }
  const z2 = normalHalfWidth(level) ** 2;
  const value = successes / trials;
  const shrink = 1 + z2 / trials;
  const centre = (value + z2 / (2 * trials)) / shrink;
  const half = Math.sqrt((z2 * (value * (1 - value) + z2 / (4 * trials))) / trials) / shrink;
  // At the ends one limit is the proportion itself, up to rounding.
  return {
    value,
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
  };
}

/** `0.995 [0.991, 0.998]`. */
export function formatEstimate({ value, low, high }: Estimate, digits = 3): string {
  return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}

/** The p-value of a test: `0.0312`, or `< 0.0001`. */
export function formatP(p: number): string {
  return p < 1e-4 ? '< 0.0001' : p.toFixed(4);
}

/** The p-value of a test in a sentence: `p = 0.0312`, or `p < 0.0001`. */
export function statementOfP(p: number): string {
  return p < 1e-4 ? `p ${formatP(p)}` : `p = ${formatP(p)}`;
}
