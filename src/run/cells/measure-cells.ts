import { InterruptedError } from '../../errors.ts';
import type { ProgressGroup } from '../../process/progress.ts';
import type { LeaseTimes } from '../leases/lease-times.ts';
import type { Cell, Measured, ShowProgress } from './cell.ts';
import { type CellInHand, type CellSource, OwnCells } from './cell-source.ts';
import type { CellStore } from './cell-store.ts';
import { SharedCells } from './shared-cells.ts';

/** What surrounds the measurements. */
export interface MeasureOptions {
  /** Where results are kept and looked for; null for nowhere. */
  readonly store: CellStore | null;
  /** Cells that are measured at a time. */
  readonly jobs: number;
  /** Show how far the measurements have come. */
  readonly displays: ProgressGroup;
  /** Stops the measurements; those in hand are lost. */
  readonly signal: AbortSignal;
  /** How processes that share the store know that the others live. */
  readonly lease?: LeaseTimes;
}

/**
 * Measures the cells that have no stored result. Processes that use the same store share the work, on one machine or on several:
 * each cell is measured by one of them, that of a process which died by another one, and each returns all results.
 *
 * @returns the measurements in the order of the cells
 * @throws InterruptedError when the signal stops them; results so far stay in the store
 */
export async function measureCells<C extends Cell, Result>(
  cells: readonly C[],
  measure: (cell: C, show: ShowProgress) => Result | Promise<Result>,
  { store, jobs, displays, signal, lease }: MeasureOptions,
): Promise<readonly Measured<C, Result>[]> {
  const all = displays.add('');
  all.start(cells.length, 'cells');
  const results = new Map<C, Result>();
  const keep = (cell: C, result: unknown) => {
    results.set(cell, result as Result);
    all.update(results.size);
  };
  const bell = new Bell();
  let source: CellSource<C> | undefined;
  try {
    source = store === null ? new OwnCells(cells, keep) : new SharedCells(store, cells, keep, { lease });
    const context = { source, measure, displays, bell };
    await orAborted(Promise.all(Array.from({ length: jobs }, () => measureNext(context))), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    const remedy =
      store === null ? 'with --out <folder> their results are kept' : 'repeat the command to continue';
    throw new InterruptedError(
      `interrupted; ${results.size} of ${cells.length} cells are measured; ${remedy}`,
    );
  } finally {
    bell.close();
    source?.leave();
    all.stop();
  }
  return cells.map((cell) => ({ cell, result: results.get(cell)! }));
}

/** How often a process looks whether there is a cell to take over, in milliseconds. */
const LOOK_EVERY = 500;

/** What the measurements of a process have in common. */
interface Context<C extends Cell> {
  readonly source: CellSource<C>;
  readonly measure: (cell: C, show: ShowProgress) => unknown;
  readonly displays: ProgressGroup;
  /** Rings when a cell of this process is measured; closed when no further one is to be taken. */
  readonly bell: Bell;
}

/** Measures one cell after the other. */
async function measureNext<C extends Cell>(context: Context<C>): Promise<void> {
  const { source, bell } = context;
  while (!bell.isClosed) {
    const taken = source.take();
    if (taken === 'nothing left') return;
    if (taken === 'others at work') await bell.heard(LOOK_EVERY);
    else {
      await measureOne(taken, context);
      bell.ring();
    }
  }
}

/** Measures a cell and shows how far it has come. */
async function measureOne<C extends Cell>(
  taken: CellInHand<C>,
  { measure, displays, bell }: Context<C>,
): Promise<void> {
  const { cell } = taken;
  const display = displays.add(cell.name);
  let started = false;
  try {
    const result = await measure(cell, (completed, total) => {
      if (!started) display.start(total, `seed ${cell.seed}`);
      started = true;
      display.update(completed);
      taken.show(completed, total);
    });
    taken.finish(result);
  } catch (error) {
    // First, so that no other lane takes the cell, which is free now.
    bell.close();
    taken.fail(error);
    throw error;
  } finally {
    display.stop();
  }
}

/** Lets those who wait look again, before their time is over. */
class Bell {
  readonly #waiting = new Set<() => void>();
  isClosed = false;

  /** Waits until it rings, but no longer than some milliseconds. */
  heard(longest: number): Promise<void> {
    return new Promise((settle) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        settle();
      };
      const timer = setTimeout(wake, longest);
      this.#waiting.add(wake);
    });
  }

  ring(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Rings for the last time. */
  close(): void {
    this.isClosed = true;
    this.ring();
  }
}

/** What was promised, or an error as soon as the signal is given. */
export async function orAborted<T>(promised: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([promised, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
