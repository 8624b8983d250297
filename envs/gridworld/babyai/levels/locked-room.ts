import type { ObjectId } from '../../minigrid/grid.ts';
import type { BabyAILevel } from '../level.ts';

/** A room with a locked door. */
export interface LockedRoom {
  readonly column: number;
  readonly row: number;
  readonly door: ObjectId;
}

/**
 * Locks a door of a room, and puts the key into any room. That may be the locked one, which makes the level impossible:
 * MiniGrid means to exclude it, but compares NumPy's numbers by identity and so finds no two rooms equal.
 */
export function lockRandomRoom(world: BabyAILevel): LockedRoom {
  const { draw, grid, numCols, numRows } = world;
  const [column, row] = [draw.integer(0, numCols), draw.integer(0, numRows)];
  const door = world.addDoor(column, row, { locked: true });
  const [keyColumn, keyRow] = [draw.integer(0, numCols), draw.integer(0, numRows)];
  world.addObject(keyColumn, keyRow, 'key', grid.colourOf(door));
  return { column, row, door };
}

/** Adds some things to every room; to the locked one too, for the same reason. */
export function scatterEverywhere(world: BabyAILevel, count: number): void {
  for (let column = 0; column < world.numCols; column++) {
    for (let row = 0; row < world.numRows; row++) world.addDistractors(count, { column, row, unique: false });
  }
}
