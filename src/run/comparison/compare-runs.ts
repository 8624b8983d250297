import { comparisonBars } from '../../figures/comparison-bars.ts';
import { silentProgressGroup } from '../../process/progress.ts';
import { defaultJobs } from '../../process/threads.ts';
import { byName } from '../cells/cell.ts';
import { measureCells } from '../cells/measure-cells.ts';
import type { SeedsContext } from '../seed-threads.ts';
import { poolWithCatalogues } from '../thread-data.ts';
import type { Trial } from '../trainable.ts';
import type { ComparisonResult } from './compare.ts';
import { planRuns, type RunCell, type RunsRequest } from './runs-plan.ts';
import { reportOnRuns } from './runs-report.ts';
import { rowOf } from './summary.ts';

/**
 * Lets trained runs play the same fresh layouts, and compares them in pairs. Writes nothing.
 *
 * @throws UsageError when they are not of the same task, world and number of seeds, so that their layouts or seeds would not pair
 * @throws InterruptedError when stopped by the signal
 */
export async function compareRuns(
  request: RunsRequest,
  { jobs = defaultJobs, displays = silentProgressGroup, signal }: Omit<SeedsContext, 'logger'> = {},
): Promise<ComparisonResult> {
  const { task, cells, episodes, seed } = await planRuns(request);
  const module = new URL('./comparison-thread.js', import.meta.url);
  const pool = poolWithCatalogues(module, Math.min(jobs, cells.length), null);
  try {
    const measured = await measureCells<RunCell, Trial>(
      cells,
      (cell) => pool.run<Trial, never>('playRun', cell),
      {
        store: null,
        displays,
        signal: signal ?? new AbortController().signal,
      },
    );
    const trials = byName(measured).map((group) => ({
      contender: group[0].cell.name,
      trials: group.map(({ result }) => result),
    }));
    const rows = trials.map((run) => rowOf(run, 0, run === trials[0] ? null : trials[0]!));
    const report = reportOnRuns({ task, seed, episodes }, rows);
    const svg = comparisonBars({
      title: `${task}: runs on the same ${episodes} layouts`,
      subtitle: '95 % Wilson intervals over layouts and seeds',
      valueLabel: 'success rate',
      rows: rows.map(({ contender: label, success }) => ({ label, series: 'success', ...success })),
    });
    return { report, figure: { name: 'comparison', svg } };
  } finally {
    displays.stop();
    await pool.close();
  }
}
