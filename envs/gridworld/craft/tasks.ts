import { type Item, recipes } from './rules.ts';

/** Subtasks, the steps of sketches: index = label. */
export const subtasks = [
  'get wood',
  'get grass',
  'get iron',
  'use toolshed',
  'use workbench',
  'use factory',
  'use bridge',
  'use axe',
] as const;

/** A subtask, by its name. */
export type Subtask = (typeof subtasks)[number];

/** A task with its goal and its sketch. */
export interface CraftTask {
  readonly name: string;
  /** Done when the agent carries one. */
  readonly goal: Item;
  /** The published sketch: the subtasks one after another. */
  readonly sketch: readonly Subtask[];
}

/** The ten tasks with their sketches. Source: Andreas, Klein & Levine 2017, table of tasks. */
export const tasks: readonly CraftTask[] = [
  { name: 'make plank', goal: 'plank', sketch: ['get wood', 'use toolshed'] },
  { name: 'make stick', goal: 'stick', sketch: ['get wood', 'use workbench'] },
  { name: 'make cloth', goal: 'cloth', sketch: ['get grass', 'use factory'] },
  { name: 'make rope', goal: 'rope', sketch: ['get grass', 'use toolshed'] },
  { name: 'make bridge', goal: 'bridge', sketch: ['get iron', 'get wood', 'use factory'] },
  { name: 'make bed', goal: 'bed', sketch: ['get wood', 'use toolshed', 'get grass', 'use workbench'] },
  { name: 'make axe', goal: 'axe', sketch: ['get wood', 'use workbench', 'get iron', 'use toolshed'] },
  { name: 'make shears', goal: 'shears', sketch: ['get wood', 'use workbench', 'get iron', 'use workbench'] },
  { name: 'get gold', goal: 'gold', sketch: ['get iron', 'get wood', 'use factory', 'use bridge'] },
  {
    name: 'get gem',
    goal: 'gem',
    sketch: ['get wood', 'use workbench', 'get iron', 'use toolshed', 'use axe'],
  },
];

/** The tools that open a way to treasures, and the obstacles around these. */
export const treasures = {
  gold: { tool: 'bridge', wall: 'water', subtask: 'use bridge' },
  gem: { tool: 'axe', wall: 'stone', subtask: 'use axe' },
} as const;

/**
 * Pairs `[before, after]` of subtasks such that in every sketch with `after`, `before` comes first. Few pairs
 * hold for all tasks together, since tasks share subtasks in different orders.
 */
export const order: readonly (readonly [number, number])[] = subtasks.flatMap((after, b) =>
  subtasks.flatMap((before, a) => {
    const sketches = tasks.map(({ sketch }) => sketch).filter((sketch) => sketch.includes(after));
    const always = sketches.every((sketch) => {
      const first = sketch.indexOf(before);
      return first >= 0 && first < sketch.indexOf(after);
    });
    return always ? [[a, b] as const] : [];
  }),
);

/**
 * The next subtask on the way to an item, for any inventory: the next step of the sketch, also after items were lost or
 * found in another order. Treasures depend on more than the inventory, see `planner.ts`.
 */
export function stepTowards(item: Item, has: (item: Item) => boolean): Subtask {
  const recipe = recipes.find(({ output }) => output === item);
  if (recipe === undefined) return `get ${item}` as Subtask;
  const missing = recipe.inputs.find((input) => !has(input));
  return missing === undefined ? `use ${recipe.at}` : stepTowards(missing, has);
}
