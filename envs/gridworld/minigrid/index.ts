/**
 * MiniGrid: importing this module registers every environment under the id that it has in Python.
 *
 * Names are Python's in camel case: `make('MiniGrid-DoorKey-8x8-v0', { maxSteps: 99 }, { renderMode: 'rgb_array' })`,
 * `agentX` and `agentY` for `agent_pos`, `carrying`, `stepCount`, `getFrame`; wrappers are called as in Python.
 * Images are flat, `[column, row, channel]` row-major. Objects are numbers (`ObjectId`), whose type, colour and state
 * `grid` tells. Render modes are `rgb_array`, `svg` and `ansi`; there is no window.
 */
import { registerWrappers } from 'gymnasium-js';
import { registerControl } from '../../../src/task/manual-control.ts';
import { families } from './families/index.ts';
import { registerFamilies } from './family.ts';
import { MiniGridControl } from './manual.ts';
import { MiniGridEnv } from './minigrid-env.ts';
import { wrappers } from './wrappers/index.ts';

export { miniGridAdapter } from './adapter/adapter.ts';
export { type SubtaskInfo, SubtaskInfoWrapper } from './adapter/subtask-info.ts';
export type { MiniGridTask } from './adapter/task.ts';
export { miniGridTasks } from './adapter/tasks.ts';
export * from './encoding.ts';
export { GenerationFailed } from './errors.ts';
export { type PlannedTask, PlanningExpert } from './expert/expert.ts';
export { families } from './families/index.ts';
export { Grid, NOTHING, type ObjectId, WALL } from './grid.ts';
export { MissionSpace, type Slots } from './mission-space.ts';
export { type Passage, Room } from './room.ts';
export { RoomGrid } from './room-grid.ts';
export type * from './types.ts';
export { EgocentricView, type Viewer } from './view.ts';
export * from './wrappers/index.ts';
export { MiniGridEnv };

registerFamilies(families);
registerWrappers(...wrappers);
registerControl(MiniGridEnv, (env) => new MiniGridControl(env));
