import { inThread } from '../../src/process/threads.ts';
import type { Cell } from '../../src/run/cells/cell.ts';
import type { Experiment } from './experiment.ts';

/** A cell for a thread. */
export interface MeasureCall {
  /** Address of the experiment's compiled module. */
  readonly module: string;
  /** The cell to measure. */
  readonly cell: Cell;
}

/** How far a thread has come. */
export interface Shown {
  /** Units of work done. */
  readonly completed: number;
  /** All units of work. */
  readonly total: number;
}

/** Measures a cell in a thread. */
export const measure = inThread(async ({ module, cell }: MeasureCall, tell) => {
  const { default: experiment } = (await import(module)) as { default: Experiment };
  return experiment.measure(cell, (completed, total) => tell({ completed, total }));
});
