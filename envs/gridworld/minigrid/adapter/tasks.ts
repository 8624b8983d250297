import type { Position } from '../encoding.ts';
import { type Aim, goalCells, hold, open, openOne, put, reach, standBeside } from '../expert/aim.ts';
import type { Situation } from '../expert/situation.ts';
import { blockedUnlockPickup } from '../families/blocked-unlock-pickup.ts';
import { crossing } from '../families/crossing.ts';
import { distShift } from '../families/dist-shift.ts';
import { doorKey } from '../families/door-key.ts';
import { dynamicObstacles } from '../families/dynamic-obstacles.ts';
import { empty } from '../families/empty.ts';
import { type Fetch, fetch } from '../families/fetch.ts';
import { fourRooms } from '../families/four-rooms.ts';
import { goToDoor } from '../families/go-to-door.ts';
import { goToObject } from '../families/go-to-object.ts';
import type { GoToTask } from '../families/go-to-task.ts';
import { keyCorridor } from '../families/key-corridor.ts';
import { lavaGap } from '../families/lava-gap.ts';
import { lockedRoom } from '../families/locked-room.ts';
import { type Memory, memory } from '../families/memory.ts';
import { multiRoom } from '../families/multi-room.ts';
import { obstructedMaze } from '../families/obstructed-maze.ts';
import type { PickupTask } from '../families/pickup-task.ts';
import { playground } from '../families/playground.ts';
import { type PutNear, putNear } from '../families/put-near.ts';
import { type RedBlueDoors, redBlueDoors } from '../families/red-blue-doors.ts';
import { type Unlock, unlock } from '../families/unlock.ts';
import { unlockPickup } from '../families/unlock-pickup.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import type { MiniGridTask } from './task.ts';

/** The aim of reaching the goal. */
const goal = (_env: MiniGridEnv, situation: Situation): Aim => reach(goalCells(situation));
const target = (env: PickupTask): Aim => hold([env.target]);
const beside = (env: GoToTask): Aim => standBeside(cellOf(env, env.target));

