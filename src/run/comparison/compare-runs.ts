import { silentProgressGroup } from '../../process/progress.ts';
import { quoted } from '../../process/quoted.ts';
import { defaultJobs } from '../../process/threads.ts';
import { documentData, type ReportDocument } from '../../report/document.ts';
import { byName, type Measured } from '../cells/cell.ts';
import { type CellWork, completeCells } from '../cells/cell-work.ts';
import type { SeedsContext } from '../seed-threads.ts';
import { poolWithCatalogues } from '../thread-data.ts';
import type { Trial } from '../trainable.ts';
import type { ComparisonResult } from './compare.ts';
import { documentOnRuns, drawRuns } from './runs-document.ts';
import { planRuns, type RunCell, type RunsPlan, type RunsRequest } from './runs-plan.ts';
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
  const work: CellWork<RunCell, Trial, RunsComparison> = {
    cells: plan.cells,
    store: null,
    openPool: (threads) =>
      poolWithCatalogues(new URL('./comparison-thread.js', import.meta.url), threads, null),
    measure: (pool, cell) => pool.run<Trial>('playRun', cell),
    conclude: (measured) => resultOf(plan, request, measured),
  };
  return completeCells(work, { jobs, displays, signal: signal ?? new AbortController().signal });
}

function resultOf(
  plan: RunsPlan,
  request: RunsRequest,
  measured: readonly Measured<RunCell, Trial>[],
): RunsComparison {
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
