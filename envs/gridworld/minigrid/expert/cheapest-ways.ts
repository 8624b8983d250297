import { stridesOf } from './situation.ts';

/** Cheapest ways to all cells. */
export interface CheapestWays {
  /** The cells that can be reached, the nearest first. */
  readonly order: readonly number[];
  /** The cell before each on the way; −1 for none. */
  readonly before: Int32Array;
}

/**
 * Cheapest ways from the nearest of some cells (Dijkstra 1959).
 *
 * @param count of cells
 * @param costOf the cost of going into a cell, a whole number; Infinity for cells that cannot be entered
 */
export function cheapestWays(
  width: number,
  count: number,
  from: readonly number[],
  costOf: (cell: number) => number,
): CheapestWays {
  const strides = stridesOf(width);
  const cost = new Int32Array(count).fill(-1);
  const before = new Int32Array(count).fill(-1);
  const order: number[] = [];
  const buckets: number[][] = [[...from]];
  for (const cell of from) cost[cell] = 0;
  for (let total = 0; total < buckets.length; total++) {
    for (const cell of buckets[total] ?? []) {
      if (cost[cell]! < total) continue;
      order.push(cell);
      for (const stride of strides) {
        const next = cell + stride;
        const sum = total + costOf(next);
        if (sum === Infinity || (cost[next]! >= 0 && cost[next]! <= sum)) continue;
        cost[next] = sum;
        before[next] = cell;
        (buckets[sum] ??= []).push(next);
      }
    }
  }
  return { order, before };
}
