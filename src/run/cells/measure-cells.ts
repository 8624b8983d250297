import { InterruptedError } from '../../errors.ts';
import type { ProgressGroup } from '../../process/progress.ts';
import type { Cell, Measured, ShowProgress } from './cell.ts';
import type { CellStore } from './cell-store.ts';

/** What surrounds the measurements. */
export interface MeasureOptions {
  /** Where results are kept and looked for; null for nowhere. */
  readonly store: CellStore | null;
  /** Show how far the measurements have come. */
  readonly displays: ProgressGroup;
  /** Stops the measurements; those in hand are lost. */
  readonly signal: AbortSignal;
}

/**
 * Measures cells that have no stored result, all at once: `measure` decides how many run at a time.
 *
 * @returns the measurements in the order of the cells
 * @throws InterruptedError when the signal stops them; results so far stay in the store
 */
export async function measureCells<C extends Cell, Result>(
  cells: readonly C[],
  measure: (cell: C, show: ShowProgress) => Result | Promise<Result>,
  { store, displays, signal }: MeasureOptions,
): Promise<readonly Measured<C, Result>[]> {
  const all = displays.add('');
  all.start(cells.length, 'cells');
  let complete = 0;
  const resultOf = async (cell: C): Promise<Result> => {
    const stored = store?.read<Result>(cell);
    const result = stored === undefined ? await measureOne(cell, measure, displays) : stored;
    if (stored === undefined) store?.write(cell, result);
    all.update(++complete);
    return result;
  };
  const measureAll = () => Promise.all(cells.map(async (cell) => ({ cell, result: await resultOf(cell) })));
  const remedy = () =>
    store === null ? 'with --out <folder> their results are kept' : 'repeat the command to continue';
  const interrupted = () =>
    new InterruptedError(`interrupted; ${complete} of ${cells.length} cells are measured; ${remedy()}`);
  let onAbort = () => {};
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(interrupted());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([measureAll(), stopped]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    all.stop();
  }
}

/** Measures a cell and shows how far it has come. */
async function measureOne<C extends Cell, Result>(
  cell: C,
  measure: (cell: C, show: ShowProgress) => Result | Promise<Result>,
  displays: ProgressGroup,
): Promise<Result> {
  const display = displays.add(cell.name);
  let started = false;
  try {
    return await measure(cell, (completed, total) => {
      if (!started) display.start(total, `seed ${cell.seed}`);
      started = true;
      display.update(completed);
    });
  } finally {
    display.stop();
  }
}
