import { version } from '../../src/process/program-info.ts';
import { ThreadPool } from '../../src/process/threads.ts';
import type { Cell, Measured } from '../../src/run/cells/cell.ts';
import { CellStore } from '../../src/run/cells/cell-store.ts';
import type { CellWork } from '../../src/run/cells/cell-work.ts';
import type { NamedReproduction } from './catalogue.ts';
import type { Extent } from './reproduction.ts';

/** A cell of one of several experiments. */
export interface ReproductionCell extends Cell {
  readonly experiment: string;
  /** The cell as the experiment made it. */
  readonly cell: Cell;
}

/** How far a thread has come with a cell. */
interface Shown {
  readonly completed: number;
  readonly total: number;
}

/**
 * The cells of several experiments as one list, which one pool of threads measures. Results are kept for this version of the program.
 *
 * @param conclude receives the measurements of each experiment, in the order of its cells
 */
export function measuringWork<Outcome>(
  reproductions: readonly NamedReproduction[],
  extentOf: (one: NamedReproduction) => Extent,
  folder: string,
  conclude: (measured: ReadonlyMap<string, readonly Measured<Cell, unknown>[]>) => Outcome,
): CellWork<ReproductionCell, unknown, Outcome> {
  const names = reproductions.map(({ name }) => name);
  return {
    cells: reproductions.flatMap((one) =>
      one.reproduction.cells(extentOf(one)).map((cell): ReproductionCell => {
        return { name: `${one.name}: ${cell.name}`, seed: cell.seed, experiment: one.name, cell };
      }),
    ),
    store: new CellStore(folder, `reproduce ${version()}`),
    openPool: (threads) =>
      new ThreadPool(new URL('./measuring-thread.js', import.meta.url), threads, { data: names }),
    measure: (pool, cell, show) =>
      pool.run<unknown, Shown>('measure', cell, ({ completed, total }) => show(completed, total)),
    conclude: (measured) =>
      conclude(
        new Map(
          names.map((name) => {
            const own = measured.filter(({ cell }) => cell.experiment === name);
            return [name, own.map(({ cell, result }) => ({ cell: cell.cell, result }))];
          }),
        ),
      ),
  };
}
