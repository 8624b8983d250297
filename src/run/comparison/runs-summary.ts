import {
  interquartileMean,
  performanceProfile,
  probabilityOfImprovement,
} from '../../statistics/aggregates.ts';
import { bootstrap } from '../../statistics/bootstrap.ts';
import { holm } from '../../statistics/holm.ts';
import { differenceOfRates } from '../../statistics/paired.ts';
import { type Estimate, proportion } from '../../statistics/proportions.ts';
import type { Trial } from '../trainable.ts';
import { type ComparisonRow, type Contender, drawing, rowOf, sharesOf } from './summary.ts';

/** Thresholds of the performance profile. */
export const thresholds = Array.from({ length: 101 }, (_, k) => k / 100);

/** A run, or runs of several tasks, beside the reference. */
export interface RunsRow extends Omit<ComparisonRow, 'labels' | 'againstReference'> {
  /** Interquartile mean over tasks and seeds, with a bootstrap interval (stratified by task). */
  readonly interquartile: Estimate;
  /** Success of the worst seed. */
  readonly worstSeed: number;
  /** By task: success over the layouts of all seeds, and of each seed. */
  readonly ofTasks: readonly { readonly success: Estimate; readonly ofSeeds: readonly number[] }[];
  /** Share of runs that succeed more often than each of `thresholds`. */
  readonly profile: readonly number[];
  /** Null for the reference itself. */
  readonly againstReference: AgainstRuns | null;
}

/** How a contender differs from the reference. */
export interface AgainstRuns extends NonNullable<ComparisonRow['againstReference']> {
  /** Over all layouts of all seeds and tasks, with the interval of Agresti & Min. */
  readonly differenceOnLayouts: Estimate;
  /** `p`, adjusted for the number of contenders after Holm. */
  readonly pHolm: number;
  /** `probabilityOfImprovement` with a bootstrap interval (stratified by task). */
  readonly improvement: Estimate;
}

/** Contenders in numbers; the first is the reference. */
export function summariseRuns(contenders: readonly Contender[]): readonly RunsRow[] {
  const [reference, ...others] = contenders as readonly [Contender, ...Contender[]];
  const rows = [rowOf(reference, 0, null), ...others.map((other) => rowOf(other, 0, reference))];
  const adjusted = holm(rows.slice(1).map(({ againstReference }) => againstReference!.p));
  return rows.map(({ labels: _, againstReference: against, ...row }, k) => {
    const { trials } = contenders[k]!;
    const shares = sharesOf(trials);
    return {
      ...row,
      interquartile: bootstrap(shares, interquartileMean, drawing()),
      worstSeed: Math.min(...row.ofSeeds),
      ofTasks: trials.map((own, task) => ({ success: successOf(own), ofSeeds: shares[task]! })),
      profile: performanceProfile(shares, thresholds),
      againstReference: against && {
        ...against,
        differenceOnLayouts: differenceOfRates(against),
        pHolm: adjusted[k - 1]!,
        improvement: improvement(shares, sharesOf(reference.trials)),
      },
    };
  });
}

function successOf(trials: readonly Trial[]): Estimate {
  const outcomes = trials.flatMap(({ successes }) => successes);
  return proportion(outcomes.filter(Boolean).length, outcomes.length);
}

type Shares = ReturnType<typeof sharesOf>;

/** Runs of both are drawn independently of each other, within each task. */
function improvement(own: Shares, theirs: Shares): Estimate {
  const statistic = (strata: Shares) =>
    probabilityOfImprovement(strata.slice(0, own.length), strata.slice(own.length));
  return bootstrap([...own, ...theirs], statistic, drawing());
}
