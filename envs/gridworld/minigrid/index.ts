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
export type { CarryingObservation } from './adapter/carrying.ts';
export type { RememberedMission } from './adapter/mission-memory.ts';
export { RememberedGridWrapper } from './adapter/remembered-grid.ts';
export { type SubtaskInfo, type SubtaskInfoSettings, SubtaskInfoWrapper } from './adapter/subtask-info.ts';
export type { LevelSubtasks, MiniGridTask, TaskWithExpert } from './adapter/task.ts';
export { miniGridTasks } from './adapter/tasks.ts';
export type { Draws } from './draws.ts';
export * from './encoding.ts';
export { GenerationFailed } from './errors.ts';
export type { Aim, Landmark } from './expert/aim.ts';
export { type PlannedTask, PlanningExpert } from './expert/expert.ts';
export { LOOK_AROUND, LookingExpert } from './expert/looking-expert.ts';
export { type LabelledStep, PlanFollower, type StateBefore } from './expert/plan-follower.ts';
export type { Planning } from './expert/planner.ts';
export type { Situation } from './expert/situation.ts';
export { families } from './families/index.ts';
export type { Family } from './family.ts';
export { Grid, NOTHING, type ObjectId, WALL } from './grid.ts';
export { MissionSpace, type Slots } from './mission-space.ts';
export { type Passage, Room } from './room.ts';
export {
  type DistractorOptions,
  type DoorChoice,
  type PortableType,
  RoomGrid,
  type RoomGridSettings,
} from './room-grid.ts';
export type * from './types.ts';
export { EgocentricView, type Viewer } from './view.ts';
export type { ImageObservation } from './wrappers/image-observations.ts';
export * from './wrappers/index.ts';
export { MiniGridEnv };

registerFamilies(families);
registerWrappers(...wrappers);
registerControl(MiniGridEnv, (env) => new MiniGridControl(env));
