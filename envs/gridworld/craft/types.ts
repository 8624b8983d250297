import type { Cell } from '../cell.ts';

/** The observation. Its arrays are fresh with every step. */
export type CraftObservation = {
  /** The kind of thing in each cell, an index of `kinds`; `[10, 10]` row-major. */
  readonly grid: Uint8Array;
  /** The agent's cell, [x, y]. */
  readonly agent: Int32Array;
  /** Where it looks: 0 up, 1 down, 2 left, 3 right. */
  readonly direction: number;
  /** Number of each of the `items` carried. */
  readonly inventory: Uint8Array;
  /** The task of the episode, an index of `tasks`. */
  readonly task: number;
};

/** The info of every reset and step. */
export type CraftInfo = {
  readonly task: string;
  readonly agent: Cell;
  readonly direction: number;
  /** The present grid, a copy. */
  readonly grid: Uint8Array;
  /** Number of each item carried, of those carried at all. */
  readonly inventory: Readonly<Record<string, number>>;
  /** The step of the sketch that is due, an index of `subtasks`. */
  readonly subtask: number;
  readonly done: boolean;
  /** Steps since reset. */
  readonly step: number;
};
