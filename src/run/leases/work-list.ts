import { type ItemStatus, stateOf } from './item-state.ts';
import type { Liveness } from './liveness.ts';
import type { WorkFolder } from './work-folder.ts';

/** What there is to do, and what of it may be taken. */
export interface Work<Item extends { readonly id: string }> {
  readonly folder: WorkFolder;
  readonly liveness: Liveness;
  /** What is to be done as far as is known now, in order; the end of an item may add others. */
  items(): readonly Item[];
  /** Whether an item may be taken; only asked where it is neither done nor in hand. */
  isFree(item: Item, status: ItemStatus): boolean;
  /** Called once for each item that is found done. */
  onDone?(item: Item): void;
}

/** An item that may be taken, and the number of the attempt that would be next. */
export interface Candidate<Item> {
  readonly item: Item;
  readonly attempt: number;
}

/** What a look for work found; `others at work`: what they have may have to be taken over. */
export type Taken<Item> = Candidate<Item> | 'others at work' | 'nothing left';

/** Looks for work again and again, without looking twice at what is done. */
export class WorkList<Item extends { readonly id: string }> {
  readonly #work: Work<Item>;
  readonly #settled = new Set<string>();

  constructor(work: Work<Item>) {
    this.#work = work;
  }

  /**
   * Takes the first item that is free.
   *
   * @param begin makes the attempt; false where another worker was faster
   */
  take(begin: (candidate: Candidate<Item>) => boolean): Taken<Item> {
    for (;;) {
      const items = this.#work.items();
      const taken = this.#takeOf(items, begin);
      // The end of another item may have opened a new stage meanwhile.
      if (taken !== 'nothing left' || this.#work.items().length === items.length) return taken;
    }
  }

  #takeOf(items: readonly Item[], begin: (candidate: Candidate<Item>) => boolean): Taken<Item> {
    const { folder, liveness } = this.#work;
    let isAnyRunning = false;
    for (const item of items) {
      if (this.#settled.has(item.id)) continue;
      const status = stateOf(folder, item.id, liveness);
      if (status.state === 'done') this.#settle(item);
      else if (status.state === 'running') isAnyRunning = true;
      else if (this.#work.isFree(item, status)) {
        const candidate = { item, attempt: (status.latest?.number ?? 0) + 1 };
        if (begin(candidate)) return candidate;
        isAnyRunning = true;
      }
    }
    return isAnyRunning ? 'others at work' : 'nothing left';
  }

  #settle(item: Item): void {
    this.#settled.add(item.id);
    this.#work.onDone?.(item);
  }
}
