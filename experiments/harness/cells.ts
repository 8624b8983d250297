import { createProgressGroup } from '../../src/process/progress.ts';
import { inThread, ThreadPool } from '../../src/process/threads.ts';

/** Shows how far a cell is. */
export type ShowProgress = (completed: number, total: number) => void;

interface Shown {
  readonly completed: number;
  readonly total: number;
}

/** The function that measures a cell, for threads. */
export function cellInThread<Cell, Result>(measure: (cell: Cell, show: ShowProgress) => Result) {
  return inThread((cell: Cell, tell) => measure(cell, (completed, total) => tell({ completed, total })));
}

/**
 * Measures the cells of a table, e.g. a variant with a seed each, in threads.
 *
 * @param module compiled module that exports `measure`, made with `cellInThread`
 * @returns the results in the order of the cells, the same for any number of threads
 */
export async function measureCells<Cell extends { readonly name: string; readonly seed: number }, Result>(
  module: URL,
  cells: readonly Cell[],
  jobs: number,
): Promise<readonly Result[]> {
  const pool = new ThreadPool(module, Math.min(jobs, cells.length));
  const displays = createProgressGroup();
  const measure = async (cell: Cell) => {
    const display = displays.add(cell.name);
    let started = false;
    try {
      return await pool.run<Result, Shown>('measure', cell, ({ completed, total }) => {
        if (!started) display.start(total, `seed ${cell.seed}`);
        started = true;
        display.update(completed);
      });
    } finally {
      display.stop();
    }
  };
  try {
    return await Promise.all(cells.map(measure));
  } finally {
    displays.stop();
    await pool.close();
  }
}
