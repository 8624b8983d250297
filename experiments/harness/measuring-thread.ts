import { inThread, threadData } from '../../src/process/threads.ts';
import type { Cell } from '../../src/run/cells/cell.ts';
import type { Experiment } from './experiment.ts';

/** How far a thread has come. */
export interface Shown {
  /** Units of work done. */
  readonly completed: number;
  /** All units of work. */
  readonly total: number;
}

/** The pool's data are the address of the experiment's compiled module. */
const { default: experiment } = (await import(threadData<string>())) as { default: Experiment };

/** Measures a cell in a thread. */
export const measure = inThread((cell: Cell, tell) =>
  experiment.measure(cell, (completed, total) => tell({ completed, total })),
);
