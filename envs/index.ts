import { register, registerWrappers, registry } from 'gymnasium-js';
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
export { EpisodicEnv, type Outcome } from './episodic-env.ts';
/** BabyAI; importing this module registers its levels too. */
export * as babyai from './gridworld/babyai/index.ts';
/** Settings of networks that decide between discrete actions, for the recipe of a task. */
export { decisionAgent, decisionRecipe, type Practice } from './gridworld/decision-recipe.ts';
/** Keys and pictures of gridworlds in terminals. */
export {
  type Binding,
  drawTiles,
  KeyedControl,
  moves,
  type Tile,
  tileLegend,
} from './gridworld/keyed-control.ts';
/** MiniGrid; importing this module registers its environments too. */
export * as minigrid from './gridworld/minigrid/index.ts';
export type { RenderSettings, Trail } from './rendering.ts';
export { layerOf, unwrappedAs } from './unwrapped-as.ts';
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
