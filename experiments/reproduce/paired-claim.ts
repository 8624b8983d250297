import { summariseMean } from '../../src/statistics/means.ts';
import type { StatementClaim } from './claim.ts';

/** Values of a condition, one for each seed. */
export interface Side {
  readonly name: string;
  readonly values: readonly number[];
}

/**
 * The statement that values of one condition are smaller than those of another, on the same seeds. It holds when the 95 %
 * interval of their mean difference (Student) lies above 0, and does not hold otherwise; one seed cannot tell.
 */
export function smallerThan(statement: string, smaller: Side, larger: Side, digits = 3): StatementClaim {
  const { value, low, high, count } = summariseMean(
    larger.values.map((other, k) => other - smaller.values[k]!),
  );
  const text = (number: number) => number.toFixed(digits);
  const [first, second] = [smaller, larger].map(({ name, values }) => {
    return `${name} ${text(summariseMean(values).value)}`;
  });
  const interval = count < 2 ? '' : ` [${text(low)}, ${text(high)}]`;
  return {
    statement,
    holds: count < 2 ? null : low > 0,
    evidence: `${first}, ${second}; difference ${text(value)}${interval}`,
  };
}
