import { silentProgressGroup } from '../../process/progress.ts';
import { quoted } from '../../process/quoted.ts';
import { defaultJobs } from '../../process/threads.ts';
import { documentData, type ReportDocument } from '../../report/document.ts';
import { byName, type Measured } from '../cells/cell.ts';
import { measureCells } from '../cells/measure-cells.ts';
import type { SeedsContext } from '../seed-threads.ts';
import { poolWithCatalogues } from '../thread-data.ts';
import type { Trial } from '../trainable.ts';
import type { ComparisonResult } from './compare.ts';
import { documentOnRuns, drawRuns } from './runs-document.ts';
import { planRuns, type RunCell, type RunsRequest } from './runs-plan.ts';
import { tableOfRuns } from './runs-report.ts';
import { summariseRuns } from './runs-summary.ts';
import type { Contender } from './summary.ts';

/** What a comparison of runs found: also as a document to look at. */
export interface RunsComparison extends ComparisonResult {
  /** A page on what was found. */
  readonly document: ReportDocument;
}

/**
 * Lets trained runs play the same fresh layouts, and compares them in pairs. Writes nothing.
 *
 * @throws UsageError when they are not of the same task, world and number of seeds, so that their layouts or seeds would not pair
 * @throws InterruptedError when stopped by the signal
 */
export async function compareRuns(
  request: RunsRequest,
  { jobs = defaultJobs, displays = silentProgressGroup, signal }: Omit<SeedsContext, 'logger'> = {},
): Promise<RunsComparison> {
  const plan = await planRuns(request);
  const module = new URL('./comparison-thread.js', import.meta.url);
  const threads = Math.min(jobs, plan.cells.length);
  const pool = poolWithCatalogues(module, threads, null);
  try {
    const measured = await measureCells<RunCell, Trial>(
      plan.cells,
      (cell) => pool.run<Trial, never>('playRun', cell),
      { store: null, jobs: threads, displays, signal: signal ?? new AbortController().signal },
    );
    const contenders = byName(measured).map(contenderOf);
    const rows = summariseRuns(contenders);
    const document = documentOnRuns({ plan, contenders, rows, command: commandOf(request, plan.episodes) });
    return {
      document,
      report: {
        ...tableOfRuns(plan, rows),
        remarks: document.lead.map(({ text }) => text),
        data: documentData(document),
      },
      figure: { name: 'comparison', svg: drawRuns({ plan, rows }) },
    };
  } finally {
    displays.stop();
    await pool.close();
  }
}

function contenderOf(group: readonly Measured<RunCell, Trial>[]): Contender {
  const tasks = [...new Set(group.map(({ cell }) => cell.task))];
  return {
    contender: group[0]!.cell.name,
    trials: tasks.map((task) => group.filter(({ cell }) => cell.task === task).map(({ result }) => result)),
  };
}

/** The command that compares the same again, whatever it was called with. */
function commandOf({ runs, seed = 1, layout }: RunsRequest, episodes: number): string {
  const options = [
    `--episodes ${episodes}`,
    `--seed ${seed}`,
    ...(layout === undefined ? [] : [`--layout ${quoted(layout)}`]),
  ];
  return ['burstwise compare-runs', ...runs.map(quoted), ...options].join(' ');
}
