import type { Generator } from 'gymnasium-js';
import { dueSubtask, plannedAction } from './planner.ts';
import { kindIndex } from './rules.ts';
import { type CraftTask, treasures } from './tasks.ts';
import { CraftWorld, SIZE } from './world.ts';

/** Pieces of each resource. */
const PIECES = 4;
/** The longest sketch takes some 40 actions; an agent that needs more goes round in circles. */
const MOST_ACTIONS = 200;

/**
 * A random world for a task: a boundary; for a treasure, a cell at the upper edge with walls of water or stone around
 * it; four pieces each of iron, grass and wood, and the three workshops, each in a free cell; and the agent, looking
 * down. Worlds in which the task cannot be done, because things stand in the way of others, are drawn anew.
 */
export function drawWorld(task: CraftTask, random: Generator): CraftWorld {
  for (;;) {
    const world = drawAny(task, random);
    if (isSolvable(world, task)) return world;
  }
}

function drawAny({ goal }: CraftTask, random: Generator): CraftWorld {
  const grid = new Uint8Array(SIZE * SIZE);
  for (let k = 0; k < SIZE; k++) {
    for (const cell of [k, SIZE * (SIZE - 1) + k, SIZE * k, SIZE * k + SIZE - 1]) {
      grid[cell] = kindIndex.boundary;
    }
  }
  if (goal === 'gold' || goal === 'gem') {
    const treasure = SIZE + 1 + random.integers(0, SIZE - 2);
    const around = [treasure - 1, treasure + 1, treasure + SIZE - 1, treasure + SIZE, treasure + SIZE + 1];
    for (const cell of around) if (grid[cell] === 0) grid[cell] = kindIndex[treasures[goal].wall];
    grid[treasure] = kindIndex[goal];
  }
  const freeCell = () => {
    for (;;) {
      const cell = random.integers(0, SIZE * SIZE);
      if (grid[cell] === 0) return cell;
    }
  };
  for (const resource of ['iron', 'grass', 'wood'] as const) {
    for (let piece = 0; piece < PIECES; piece++) grid[freeCell()] = kindIndex[resource];
  }
  for (const workshop of ['toolshed', 'workbench', 'factory'] as const) {
    grid[freeCell()] = kindIndex[workshop];
  }
  return new CraftWorld(grid, freeCell(), 1);
}

/** Whether following the sketch leads to the goal. */
function isSolvable(start: CraftWorld, task: CraftTask): boolean {
  const world = start.clone();
  for (let action = 0; action < MOST_ACTIONS && !world.has(task.goal); action++) {
    const next = plannedAction(world, dueSubtask(world, task));
    if (next === null) return false;
    world.act(next);
  }
  return world.has(task.goal);
}
