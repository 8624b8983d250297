import { register, registerWrappers, registry } from 'gymnasium-js';
import { closest } from '../src/config/suggest.ts';
import { UsageError } from '../src/errors.ts';
import type { AnyAdapter } from '../src/task/environment-adapter.ts';
import { registerControl } from '../src/task/manual-control.ts';
import { babyAITasks } from './gridworld/babyai/tasks.ts';
import { craftAdapter } from './gridworld/craft/adapter.ts';
import { Craft } from './gridworld/craft/craft.ts';
import { CraftControl } from './gridworld/craft/manual.ts';
import { type CraftViewSettings, CraftViewWrapper } from './gridworld/craft/view-wrapper.ts';
import { miniGridAdapter } from './gridworld/minigrid/adapter/adapter.ts';
import { miniGridTasks } from './gridworld/minigrid/adapter/tasks.ts';
import { MiniGridControl } from './gridworld/minigrid/manual.ts';
import { MiniGridEnv } from './gridworld/minigrid/minigrid-env.ts';
import { roomsMazeAdapter } from './gridworld/rooms-maze/adapter.ts';
import { RoomsMazeControl } from './gridworld/rooms-maze/manual.ts';
import { RoomsMaze } from './gridworld/rooms-maze/rooms-maze.ts';
import { type RoomsMazeViewSettings, RoomsMazeViewWrapper } from './gridworld/rooms-maze/view-wrapper.ts';
import { buttonFoodAdapter } from './navigation/button-food/adapter.ts';
import { ButtonFood } from './navigation/button-food/button-food.ts';
import { ButtonFoodControl } from './navigation/button-food/manual.ts';

export * from '../src/task/environment-adapter.ts';
export { GenericControl } from '../src/task/generic-control.ts';
export * from '../src/task/manual-control.ts';
/** BabyAI; importing this module registers its levels too. */
export * as babyai from './gridworld/babyai/index.ts';
/** MiniGrid; importing this module registers its environments too. */
export * as minigrid from './gridworld/minigrid/index.ts';
export {
  ButtonFood,
  buttonFoodAdapter,
  Craft,
  type CraftViewSettings,
  CraftViewWrapper,
  craftAdapter,
  RoomsMaze,
  type RoomsMazeViewSettings,
  RoomsMazeViewWrapper,
  roomsMazeAdapter,
};

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

/** An id is also known without the namespace. */
const withoutNamespace = (id: string) => id.replace(/^burstwise\//, '');

// Importing this module makes the environments available to `make` of gymnasium-js. The guard is for programs that
// load the module twice, e.g. as source and as build.
for (const { adapter, Environment } of tasks) {
  for (const id of [adapter.envId, withoutNamespace(adapter.envId)]) {
    if (!registry.has(id)) register({ id, entryPoint: (settings) => new Environment(settings) });
  }
}

registerWrappers(RoomsMazeViewWrapper, CraftViewWrapper);

registerControl(ButtonFood, (env) => new ButtonFoodControl(env));
registerControl(RoomsMaze, (env) => new RoomsMazeControl(env));
registerControl(Craft, (env) => new CraftControl(env));
registerControl(MiniGridEnv, (env) => new MiniGridControl(env));

/** A task, with the settings that a name stands for. */
export interface NamedTask {
  readonly adapter: AnyAdapter;
  /** As the command line takes them, e.g. `options.env.id=MiniGrid-DoorKey-16x16-v0`; others may be laid over them. */
  readonly settings: readonly string[];
}

/** The task that the id of an environment stands for; undefined where there is none. */
export function taskOfId(id: string): NamedTask | undefined {
  for (const adapter of adapters) {
    if (adapter.levels?.includes(id)) return { adapter, settings: [`options.env.id=${id}`] };
    if ([adapter.envId, withoutNamespace(adapter.envId)].includes(id)) return { adapter, settings: [] };
  }
  return undefined;
}

/**
 * A task by its name, or by the id of its environment or of one of its levels.
 *
 * @throws UsageError listing the known names, with the one that was probably meant
 */
export function namedTask(name: string): NamedTask {
  const adapter = adapters.find((candidate) => candidate.name === name);
  const found = adapter === undefined ? taskOfId(name) : { adapter, settings: [] };
  if (found !== undefined) return found;
  const names = adapters.map((candidate) => candidate.name);
  const meant = closest(name, [...names, ...adapters.flatMap(({ envId, levels = [envId] }) => levels)]);
  throw new UsageError(
    `environment: expected one of ${names.join(', ')}, or an id of their levels, received "${name}"; ` +
      (meant === undefined ? 'see `burstwise envs list`' : `did you mean ${meant}?`),
  );
}

/** The adapter of a task, named as for `namedTask`. @throws UsageError */
export function findAdapter(name: string): AnyAdapter {
  return namedTask(name).adapter;
}
