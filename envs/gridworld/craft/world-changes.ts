import { z } from 'zod';
import { UsageError } from '../../../src/errors.ts';
import type { WorldChanges } from '../../../src/task/environment-adapter.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import type { Cell } from '../cell.ts';
import { Craft } from './craft.ts';
import { itemIndex, items, kindIndex, kinds } from './rules.ts';
import type { CraftObservation } from './types.ts';
import { type CraftWorld, SIZE } from './world.ts';

const inner = z
  .int()
  .min(1)
  .max(SIZE - 2);
const cell = z.tuple([inner, inner]).readonly();
const kind = z.enum(kinds).exclude(['boundary']);

const schema = z.strictObject({
  put: z
    .array(z.strictObject({ at: cell, kind }))
    .optional()
    .describe('things in cells [column, row], in place of what is there; nothing: the cell becomes free'),
  move: z
    .array(z.strictObject({ from: cell, to: cell }))
    .optional()
    .describe('things that are carried to other cells, which must be free'),
  inventory: z
    .partialRecord(z.enum(items), z.int().min(0).max(255))
    .optional()
    .describe('numbers of items that the agent carries from now on; others stay'),
  agent: cell.optional().describe('new cell of the agent, which must be free'),
  direction: z.int().min(0).max(3).optional().describe('where it looks: 0 up, 1 down, 2 left, 3 right'),
});

/** What can be moved in Craft: first things in the order of the schema, then the agent. The task may become impossible. */
export const craftWorldChanges: WorldChanges<CraftObservation, number> = {
  schema,
  apply(env, change) {
    const craft = unwrappedAs(env, Craft);
    rearrange(craft.world, change as z.infer<typeof schema>);
    return craft.present();
  },
};

function rearrange(
  world: CraftWorld,
  { put = [], move = [], inventory = {}, agent, direction }: z.infer<typeof schema>,
): void {
  const { grid } = world;
  for (const { at, kind: thing } of put) grid[indexOf(at)] = kindIndex[thing];
  for (const { from, to } of move) {
    requireFree(world, to, 'move.to');
    grid[indexOf(to)] = grid[indexOf(from)]!;
    grid[indexOf(from)] = kindIndex.nothing;
  }
  for (const [item, count] of Object.entries(inventory))
    world.inventory[itemIndex[item as keyof typeof itemIndex]] = count;
  if (agent !== undefined) world.cell = indexOf(agent);
  if (direction !== undefined) world.direction = direction;
  requireFree(world, [world.cell % SIZE, Math.floor(world.cell / SIZE)], 'agent');
}

function indexOf([x, y]: Cell): number {
  return y * SIZE + x;
}

function requireFree({ grid }: CraftWorld, at: Cell, field: string): void {
  const thing = grid[indexOf(at)]!;
  if (thing === kindIndex.nothing) return;
  throw new UsageError(
    `world.${field}: expected a free cell, received [${at.join(', ')}] with ${kinds[thing]}; choose another`,
  );
}
