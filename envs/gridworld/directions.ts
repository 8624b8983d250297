/** The four directions of a grid: x grows to the east (right), y to the south (down). Index = action. */
export const NORTH = 0;
export const SOUTH = 1;
export const WEST = 2;
export const EAST = 3;

export const stepX: readonly number[] = [0, 0, -1, 1];
export const stepY: readonly number[] = [-1, 1, 0, 0];

/** The direction from which one came. */
export function opposite(direction: number): number {
  return direction ^ 1;
}

/** A cell as people write it. */
export type Cell = readonly [x: number, y: number];
