import type { Position } from './encoding.ts';
import type { ObjectId } from './grid.ts';

/** The connection of a room with a neighbour: a door, or `'opening'` where the wall was removed; null for a wall. */
export type Passage = ObjectId | 'opening' | null;

/** A room of a `RoomGrid`. Its walls are shared with its neighbours; they are numbered as directions are. */
export class Room {
  /** Upper left corner, which is a wall. */
  readonly top: Position;
  /** Width and height with the walls. */
  readonly size: readonly [width: number, height: number];
  /** The connection through each wall. */
  readonly passages: [Passage, Passage, Passage, Passage] = [null, null, null, null];
  /** Where each wall may have a door; null where there is no neighbour. */
  readonly doorPositions: (Position | null)[] = [null, null, null, null];
  /** The room behind each wall; null at the edge. */
  readonly neighbours: (Room | null)[] = [null, null, null, null];
  /** Whether the last door added here is locked. */
  locked = false;
  /** The objects placed here at the start. */
  readonly objects: ObjectId[] = [];

  constructor(top: Position, size: readonly [width: number, height: number]) {
    this.top = top;
    this.size = size;
  }

  /** Whether the cell belongs to the room or its walls. */
  contains(x: number, y: number): boolean {
    const [left, upper] = this.top;
    const [width, height] = this.size;
    return x >= left && y >= upper && x < left + width && y < upper + height;
  }
}
