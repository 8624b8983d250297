import type { Report } from '../../report/report.ts';
import { differenceOfRates } from '../../statistics/paired.ts';
import { formatEstimate } from '../../statistics/proportions.ts';
import { type ComparisonRow, formatP } from './summary.ts';

/** What runs achieved beside each other, for people and programs. */
export function reportOnRuns(
  extent: { readonly task: string; readonly seed: number; readonly episodes: number },
  rows: readonly ComparisonRow[],
): Report {
  const { task, seed, episodes } = extent;
  const reference = rows[0]!.contender;
  return {
    title:
      `${task}: ${rows.length} runs on the same ${episodes} fresh layouts (seed ${seed})\n` +
      'success: 95 % Wilson intervals over all layouts; over seeds: 95 % bootstrap intervals of the mean\n' +
      `difference: from ${reference} on the same layouts, 95 % intervals (Agresti & Min); p: exact McNemar`,
    table: {
      head: ['run', 'seeds', 'success', 'over seeds', 'difference', 'won', 'lost', 'p'],
      rows: rows.map(({ contender, ofSeeds, success, overSeeds, againstReference: against }) => [
        contender,
        `${ofSeeds.length}`,
        formatEstimate(success),
        ofSeeds.length < 2 ? '–' : formatEstimate(overSeeds),
        against === null ? '–' : formatEstimate(differenceOfRates(against)),
        against === null ? '–' : `${against.onlyFirst}`,
        against === null ? '–' : `${against.onlySecond}`,
        against === null ? '–' : formatP(against.p),
      ]),
    },
    data: { ...extent, reference, rows: rows.map(dataOf) },
  };
}

function dataOf({ labels: _, againstReference: against, ...row }: ComparisonRow) {
  const paired = against && { ...against, differenceOnLayouts: differenceOfRates(against) };
  return { ...row, againstReference: paired };
}
