/** Rooms maze: importing this module registers `burstwise/RoomsMaze-v0`. */
import { registerWrappers } from 'gymnasium-js';
import { registerControl } from '../../../src/task/manual-control.ts';
import { registerTaskEnv } from '../../register-task-env.ts';
import { roomsMazeAdapter } from './adapter.ts';
import { RoomsMazeControl } from './manual.ts';
import { RoomsMaze } from './rooms-maze.ts';
import { RoomsMazeViewWrapper } from './view-wrapper.ts';

export type { RoomsMazeTaskOptions } from './adapter.ts';
export type { MazeGeometry } from './geometry.ts';
export type { MazeLayout } from './layout.ts';
export type { MazePlanner } from './planner.ts';
export type { RoomsMazeSettings } from './rooms-maze.ts';
export type { MazeObservation, RoomsMazeInfo } from './types.ts';
export type { RoomsMazeViewSettings } from './view-wrapper.ts';
export { RoomsMaze, RoomsMazeViewWrapper, roomsMazeAdapter };

registerTaskEnv(roomsMazeAdapter.envId, RoomsMaze);
registerWrappers(RoomsMazeViewWrapper);
registerControl(RoomsMaze, (env) => new RoomsMazeControl(env));
