/** Craft: importing this module registers `burstwise/Craft-v0`. */
import { registerWrappers } from 'gymnasium-js';
import { registerControl } from '../../../src/task/manual-control.ts';
import { registerTaskEnv } from '../../register-task-env.ts';
import { craftAdapter } from './adapter.ts';
import { Craft } from './craft.ts';
import { CraftControl } from './manual.ts';
import { CraftViewWrapper } from './view-wrapper.ts';

export type { CraftTaskOptions } from './adapter.ts';
export type { CraftSettings } from './craft.ts';
export type { CraftTask } from './tasks.ts';
export type { CraftInfo, CraftObservation } from './types.ts';
export type { CraftViewSettings } from './view-wrapper.ts';
export type { CraftWorld } from './world.ts';
export { Craft, CraftViewWrapper, craftAdapter };

registerTaskEnv(craftAdapter.envId, Craft);
registerWrappers(CraftViewWrapper);
registerControl(Craft, (env) => new CraftControl(env));
