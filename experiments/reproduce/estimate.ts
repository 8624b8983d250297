import type { TableCell } from '../../src/report/document.ts';
import { summariseMean } from '../../src/statistics/means.ts';

/** Mean over seeds with its 95 % interval (Student), for a table; a single value has no interval. */
export function estimateOf(values: readonly number[]): TableCell {
  const { value, low, high, count } = summariseMean(values);
  return count === 1 ? value : { value, low, high };
}
