import { type Item, itemIndex, kindIndex, kinds } from '../../../../envs/gridworld/craft/rules.ts';
import { CraftWorld, SIZE } from '../../../../envs/gridworld/craft/world.ts';

export const [UP, DOWN, LEFT, RIGHT, USE] = [0, 1, 2, 3, 4] as const;

const letters = '.#~oTWFwgi$*';

/**
 * A world from a drawing of its inside, 8 × 8; rows and ends of rows that are left out are free. The agent is one of
 * ^ v < >.
 */
export function draw(rows: readonly string[], carried: Partial<Record<Item, number>> = {}): CraftWorld {
  const grid = new Uint8Array(SIZE * SIZE).fill(kindIndex.boundary);
  let [cell, direction] = [0, 0];
  for (let y = 1; y < SIZE - 1; y++) {
    for (let x = 1; x < SIZE - 1; x++) {
      const letter = rows[y - 1]?.[x - 1] ?? '.';
      const arrow = '^v<>'.indexOf(letter);
      if (arrow >= 0) [cell, direction] = [y * SIZE + x, arrow];
      grid[y * SIZE + x] = arrow >= 0 ? 0 : letters.indexOf(letter);
    }
  }
  const world = new CraftWorld(grid, cell, direction);
  for (const [item, count] of Object.entries(carried)) world.inventory[itemIndex[item as Item]] = count;
  return world;
}

/** The kind of thing in a cell of the inside, counted as in the drawing. */
export function at(world: CraftWorld, row: number, column: number): string {
  return kinds[world.grid[(row + 1) * SIZE + column + 1]!]!;
}
