/**
 * All environments, as tasks for agents. Importing this module registers all of them for `make` of gymnasium-js; single
 * ones load faster: `burstwise/envs/button-food`, `button-chain`, `handwriting`, `rooms-maze`, `craft`, `minigrid`, `babyai`.
 *
 * @module
 */
import type { AnyAdapter } from '../src/task/environment-adapter.ts';
import { babyAITasks } from './gridworld/babyai/tasks.ts';
import { craftAdapter } from './gridworld/craft/adapter.ts';
import { miniGridAdapter } from './gridworld/minigrid/adapter/adapter.ts';
import { miniGridTasks } from './gridworld/minigrid/adapter/tasks.ts';
import { roomsMazeAdapter } from './gridworld/rooms-maze/adapter.ts';
import { handwritingAdapter } from './handwriting/adapter.ts';
import { buttonChainAdapter } from './navigation/button-chain/adapter.ts';
import { buttonFoodAdapter } from './navigation/button-food/adapter.ts';

export * from '../src/task/environment-adapter.ts';
export { GenericControl } from '../src/task/generic-control.ts';
export * from '../src/task/manual-control.ts';
export type { Area, Line, Span } from '../src/terminal/styled-text.ts';
export { ImperfectDemonstrator, type Imperfections, imperfectionOptions } from './demonstrators/imperfect.ts';
export {
  type ActionNoiseOptions,
  actionNoiseOptions,
  NoisyDemonstrator,
  OrnsteinUhlenbeckNoise,
} from './demonstrators/noisy.ts';
export { EpisodicEnv, type Outcome } from './episodic-env.ts';
/** BabyAI; importing this module registers its levels too. */
export * as babyai from './gridworld/babyai/index.ts';
export type { Cell } from './gridworld/cell.ts';
export * from './gridworld/craft/index.ts';
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
export * from './gridworld/rooms-maze/index.ts';
export * from './handwriting/index.ts';
export * from './navigation/button-chain/index.ts';
export * from './navigation/button-food/index.ts';
export type { RenderSettings, Trail } from './rendering.ts';
export { layerOf, unwrappedAs } from './unwrapped-as.ts';

/** Every task, in the order in which they are listed to people. */
export const adapters: readonly AnyAdapter[] = [
  buttonFoodAdapter,
  buttonChainAdapter,
  handwritingAdapter,
  roomsMazeAdapter,
  craftAdapter,
  ...[...miniGridTasks, ...babyAITasks].map(miniGridAdapter),
];
