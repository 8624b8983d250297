import { streamGenerator } from '../../src/numeric/seeds.ts';
import { bootstrap } from '../../src/statistics/bootstrap.ts';
import type { Estimate } from '../../src/statistics/proportions.ts';

/** What four casts reached on the same layouts, a value each. */
export interface PairedCells {
  /** Perfect manager, expert workers. */
  readonly expert: readonly number[];
  /** Perfect manager, learned workers. */
  readonly perfectManager: readonly number[];
  /** Learned manager, expert workers. */
  readonly expertWorkers: readonly number[];
  /** Learned manager, learned workers. */
  readonly learned: readonly number[];
}

/**
 * The loss of an agent against its expert, shared out between manager and workers. With `s(m, w)` the mean value of a manager
 * with workers, P perfect, E expert and L learned ones:
 *
 * - `total` = s(P, E) − s(L, L),
 * - `managerAlone` = s(P, E) − s(L, E): the loss when the manager alone is learned,
 * - `workersAlone` = s(P, E) − s(P, L): the loss when the workers alone are learned,
 * - `interaction` = total − managerAlone − workersAlone: what appears when the two meet; below 0 where one loss hides the other,
 * - `perfectManagerWins` = s(P, L) − s(L, L) and `expertWorkersWin` = s(L, E) − s(L, L): what mending one of them would win back,
 * - `manager` and `workers`: their Shapley values, each its own loss and half of the interaction. The two sum to the total.
 *
 * Intervals are percentiles of a bootstrap that draws layouts with the values of all casts on it.
 */
export interface Attribution {
  readonly total: Estimate;
  readonly managerAlone: Estimate;
  readonly workersAlone: Estimate;
  readonly interaction: Estimate;
  readonly perfectManagerWins: Estimate;
  readonly expertWorkersWin: Estimate;
  readonly manager: Estimate;
  readonly workers: Estimate;
}

/**
 * @param level of the intervals, 0.95 if not given
 * @throws RangeError when there is no layout, or the cells differ in length
 */
export function attribute(
  { expert, perfectManager, expertWorkers, learned }: PairedCells,
  level?: number,
): Attribution {
  const estimate = (differences: readonly number[]) => meanOfPairs(differences, level);
  const total = expert.map((value, k) => value - learned[k]!);
  const managerAlone = expert.map((value, k) => value - expertWorkers[k]!);
  const workersAlone = expert.map((value, k) => value - perfectManager[k]!);
  const interaction = total.map((value, k) => value - managerAlone[k]! - workersAlone[k]!);
  return {
    total: estimate(total),
    managerAlone: estimate(managerAlone),
    workersAlone: estimate(workersAlone),
    interaction: estimate(interaction),
    perfectManagerWins: estimate(perfectManager.map((value, k) => value - learned[k]!)),
    expertWorkersWin: estimate(expertWorkers.map((value, k) => value - learned[k]!)),
    manager: estimate(managerAlone.map((value, k) => value + interaction[k]! / 2)),
    workers: estimate(workersAlone.map((value, k) => value + interaction[k]! / 2)),
  };
}

/** The mean of differences on the same layouts, with the interval of a bootstrap over layouts. @param level 0.95 if not given */
export function meanOfPairs(differences: readonly number[], level?: number): Estimate {
  const mean = (strata: readonly (readonly number[])[]) =>
    strata[0]!.reduce((sum, value) => sum + value, 0) / strata[0]!.length;
  return bootstrap([differences], mean, { generator: streamGenerator(0, 'attribution'), level });
}
