import type { Cell } from './cell.ts';

/** A cell that this process measures. */
export interface CellInHand<C extends Cell> {
  readonly cell: C;
  /** Tells others how far the measurement has come. */
  show(completed: number, total: number): void;
  /** Hands in what was measured. */
  finish(result: unknown): void;
  /** Says why there will be no result. */
  fail(error: unknown): void;
}

/** Hands out cells that are to be measured, one after the other. */
export interface CellSource<C extends Cell> {
  /** The next cell; `others at work`: what they have may have to be taken over. */
  take(): CellInHand<C> | 'others at work' | 'nothing left';
  /** Leaves the cells in hand to others. */
  leave(): void;
}

/** Takes what was measured: of each cell once. */
export type KeepResult<C extends Cell> = (cell: C, result: unknown) => void;

/** Cells that this process measures alone, and whose results it keeps in memory. */
export class OwnCells<C extends Cell> implements CellSource<C> {
  readonly #cells: Iterator<C>;
  readonly #keep: KeepResult<C>;

  constructor(cells: readonly C[], keep: KeepResult<C>) {
    this.#cells = cells.values();
    this.#keep = keep;
  }

  take(): CellInHand<C> | 'nothing left' {
    const { value: cell, done = false } = this.#cells.next();
    if (done) return 'nothing left';
    return { cell, show() {}, finish: (result) => this.#keep(cell, result), fail() {} };
  }

  leave(): void {}
}