/** MiniGrid's families as tasks for agents. */
export const miniGridTasks: readonly MiniGridTask[] = [
  {
    name: 'empty',
    description: 'An empty room with a goal in the corner.',
    families: [empty],
    level: 'MiniGrid-Empty-Random-6x6-v0',
    milestone: 'goal',
    things: ['goal'],
    subtasks: ['go to goal'],
    aim: goal,
  },
  {
    name: 'four-rooms',
    description: 'Four rooms that are joined by openings; the goal is anywhere.',
    families: [fourRooms],
    level: 'MiniGrid-FourRooms-v0',
    milestone: 'goal',
    things: ['goal'],
    ways: true,
    subtasks: ['pass opening', 'go to goal'],
    aim: goal,
  },
  {
    name: 'door-key',
    description: 'A key is to be found, to unlock the door to the goal.',
    families: [doorKey],
    level: 'MiniGrid-DoorKey-8x8-v0',
    milestone: 'goal',
    things: ['key', 'locked door', 'closed door', 'open door', 'goal'],
    subtasks: ['get key', 'open door', 'go to goal'],
    order: [
      ['get key', 'open door'],
      ['open door', 'go to goal'],
    ],
    aim: goal,
  },
  {
    name: 'multi-room',
    description: 'A chain of rooms with doors between them leads to the goal.',
    families: [multiRoom],
    level: 'MiniGrid-MultiRoom-N4-S5-v1',
    milestone: 'goal',
    things: ['closed door', 'goal'],
    subtasks: ['open door', 'go to goal'],
    order: [['open door', 'go to goal']],
    aim: goal,
  },
  {
    name: 'unlock',
    description: 'A key is to be found, to unlock a door.',
    families: [unlock],
    level: 'MiniGrid-Unlock-v0',
    milestone: 'door',
    things: ['key', 'locked door'],
    subtasks: ['get key', 'unlock door'],
    order: [['get key', 'unlock door']],
    aim: (env: Unlock) => open(env.door),
  },
  {
    name: 'unlock-pickup',
    description:
      'A box is to be picked up behind a locked door, whose key has to be found and to be put down again.',
    families: [unlockPickup],
    level: 'MiniGrid-UnlockPickup-v0',
    milestone: 'box',
    things: ['key', 'locked door', 'closed door', 'open door', 'box'],
    subtasks: ['get key', 'unlock door', 'drop key', 'get box'],
    order: [
      ['get key', 'unlock door'],
      ['unlock door', 'drop key'],
      ['drop key', 'get box'],
    ],
    aim: target,
  },
  {
    name: 'blocked-unlock-pickup',
    description: 'As unlock-pickup, with a ball in front of the door that has to be moved away.',
    families: [blockedUnlockPickup],
    level: 'MiniGrid-BlockedUnlockPickup-v0',
    milestone: 'box',
    things: ['ball', 'key', 'locked door', 'closed door', 'box'],
    ways: true,
    practice: { rounds: 16, episodesPerRound: 20 },
    subtasks: ['clear way', 'get key', 'unlock door', 'drop key', 'get box'],
    order: [
      ['clear way', 'unlock door'],
      ['get key', 'unlock door'],
      ['unlock door', 'get box'],
    ],
    aim: target,
  },
  {
    name: 'key-corridor',
    description:
      'A ball is to be picked up in a locked room; the key is in one of the rooms along a corridor.',
    families: [keyCorridor],
    level: 'MiniGrid-KeyCorridorS3R1-v0',
    milestone: 'ball',
    things: ['closed door', 'key', 'locked door', 'ball'],
    subtasks: ['open door', 'get key', 'unlock door', 'drop key', 'get ball'],
    order: [
      ['get key', 'unlock door'],
      ['unlock door', 'drop key'],
      ['drop key', 'get ball'],
    ],
    aim: target,
  },
  {
    name: 'locked-room',
    description: 'The goal is in a locked room off a corridor, the key in another room.',
    families: [lockedRoom],
    level: 'MiniGrid-LockedRoom-v0',
    milestone: 'goal',
    things: ['closed door', 'key', 'locked door', 'goal'],
    ways: true,
    subtasks: ['open door', 'get key', 'unlock door', 'go to goal'],
    order: [
      ['open door', 'get key'],
      ['get key', 'unlock door'],
      ['unlock door', 'go to goal'],
    ],
    aim: goal,
  },
  {
    name: 'obstructed-maze',
    description:
      'A blue ball is to be picked up behind locked doors; keys may be in boxes, and balls in the way.',
    families: obstructedMaze,
    level: 'MiniGrid-ObstructedMaze-1Dlhb-v0',
    milestone: 'ball',
    things: ['closed door', 'box', 'ball', 'first named', 'key', 'locked door'],
    ways: true,
    subtasks: ['open door', 'open box', 'clear way', 'get key', 'unlock door', 'drop key', 'get ball'],
    shared: true,
    order: [
      ['get key', 'unlock door'],
      ['unlock door', 'get ball'],
    ],
    aim: target,
    planning: 'subgoals',
  },
  {
    name: 'crossing',
    description: 'The way to the goal is crossed by rivers of lava, or by walls, with one opening each.',
    families: [crossing],
    level: 'MiniGrid-LavaCrossingS9N1-v0',
    milestone: 'goal',
    things: ['goal'],
    ways: true,
    subtasks: ['pass opening', 'go to goal'],
    order: [['pass opening', 'go to goal']],
    aim: goal,
  },
  {
    name: 'lava-gap',
    description: 'The way to the goal leads through a gap in a strip of lava.',
    families: [lavaGap],
    level: 'MiniGrid-LavaGapS7-v0',
    milestone: 'goal',
    things: ['goal'],
    ways: true,
    subtasks: ['pass opening', 'go to goal'],
    order: [['pass opening', 'go to goal']],
    aim: goal,
  },
  {
    name: 'dist-shift',
    description: 'Strips of lava lie on the way to the goal, not in the same rows in tests as in training.',
    families: [distShift],
    level: 'MiniGrid-DistShift1-v0',
    milestone: 'goal',
    things: ['goal'],
    ways: true,
    subtasks: ['go to goal'],
    aim: goal,
  },
  {
    name: 'red-blue-doors',
    description: 'A red door is to be opened, and then a blue one.',
    families: [redBlueDoors],
    level: 'MiniGrid-RedBlueDoors-6x6-v0',
    milestone: 'doors',
    things: ['closed red door', 'closed blue door'],
    subtasks: ['open red door', 'open blue door'],
    order: [['open red door', 'open blue door']],
    aim: (env: RedBlueDoors) => open(env.blue, env.red),
  },
  {
    name: 'memory',
    description:
      'At the fork at the end of a corridor lies what also lay at its beginning, on one of the sides.',
    families: [memory],
    level: 'MiniGrid-MemoryS7-v0',
    milestone: 'match',
    things: ['match'],
    ways: true,
    subtasks: ['pass opening', 'go to match'],
    aim: (env: Memory) => reach([cellOf(env, env.success)], [cellOf(env, env.failure)]),
    looksFor: (env) => cellOf(env, [1, (env.grid.height >> 1) - 1]),
  },
  {
    name: 'fetch',
    description: 'One of several objects is to be picked up, and no other.',
    families: [fetch],
    level: 'MiniGrid-Fetch-6x6-N2-v0',
    milestone: 'object',
    things: ['first named'],
    subtasks: ['get object'],
    aim: (env: Fetch, situation) => hold(named(env, situation, env.targetName)),
  },
  {
    name: 'put-near',
    description: 'One object is to be put near another.',
    families: [putNear],
    level: 'MiniGrid-PutNear-6x6-N2-v0',
    milestone: 'put',
    things: ['first named', 'second named'],
    subtasks: ['get object', 'put object'],
    order: [['get object', 'put object']],
    aim: (env: PutNear, situation) => put(named(env, situation, env.moveName), around(env, env.target)),
  },
  {
    name: 'go-to-door',
    description: 'The agent is to stand beside the door of a colour, and to say so.',
    families: [goToDoor],
    level: 'MiniGrid-GoToDoor-6x6-v0',
    milestone: 'door',
    things: ['first named'],
    subtasks: ['go to door'],
    aim: beside,
  },
  {
    name: 'go-to-object',
    description: 'The agent is to stand beside one of several objects, and to say so.',
    families: [goToObject],
    level: 'MiniGrid-GoToObject-6x6-N2-v0',
    milestone: 'object',
    things: ['first named'],
    subtasks: ['go to object'],
    aim: beside,
  },
  {
    name: 'dynamic-obstacles',
    description: 'A goal is to be reached among balls that move at random, and must not be walked into.',
    families: [dynamicObstacles],
    level: 'MiniGrid-Dynamic-Obstacles-6x6-v0',
    milestone: 'goal',
    things: ['goal', 'ball'],
    ways: true,
    subtasks: ['go to goal'],
    aim: goal,
  },
  {
    name: 'playground',
    description:
      'Nine rooms with objects in them and doors between; MiniGrid sets no task, here every door is to be opened.',
    families: [playground],
    level: 'MiniGrid-Playground-v0',
    milestone: 'all doors',
    things: ['closed door'],
    ways: true,
    subtasks: ['clear way', 'open door'],
    aim: (_, situation) => openOne(situation.objects().filter((id) => situation.isClosed(id))),
    planning: 'subgoals',
    maxSteps: 200,
    succeeded: ({ grid }) => grid.cells.every((id) => grid.typeOf(id) !== 'door' || grid.isOpenDoor(id)),
  },
];

function cellOf({ grid }: MiniGridEnv, [x, y]: Position): number {
  return y * grid.width + x;
}

/** A cell and the eight around it. */
function around(env: MiniGridEnv, [x, y]: Position): number[] {
  return [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => cellOf(env, [x + dx, y + dy])));
}

/** Objects of a colour and type, e.g. "red ball", including the one in hand. */
function named({ grid }: MiniGridEnv, situation: Situation, name: string) {
  return situation.objects().filter((id) => grid.nameOf(id) === name);
}
