import { InterruptedError } from '../../errors.ts';
import { messageOf, newRecord } from '../leases/attempts.ts';
import { mayTake } from '../leases/item-state.ts';
import type { LeaseTimes } from '../leases/lease-times.ts';
import type { End, WorkerMessage } from '../leases/supervise.ts';
import type { Cell, ShowProgress } from './cell.ts';
import type { CellStore } from './cell-store.ts';
import { orAborted } from './measure-cells.ts';
import { type CellLease, SharedCells } from './shared-cells.ts';

/** How a worker takes cells. */
export interface TakeOptions {
  readonly store: CellStore;
  /** Cells after which it ends. */
  readonly limit: number;
  /** Whether it began with the job, and does not replace a worker that was killed. */
  readonly isFirst: boolean;
  readonly signal: AbortSignal;
  /** Why the signal was given, for the record. */
  readonly reason: () => string;
  readonly tell: (message: WorkerMessage) => void;
  readonly lease?: LeaseTimes | undefined;
}

/**
 * Measures one cell after the other in a job of a cluster, until none is free. A cell that fails does not hinder the others; it is taken
 * again when somebody asks for it.
 *
 * @throws InterruptedError when stopped; the cell in hand is left to others
 */
export async function takeCells<C extends Cell>(
  cells: readonly C[],
  measure: (cell: C, show: ShowProgress) => Promise<unknown>,
  options: TakeOptions,
): Promise<void> {
  const { store, limit, isFirst, signal, lease } = options;
  const { memory } = newRecord();
  const source = new SharedCells(store, cells, () => {}, {
    lease,
    mayTake: (id, status) => mayTake(store, id, status, memory),
  });
  for (let taken = 0; taken < limit; taken++) {
    if (signal.aborted) throw new InterruptedError('interrupted between two cells');
    const cell = source.take();
    if (cell === 'nothing left' || cell === 'others at work') return;
    await measureTaken(cell, measure, options, isFirst && taken === 0);
  }
}

/** Measures a cell; a failure is written down. @param hadJob whether it had all the time of the job */
async function measureTaken<C extends Cell>(
  taken: CellLease<C>,
  measure: (cell: C, show: ShowProgress) => Promise<unknown>,
  { signal, reason, tell }: TakeOptions,
  hadJob: boolean,
): Promise<void> {
  const { id: run, attempt, cell } = taken;
  tell({ event: 'began', run, attempt });
  try {
    const measuring = measure(cell, (completed, total) => taken.show(completed, total));
    taken.finish(await orAborted(measuring, signal));
    tell({ event: 'ended', run, state: 'done', message: '' });
  } catch (error) {
    const { state, message } = signal.aborted ? stoppedBy(reason(), hadJob) : failedBy(error);
    taken.end(state, message);
    tell({ event: 'ended', run, state, message });
    if (signal.aborted) throw new InterruptedError(`interrupted by ${reason()}`);
  }
}

/** How an attempt ends that a signal stops. USR1 is the warning before the time limit: another job would come no further. */
function stoppedBy(reason: string, hadJob: boolean): End {
  if (reason !== 'SIGUSR1' || !hadJob) return { state: 'interrupted', message: reason };
  const message = 'the time limit of the job did not suffice for it; give jobs more time in the profile';
  return { state: 'failed', message };
}

/** How an attempt ends that an error ends: its own, or that of a thread without memory. */
function failedBy(error: unknown): End {
  const isShort = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isShort) return { state: 'out-of-memory', message: 'the memory did not suffice' };
  return { state: 'failed', message: messageOf(error) };
}
