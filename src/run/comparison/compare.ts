import { silentProgressGroup } from '../../process/progress.ts';
import { defaultJobs } from '../../process/threads.ts';
import type { Figure, Report } from '../../report/report.ts';
import type { Measured } from '../cells/cell.ts';
import { CellStore } from '../cells/cell-store.ts';
import { type CellWork, completeCells } from '../cells/cell-work.ts';
import type { SeedsContext } from '../seed-threads.ts';
import { poolWithCatalogues } from '../thread-data.ts';
import type { LabelProgress } from './comparison-thread.ts';
import type { Competed } from './competed.ts';
import { drawComparison } from './figure.ts';
import { type ComparisonCell, type ComparisonRequest, planComparison } from './request.ts';
import { summariseComparison } from './summary.ts';

/** Where the results of a comparison are kept, and what goes with it. */
export interface ComparisonContext extends Omit<SeedsContext, 'logger'> {
  /** A folder that keeps the result of every training: the same call continues after an interruption, and shares the work of others. */
  readonly out?: string | undefined;
}

/** What a comparison found. */
export interface ComparisonResult {
  /** Table, remarks, and the same as data. */
  readonly report: Report;
  /** Success against labels. */
  readonly figure: Figure;
}

/**
 * Success against labels of several ways of learning a task, on the same fresh layouts, with intervals and paired tests. The
 * results are the same for any number of threads, and after any interruption.
 *
 * @throws ConfigError, UsageError where ways of learning do not fit the task, or the folder cannot be written
 * @throws InterruptedError when stopped by the signal
 * @throws DivergenceError
 */
export async function compare(
  request: ComparisonRequest,
  { out, jobs = defaultJobs, displays = silentProgressGroup, signal }: ComparisonContext = {},
): Promise<ComparisonResult> {
  const work = await comparisonWork(request, out);
  return completeCells(work, { jobs, displays, signal: signal ?? new AbortController().signal });
}

/**
 * The trainings of a comparison as cells.
 *
 * @param out folder that keeps the result of every training; undefined for none
 * @throws ConfigError, UsageError where ways of learning do not fit the task, or the folder cannot be written
 */
export async function comparisonWork(
  request: ComparisonRequest,
  out: string | undefined,
): Promise<CellWork<ComparisonCell, Competed, ComparisonResult>> {
  const { task, cells } = await planComparison(request);
  return {
    cells,
    store: out === undefined ? null : new CellStore(out, 'compare'),
    openPool: (threads) => poolWithCatalogues(new URL('./comparison-thread.js', import.meta.url), threads),
    measure: (pool, cell, show) =>
      pool.run<Competed, LabelProgress>('compete', cell, ({ given, budget }) => show(given, budget)),
    conclude: (measured) => resultOf(task, request, measured),
  };
}

function resultOf(
  task: string,
  { seeds, episodes }: ComparisonRequest,
  measured: readonly Measured<ComparisonCell, Competed>[],
): ComparisonResult {
  const extent = { task, seeds, episodes };
  const summary = summariseComparison(extent, measured);
  return {
    report: summary.report,
    figure: { name: 'comparison', svg: drawComparison(extent, summary.rows) },
  };
}
