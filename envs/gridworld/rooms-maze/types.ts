import type { Cell } from '../cell.ts';
import type { MazeLayout } from './layout.ts';

/** The observation. Its arrays are fresh with every step. */
export type MazeObservation = {
  /** Cells, `[size, size]` row-major: 0 floor, 1 lava, 2 goal. */
  readonly map: Uint8Array;
  /** The agent's cell, [x, y]. */
  readonly agent: Int32Array;
  /** The room that the agent is in (in a door: came from), and the one it was in before (at first: the same). */
  readonly rooms: Int32Array;
};

/** The info of every reset and step. */
export type RoomsMazeInfo = MazeLayout & {
  readonly agent: Cell;
  readonly room: number;
  /**
   * The subtask that is due on a shortest way: 0–3 cross into the room to the north, south, west, east; 4 reach the
   * goal.
   */
  readonly subtask: number;
  /** Steps from here to the goal; −1 in lava. */
  readonly distance: number;
  readonly goalReached: boolean;
  readonly inLava: boolean;
  /** Steps since reset. */
  readonly step: number;
};
