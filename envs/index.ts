import { register, registry } from 'gymnasium-js';
import { UsageError } from '../src/errors.ts';
import { closest } from '../src/run/suggest.ts';
import type { EnvironmentAdapter } from './adapter.ts';
import { babyAITasks } from './gridworld/babyai/tasks.ts';
import { craftAdapter } from './gridworld/craft/adapter.ts';
import { Craft } from './gridworld/craft/craft.ts';
import { miniGridAdapter } from './gridworld/minigrid/task/adapter.ts';
import { miniGridTasks } from './gridworld/minigrid/task/tasks.ts';
import { roomsMazeAdapter } from './gridworld/rooms-maze/adapter.ts';
import { RoomsMaze } from './gridworld/rooms-maze/rooms-maze.ts';
import { ButtonFood } from './navigation/button-food.ts';
import { buttonFoodAdapter } from './navigation/button-food-adapter.ts';

export * from './adapter.ts';
/** BabyAI; importing this module registers its levels too. */
export * as babyai from './gridworld/babyai/index.ts';
/** MiniGrid; importing this module registers its environments too. */
export * as minigrid from './gridworld/minigrid/index.ts';
export { ButtonFood, buttonFoodAdapter, Craft, craftAdapter, RoomsMaze, roomsMazeAdapter };

/** An adapter whose observation, action and option types are not known statically. */
// biome-ignore lint/suspicious/noExplicitAny: a list of tasks of different types; each checks its own options
export type AnyAdapter = EnvironmentAdapter<any, any, any>;

/** The tasks with an environment of their own. */
const tasks = [
  { adapter: buttonFoodAdapter, Environment: ButtonFood },
  { adapter: roomsMazeAdapter, Environment: RoomsMaze },
  { adapter: craftAdapter, Environment: Craft },
] as const;

/** Every task, in the order in which they are listed to people. */
export const adapters: readonly AnyAdapter[] = [
  ...tasks.map(({ adapter }) => adapter),
  ...[...miniGridTasks, ...babyAITasks].map(miniGridAdapter),
];

// Importing this module makes the environments available to `make` of gymnasium-js. The guard is for programs that
// load the module twice, e.g. as source and as build.
for (const { adapter, Environment } of tasks) {
  if (registry.has(adapter.envId)) continue;
  register({ id: adapter.envId, entryPoint: (settings) => new Environment(settings) });
}

/**
 * The adapter of a task, by its name or the id of its environment.
 *
 * @throws UsageError listing the known names, with the one that was probably meant
 */
export function findAdapter(name: string): AnyAdapter {
  const found = adapters.find((adapter) => adapter.name === name || adapter.envId === name);
  if (found !== undefined) return found;
  const names = adapters.map((adapter) => adapter.name);
  const meant = closest(name, names);
  throw new UsageError(
    `environment: expected one of ${names.join(', ')}, received "${name}"; ` +
      (meant === undefined ? 'see `burstwise envs list`' : `did you mean ${meant}?`),
  );
}
