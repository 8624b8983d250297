import { z } from 'zod';
import { NOTHING } from '../../minigrid/grid.ts';
import { PutNext } from '../instructions.ts';
import { level, objectCount, roomSize } from '../level.ts';
import { fillWideRoom } from './wide-room.ts';

const objsPerRoom = z.int().min(1).max(9).describe('objects in each of the two rooms');

/** Things in a room. */
const putNextLocal = level('PutNextLocal', {
  ids: {
    'BabyAI-PutNextLocal-v0': {},
    'BabyAI-PutNextLocalS5N3-v0': { roomSize: 5, numObjs: 3 },
    'BabyAI-PutNextLocalS6N4-v0': { roomSize: 6, numObjs: 4 },
  },
  options: { roomSize: roomSize(), numObjs: objectCount(8, { least: 2, most: 18 }) },
  rooms: { numRows: 1, numCols: 1 },
  generate(world, { numObjs }) {
    world.placeAgentInRoom();
    const objects = world.addDistractors(numObjs);
    world.requireReachable();
    const [moved, fixed] = world.draw.subset(objects, 2);
    return new PutNext(world.describe(moved!), world.describe(fixed!));
  },
});

/** Things on both sides of a wide room; one is to be put next to one of the other side. */
const putNext = level('PutNext', {
  ids: {
    'BabyAI-PutNextS4N1-v0': { roomSize: 4, objsPerRoom: 1 },
    'BabyAI-PutNextS5N2-v0': { roomSize: 5, objsPerRoom: 2 },
    'BabyAI-PutNextS5N1-v0': { roomSize: 5, objsPerRoom: 1 },
    'BabyAI-PutNextS6N3-v0': { roomSize: 6, objsPerRoom: 3 },
    'BabyAI-PutNextS7N4-v0': { roomSize: 7, objsPerRoom: 4 },
    'BabyAI-PutNextS5N2Carrying-v0': { roomSize: 5, objsPerRoom: 2, startCarrying: true },
    'BabyAI-PutNextS6N3Carrying-v0': { roomSize: 6, objsPerRoom: 3, startCarrying: true },
    'BabyAI-PutNextS7N4Carrying-v0': { roomSize: 7, objsPerRoom: 4, startCarrying: true },
  },
  options: {
    roomSize: roomSize(),
    objsPerRoom,
    startCarrying: z
      .boolean()
      .default(false)
      .describe('whether the agent holds what it is to move; the first observation does not show it yet'),
  },
  rooms: { numRows: 1, numCols: 2 },
  areasUntilLimit: 8,
  generate(world, { objsPerRoom }) {
    const { draw } = world;
    const [left, right] = fillWideRoom(world, objsPerRoom);
    const [moved, fixed] = [draw.element(left), draw.element(right)];
    const pair = draw.boolean() ? ([fixed, moved] as const) : ([moved, fixed] as const);
    return new PutNext(world.describe(pair[0]), world.describe(pair[1]));
  },
  begin(world, { startCarrying }) {
    if (!startCarrying) return;
    const held = (world.instruction as PutNext).moved.objects[0]!;
    world.grid.set(...world.grid.positionOf(held)!, NOTHING);
    world.carrying = held;
  },
});

/** The levels whose missions ask to put something next to something else. */
export const putNextLevels = [putNextLocal, putNext];
