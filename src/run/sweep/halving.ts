import { differenceOfRates, pairOutcomes } from '../../statistics/paired.ts';
import type { PlannedRun } from './plan.ts';
import type { SweepFile } from './sweep-file.ts';

/** How points are dropped. */
export type Halving = NonNullable<SweepFile['halving']>;

/** What a run achieved on the layouts that all share; `failed` where it will not be known. */
export type Achieved = readonly boolean[] | 'failed' | undefined;

/**
 * Successive halving (Jamieson & Talwalkar 2016) over seeds: every point is run with the first seed; those that are worth it with the second
 * one, and so on. After each seed a point stays when it is among the best, one of `factor`, or when its success on the same
 * layouts is not distinguishable from that of the best point (interval of the paired difference, Agresti & Min). A pure function of
 * what is done, so that all workers agree without talking to each other.
 *
 * @param achieved what each run has achieved until now; undefined before it is done
 * @returns the runs that are wanted now, done ones among them; the others wait for these, or are dropped
 */
export function wantedRuns(
  plan: readonly PlannedRun[],
  halving: Halving,
  achieved: (run: PlannedRun) => Achieved,
): readonly PlannedRun[] {
  const seeds = [...new Set(plan.map(({ seed }) => seed))];
  let points = [...new Set(plan.map(({ point }) => point))];
  const successes = new Map(points.map((point) => [point, [] as boolean[]]));
  const runOf = new Map(plan.map((run) => [`${run.point} ${run.seed}`, run]));
  const wanted: PlannedRun[] = [];
  for (const seed of seeds) {
    const stage = points.map((point) => runOf.get(`${point} ${seed}`)!);
    wanted.push(...stage);
    const results = stage.map(achieved);
    if (results.some((result) => result === undefined)) return wanted;
    points = points.filter((point, k) => {
      const result = results[k]!;
      if (typeof result === 'string') return false;
      successes.get(point)!.push(...result!);
      return true;
    });
    points = survivors(points, (point) => successes.get(point)!, halving);
  }
  return wanted;
}

/** The points that are run with another seed, in their order. */
function survivors(
  points: readonly number[],
  successesOf: (point: number) => readonly boolean[],
  { factor, level }: Halving,
): number[] {
  const count = (point: number) => successesOf(point).filter(Boolean).length;
  const ranked = points.slice().sort((a, b) => count(b) - count(a) || a - b);
  const [best] = ranked;
  if (best === undefined) return [];
  const kept = new Set(ranked.slice(0, Math.ceil(points.length / factor)));
  const isClose = (point: number) =>
    differenceOfRates(pairOutcomes(successesOf(best), successesOf(point)), level).low <= 0;
  return points.filter((point) => kept.has(point) || isClose(point));
}
