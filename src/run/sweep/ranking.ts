import { holm } from '../../statistics/holm.ts';
import { summariseMean } from '../../statistics/means.ts';
import { differenceOfRates, mcNemar, pairOutcomes } from '../../statistics/paired.ts';
import { type Estimate, proportion } from '../../statistics/proportions.ts';
import type { Measure, RunOutcome } from './results.ts';
import type { Settings } from './sweep-file.ts';

/** A point, all its seeds together. */
export interface RankedPoint {
  readonly point: number;
  readonly settings: Settings;
  readonly runs: readonly RunOutcome[];
  /** Mean over its runs; of successes with Wilson's interval over layouts and seeds, else with Student's over seeds. */
  readonly value: Estimate;
  readonly worstSeed: number;
  /** Beside the best point; null for that itself, and where the two cannot be paired. */
  readonly againstBest: { readonly difference: Estimate; readonly p: number } | null;
}

/**
 * The points from the best to the worst; p-values are adjusted for their number (Holm).
 * @param seedsFirst ranks points with more seeds higher: after halving, those were better
 */
export function rankPoints(
  outcomes: readonly RunOutcome[],
  measure: Measure,
  seedsFirst: boolean,
): readonly RankedPoint[] {
  const sign = measure.isMore ? 1 : -1;
  const groups = new Map<number, RunOutcome[]>();
  for (const run of outcomes) groups.set(run.point, [...(groups.get(run.point) ?? []), run]);
  const sorted = [...groups.values()]
    .map((runs) => ({ runs, value: estimateOf(runs) }))
    .sort(
      (a, b) =>
        (seedsFirst ? b.runs.length - a.runs.length : 0) ||
        sign * (b.value.value - a.value.value) ||
        a.runs[0]!.point - b.runs[0]!.point,
    );
  const pairs = sorted.map(({ runs }, k) => (k === 0 ? null : pairOf(runs, sorted[0]!.runs)));
  const adjusted = holm(pairs.flatMap((pair) => (pair === null ? [] : [pair.p])));
  let next = 0;
  return sorted.map(({ runs, value }, k) => {
    const pair = pairs[k]!;
    const values = runs.map((run) => run.value);
    return {
      point: runs[0]!.point,
      settings: runs[0]!.settings,
      runs,
      value,
      worstSeed: measure.isMore ? Math.min(...values) : Math.max(...values),
      againstBest: pair === null ? null : { ...pair, p: adjusted[next++]! },
    };
  });
}

function estimateOf(runs: readonly RunOutcome[]): Estimate {
  const successes = runs.flatMap((run) => run.successes ?? []);
  if (successes.length > 0 && runs.every((run) => run.successes !== null))
    return proportion(successes.filter(Boolean).length, successes.length);
  const { value, low, high } = summariseMean(runs.map((run) => run.value));
  return runs.length === 1 ? { value, low: value, high: value } : { value, low, high };
}

/** Two points on the same layouts and seeds; null where there are no such. */
function pairOf(runs: readonly RunOutcome[], best: readonly RunOutcome[]) {
  const both = runs.flatMap((run) => {
    const other = best.find(({ seed }) => seed === run.seed);
    return other === undefined ? [] : [[run, other] as const];
  });
  if (both.length === 0) return null;
  const successesOf = (side: 0 | 1) => both.flatMap((pair) => pair[side].successes ?? []);
  const [own, others] = [successesOf(0), successesOf(1)];
  if (own.length === 0 || own.length !== others.length) return null;
  const outcomes = pairOutcomes(own, others);
  return { difference: differenceOfRates(outcomes), p: mcNemar(outcomes) };
}
