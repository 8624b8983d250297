import type { Report } from '../../report/report.ts';
import { formatEstimate, formatP } from '../../statistics/proportions.ts';
import type { RunsPlan } from './runs-plan.ts';
import type { RunsRow } from './runs-summary.ts';

/** The table of runs beside each other, for terminals. */
export function tableOfRuns(
  { tasks, seed, episodes }: RunsPlan,
  rows: readonly RunsRow[],
): Omit<Report, 'data'> {
  const reference = rows[0]!.contender;
  const where = tasks.map(({ environment }) => environment).join(', ');
  return {
    title:
      `${where}: ${rows.length} runs on the same ${episodes} fresh layouts (seed ${seed})\n` +
      `success: 95 % Wilson intervals over all layouts; over seeds: mean, 95 % ${tasks.length === 1 ? 'Student' : 'bootstrap'} intervals\n` +
      `difference: from ${reference} on the same layouts, 95 % intervals (Agresti & Min); p: exact McNemar`,
    table: {
      head: ['run', 'seeds', 'success', 'over seeds', 'difference', 'won', 'lost', 'p'],
      rows: rows.map(({ contender, ofSeeds, ofTasks, success, overSeeds, againstReference: against }) => [
        contender,
        `${ofTasks[0]!.ofSeeds.length}`,
        formatEstimate(success),
        ofSeeds.length < 2 ? '–' : formatEstimate(overSeeds),
        against === null ? '–' : formatEstimate(against.differenceOnLayouts),
        against === null ? '–' : `${against.onlyFirst}`,
        against === null ? '–' : `${against.onlySecond}`,
        against === null ? '–' : formatP(against.p),
      ]),
    },
  };
}
