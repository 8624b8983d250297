import type { ObservationEncoder } from '../../../src/encoding/encoder.ts';
import { waysFor } from './planner.ts';
import { items, kinds } from './rules.ts';
import { type Subtask, subtasks, tasks } from './tasks.ts';
import type { CraftObservation } from './types.ts';
import { CraftWorld, SIZE } from './world.ts';

/** Views of the world as input units of 0 and 1. */
export type CraftView = ObservationEncoder<CraftObservation>;

const directions = ['up', 'down', 'left', 'right'] as const;

/**
 * For the target of each subtask: the moves that lead nearer, by a wave that spreads from it through free cells, and
 * whether it lies ahead. The agent does not need to find ways itself.
 */
export const relativeView: CraftView = {
  size: 5 * subtasks.length,
  labels: subtasks.flatMap((subtask) => [
    ...directions.map((direction) => `${subtask}: ${direction} leads nearer`),
    `${subtask}: lies ahead`,
  ]),
  encode(out, observation) {
    out.fill(0);
    const world = worldOf(observation);
    const { direction } = observation;
    for (let subtask = 0; subtask < subtasks.length; subtask++) {
      const ways = waysFor(world, subtasks[subtask]!);
      const moves = ways === null ? -1 : ways.moves(world.cell, direction);
      if (ways === null || moves < 0) continue;
      if (moves === 0) out[5 * subtask + 4] = 1;
      for (let action = 0; action < 4; action++) {
        if (ways.movesAfter(world.cell, action) < moves) out[5 * subtask + action] = 1;
      }
    }
  },
};

/** Kinds that can lie in view; empty cells and cells outside have no units. */
const visible = kinds.length - 1;

/**
 * The things in the `window` × `window` cells around the agent and in the one ahead, and the direction in which it
 * looks.
 */
export function egocentricView(window: number): CraftView {
  const reach = (window - 1) / 2;
  const cells = Array.from({ length: window * window }, (_, k) => ({
    dx: (k % window) - reach,
    dy: Math.floor(k / window) - reach,
  }));
  const names = kinds.slice(1);
  return {
    size: (cells.length + 1) * visible + 4,
    labels: [
      ...cells.flatMap(({ dx, dy }) => names.map((kind) => `${kind} at ${dx}, ${dy}`)),
      ...names.map((kind) => `${kind} ahead`),
      ...directions.map((direction) => `looks ${direction}`),
    ],
    encode(out, { grid, agent, direction, inventory }) {
      out.fill(0);
      const [x, y] = [agent[0]!, agent[1]!];
      cells.forEach(({ dx, dy }, k) => {
        const inside = x + dx >= 0 && y + dy >= 0 && x + dx < SIZE && y + dy < SIZE;
        const kind = inside ? grid[(y + dy) * SIZE + x + dx]! : 0;
        if (kind > 0) out[k * visible + kind - 1] = 1;
      });
      const { ahead } = new CraftWorld(grid, y * SIZE + x, direction, inventory);
      if (grid[ahead]! > 0) out[cells.length * visible + grid[ahead]! - 1] = 1;
      out[(cells.length + 1) * visible + direction] = 1;
    },
  };
}

/** The task, the items carried, and whether treasures are within reach of the agent or its tools. */
export const possessionsView: CraftView = {
  size: tasks.length + items.length + 2,
  labels: [
    ...tasks.map(({ name }) => name),
    ...items.map((item) => `carries ${item}`),
    'gold within reach',
    'gem within reach',
  ],
  encode(out, observation) {
    const { task, inventory } = observation;
    out.fill(0);
    out[task] = 1;
    for (let item = 0; item < items.length; item++) out[tasks.length + item] = inventory[item]! > 0 ? 1 : 0;
    const world = worldOf(observation);
    out[out.length - 2] = canBeDone(world, 'use bridge') ? 1 : 0;
    out[out.length - 1] = canBeDone(world, 'use axe') ? 1 : 0;
  },
};

function canBeDone(world: CraftWorld, subtask: Subtask): boolean {
  return (waysFor(world, subtask)?.moves(world.cell, world.direction) ?? -1) >= 0;
}

function worldOf({ grid, agent, direction, inventory }: CraftObservation): CraftWorld {
  return new CraftWorld(grid, agent[1]! * SIZE + agent[0]!, direction, inventory);
}

/** The views by their names. */
export const craftViews = {
  egocentric: egocentricView,
  relative: () => relativeView,
  possessions: () => possessionsView,
} as const satisfies Readonly<Record<string, (window: number) => CraftView>>;
