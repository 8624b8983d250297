import type { Cell, Measured, ShowProgress } from './cell.ts';
import type { CellStore } from './cell-store.ts';
import { type MeasureOptions, measureCells } from './measure-cells.ts';

/** Threads that call functions by name: a `ThreadPool`, whose declaration would need the types of Node. */
export interface CellPool {
  run<Result, Message = never>(
    name: string,
    input: unknown,
    onMessage?: (message: Message) => void,
  ): Promise<Result>;
  close(): Promise<void>;
}

/** What a command measures in threads, and what it makes of the results. */
export interface CellWork<C extends Cell, Result, Outcome> {
  readonly cells: readonly C[];
  /** Where results are kept and looked for; null for nowhere. */
  readonly store: CellStore | null;
  /** Threads that can measure the cells. */
  openPool(threads: number): CellPool;
  /** Has a thread measure a cell. */
  measure(pool: CellPool, cell: C, show: ShowProgress): Promise<Result>;
  /** What the results of all cells say. */
  conclude(measured: readonly Measured<C, Result>[]): Outcome;
}

/**
 * Measures the cells that have no stored result, shares them with others who do the same, and draws the conclusion.
 *
 * @throws InterruptedError when the signal stops it; results so far stay in the store
 */
export async function completeCells<C extends Cell, Result, Outcome>(
  work: CellWork<C, Result, Outcome>,
  { jobs, displays, signal }: Pick<MeasureOptions, 'jobs' | 'displays' | 'signal'>,
): Promise<Outcome> {
  const { cells, store } = work;
  const threads = Math.min(jobs, cells.length);
  const pool = work.openPool(threads);
  try {
    const measured = await measureCells<C, Result>(cells, (cell, show) => work.measure(pool, cell, show), {
      store,
      jobs: threads,
      displays,
      signal,
    });
    return work.conclude(measured);
  } finally {
    displays.stop();
    await pool.close();
  }
}
