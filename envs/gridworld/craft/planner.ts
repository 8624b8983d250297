import { type Item, type Kind, kindIndex } from './rules.ts';
import { type CraftTask, type Subtask, stepTowards, subtasks, treasures } from './tasks.ts';
import { Ways } from './ways.ts';
import { type CraftWorld, strides, USE } from './world.ts';

/** The step of a task's sketch that is due in a world, the last one when all is done: index of a subtask. */
export function dueSubtask(world: CraftWorld, { goal, sketch }: CraftTask): number {
  return subtasks.indexOf(world.has(goal) ? sketch.at(-1)! : stepIn(world, goal));
}

function stepIn(world: CraftWorld, goal: Item): Subtask {
  const has = (item: Item) => world.has(item);
  if (goal !== 'gold' && goal !== 'gem') return stepTowards(goal, has);
  const { tool, subtask } = treasures[goal];
  const open = canReach(world, waysTo(world, goal));
  return open || has(tool) ? subtask : stepTowards(tool, has);
}

/**
 * The first of the fewest actions that carry out a subtask: going to the nearest thing that it is about, and using it.
 * Using the bridge or the axe means to open a way to the treasure and to take it. Null where neither can be done, or
 * where no way leads to the things that the subtask is about.
 */
export function plannedAction(world: CraftWorld, subtask: number): number | null {
  const ways = waysFor(world, subtasks[subtask]!);
  if (ways === null) return null;
  const { cell, direction } = world;
  const moves = ways.moves(cell, direction);
  if (moves < 0) return null;
  if (moves === 0) return USE;
  return [0, 1, 2, 3].find((action) => ways.movesAfter(cell, action) === moves - 1)!;
}

/** Ways to the things that a subtask is about at present; null where it cannot be carried out. */
export function waysFor(world: CraftWorld, subtask: Subtask): Ways | null {
  switch (subtask) {
    case 'use bridge':
      return waysToTreasure(world, 'gold');
    case 'use axe':
      return waysToTreasure(world, 'gem');
    default:
      return waysTo(world, subtask.slice(4) as Kind);
  }
}

function waysToTreasure(world: CraftWorld, treasure: keyof typeof treasures): Ways | null {
  const ways = waysTo(world, treasure);
  if (canReach(world, ways)) return ways;
  const { tool, wall } = treasures[treasure];
  if (!world.has(tool)) return null;
  const beside = (cell: number) =>
    strides.some((stride) => world.grid[cell + stride] === kindIndex[treasure]);
  return new Ways(world.grid, (cell) => world.grid[cell] === kindIndex[wall] && beside(cell));
}

function waysTo({ grid }: CraftWorld, kind: Kind): Ways {
  return new Ways(grid, (cell) => grid[cell] === kindIndex[kind]);
}

function canReach({ cell, direction }: CraftWorld, ways: Ways): boolean {
  return ways.moves(cell, direction) >= 0;
}
