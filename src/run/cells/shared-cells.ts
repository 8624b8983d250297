import {
  type AttemptRecord,
  type Attempts,
  type EndState,
  messageOf,
  newRecord,
} from '../leases/attempts.ts';
import type { ItemStatus } from '../leases/item-state.ts';
import type { LeaseTimes } from '../leases/lease-times.ts';
import { Liveness } from '../leases/liveness.ts';
import { WorkList } from '../leases/work-list.ts';
import type { Cell } from './cell.ts';
import type { CellInHand, CellSource, KeepResult } from './cell-source.ts';
import type { CellStore } from './cell-store.ts';

/** How often processes say that they live, if not told otherwise. */
export const usualLease: LeaseTimes = { beat: 15_000, expires: 180_000 };

/** How a process takes cells. */
export interface SharingOptions {
  readonly lease?: LeaseTimes | undefined;
  /**
   * Whether a cell that is neither measured nor in hand may be taken. If not given, each of them may: also one that failed, here or
   * elsewhere, since its cause may be mended; if not, the error says what it is.
   */
  readonly mayTake?: ((id: string, status: ItemStatus) => boolean) | undefined;
}

/** The cells of a store that have no result yet: every process that uses its folder takes some of them. */
export class SharedCells<C extends Cell> implements CellSource<C> {
  readonly #store: CellStore;
  readonly #list: WorkList<{ readonly id: string; readonly cell: C }>;
  readonly #lease: LeaseTimes;
  readonly #held = new Set<CellLease<C>>();

  /**
   * @param keep called once for each cell, with its stored result, of this process or of another one
   * @throws UsageError when a stored result is damaged
   */
  constructor(
    store: CellStore,
    cells: readonly C[],
    keep: KeepResult<C>,
    { lease = usualLease, mayTake = () => true }: SharingOptions = {},
  ) {
    this.#store = store;
    this.#lease = lease;
    const left = cells.filter((cell) => {
      const stored = store.read(cell);
      if (stored !== undefined) keep(cell, stored);
      return stored === undefined;
    });
    const items = left.map((cell) => ({ id: store.idOf(cell), cell }));
    this.#list = new WorkList({
      folder: store,
      liveness: new Liveness({ expiresAfter: lease.expires }),
      items: () => items,
      isFree: ({ id }, status) => mayTake(id, status),
      onDone: ({ id }) => {
        for (const item of items) if (item.id === id) keep(item.cell, store.read(item.cell));
      },
    });
  }

  take(): CellLease<C> | 'others at work' | 'nothing left' {
    const record = newRecord();
    const taken = this.#list.take(({ item, attempt }) =>
      this.#store.attempts(item.id).begin(attempt, record),
    );
    if (typeof taken === 'string') return taken;
    const { item, attempt: number } = taken;
    const lease = new CellLease(item, {
      ...{ attempts: this.#store.attempts(item.id), number, record, beat: this.#lease.beat },
      store: this.#store,
      onEnd: () => this.#held.delete(lease),
    });
    this.#held.add(lease);
    return lease;
  }

  leave(): void {
    for (const lease of this.#held) {
      try {
        lease.end('interrupted');
      } catch {
        // The disk refuses; others notice that this process has ended.
      }
    }
  }
}

interface LeaseOptions {
  readonly store: CellStore;
  readonly attempts: Attempts;
  readonly number: number;
  readonly record: AttemptRecord;
  readonly beat: number;
  readonly onEnd: () => void;
}

/** A cell that is measured by another thread of this process, which says from time to time that it lives. */
export class CellLease<C extends Cell> implements CellInHand<C> {
  readonly id: string;
  readonly cell: C;
  /** Number of the attempt. */
  readonly attempt: number;
  readonly #options: LeaseOptions;
  readonly #startedMs = performance.now();
  readonly #timer: NodeJS.Timeout;
  #beats = 0;
  #isOver = false;
  #done = { completed: 0, total: 0 };

  constructor({ id, cell }: { readonly id: string; readonly cell: C }, options: LeaseOptions) {
    this.id = id;
    this.cell = cell;
    this.attempt = options.number;
    this.#options = options;
    this.#timer = setInterval(() => this.#beat(), options.beat).unref();
  }

  show(completed: number, total: number): void {
    this.#done = { completed, total };
  }

  /** The first result stays, should another process have taken this one for dead. */
  finish(result: unknown): void {
    this.#options.store.write(this.cell, result);
    this.end('done');
  }

  fail(error: unknown): void {
    this.end('failed', messageOf(error));
  }

  /** Says how the attempt ended; only the first call counts. */
  end(state: EndState, message = ''): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#options.onEnd();
    this.#say({ state, message });
  }

  #beat(): void {
    this.#beats++;
    try {
      this.#say({});
    } catch {
      // The disk may be away for a while; to store the result says what is wrong if it stays so.
    }
  }

  #say(news: Partial<AttemptRecord>): void {
    const { attempts, number, record } = this.#options;
    const seconds = (performance.now() - this.#startedMs) / 1000;
    attempts.update(number, { ...record, ...this.#done, beat: this.#beats, seconds, ...news });
  }
}
