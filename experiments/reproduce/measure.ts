import { version } from '../../src/process/program-info.ts';
import type { ProgressGroup } from '../../src/process/progress.ts';
import { ThreadPool } from '../../src/process/threads.ts';
import type { Cell, Measured } from '../../src/run/cells/cell.ts';
import { CellStore } from '../../src/run/cells/cell-store.ts';
import { measureCells } from '../../src/run/cells/measure-cells.ts';
import type { NamedReproduction } from './catalogue.ts';
import type { Extent } from './reproduction.ts';

/** A cell of one of several experiments. */
export interface ReproductionCell extends Cell {
  readonly experiment: string;
  /** The cell as the experiment made it. */
  readonly cell: Cell;
}

/** What surrounds the measurements of experiments. */
export interface MeasuringContext {
  /** Folder of the results of cells: the same call continues after an interruption. */
  readonly folder: string;
  readonly jobs: number;
  readonly displays: ProgressGroup;
  readonly signal: AbortSignal;
}

/** How far a thread has come with a cell. */
interface Shown {
  readonly completed: number;
  readonly total: number;
}

/**
 * Measures the cells of several experiments in one pool of threads, all of them as one list. Results are kept for this
 * version of the program.
 *
 * @returns the measurements of each experiment, in the order of its cells
 * @throws InterruptedError when the signal stops them; results so far stay in the folder
 */
export async function measureAll(
  reproductions: readonly NamedReproduction[],
  extentOf: (one: NamedReproduction) => Extent,
  { folder, jobs, displays, signal }: MeasuringContext,
): Promise<ReadonlyMap<string, readonly Measured<Cell, unknown>[]>> {
  const cells = reproductions.flatMap((one) =>
    one.reproduction.cells(extentOf(one)).map((cell): ReproductionCell => {
      return { name: `${one.name}: ${cell.name}`, seed: cell.seed, experiment: one.name, cell };
    }),
  );
  const store = new CellStore(folder, `reproduce ${version()}`);
  const names = reproductions.map(({ name }) => name);
  const threads = Math.min(jobs, cells.length);
  const pool = new ThreadPool(new URL('./measuring-thread.js', import.meta.url), threads, { data: names });
  try {
    const measured = await measureCells<ReproductionCell, unknown>(
      cells,
      (cell, show) =>
        pool.run<unknown, Shown>('measure', cell, ({ completed, total }) => show(completed, total)),
      { store, jobs: threads, displays, signal },
    );
    return new Map(
      names.map((name) => {
        const own = measured.filter(({ cell }) => cell.experiment === name);
        return [name, own.map(({ cell, result }) => ({ cell: cell.cell, result }))];
      }),
    );
  } finally {
    displays.stop();
    await pool.close();
  }
}
