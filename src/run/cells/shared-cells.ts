import {
  type AttemptRecord,
  type Attempts,
  type EndState,
  messageOf,
  newRecord,
} from '../leases/attempts.ts';
import { Liveness } from '../leases/liveness.ts';
import { WorkList } from '../leases/work-list.ts';
import type { Cell } from './cell.ts';
import type { CellInHand, CellSource, KeepResult } from './cell-source.ts';
import type { CellStore } from './cell-store.ts';

/** How processes on several machines know that the others live, in milliseconds. */
export interface LeaseTimes {
  /** From beat to beat. */
  readonly beat: number;
  /** Silence after which a process on another machine counts as dead. */
  readonly expires: number;
}

const usual: LeaseTimes = { beat: 15_000, expires: 180_000 };

/** The cells of a store that have no result yet: every process that uses its folder takes some of them. */
export class SharedCells<C extends Cell> implements CellSource<C> {
  readonly #store: CellStore;
  readonly #list: WorkList<{ readonly id: string; readonly cell: C }>;
  readonly #times: LeaseTimes;
  readonly #held = new Set<CellLease<C>>();

  /**
   * @param keep called once for each cell, with its stored result, of this process or of another one
   * @throws UsageError when a stored result is damaged
   */
  constructor(store: CellStore, cells: readonly C[], keep: KeepResult<C>, times: LeaseTimes = usual) {
    this.#store = store;
    this.#times = times;
    const left = cells.filter((cell) => {
      const stored = store.read(cell);
      if (stored !== undefined) keep(cell, stored);
      return stored === undefined;
    });
    const items = left.map((cell) => ({ id: store.idOf(cell), cell }));
    this.#list = new WorkList({
      folder: store,
      liveness: new Liveness({ expiresAfter: times.expires }),
      items: () => items,
      // A cell that failed, here or elsewhere, is measured again: its cause may be mended; if not, the error says what it is.
      isFree: () => true,
      onDone: ({ id }) => {
        for (const item of items) if (item.id === id) keep(item.cell, store.read(item.cell));
      },
    });
  }

  take(): CellInHand<C> | 'others at work' | 'nothing left' {
    const record = newRecord();
    const taken = this.#list.take(({ item, attempt }) =>
      this.#store.attempts(item.id).begin(attempt, record),
    );
    if (typeof taken === 'string') return taken;
    const { item, attempt: number } = taken;
    const lease = new CellLease(item.cell, {
      ...{ attempts: this.#store.attempts(item.id), number, record, beat: this.#times.beat },
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
class CellLease<C extends Cell> implements CellInHand<C> {
  readonly cell: C;
  readonly #options: LeaseOptions;
  readonly #startedMs = performance.now();
  readonly #timer: NodeJS.Timeout;
  #beats = 0;
  #isOver = false;
  #done = { completed: 0, total: 0 };

  constructor(cell: C, options: LeaseOptions) {
    this.cell = cell;
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
