import { z } from 'zod';
import { GenerationFailed } from '../../minigrid/errors.ts';
import { Description } from '../description.ts';
import { PickUp } from '../instructions.ts';
import { type BabyAILevel, level, roomCount, roomSize } from '../level.ts';
import { randomMission } from '../random-mission.ts';

const mazeOptions = { roomSize: roomSize(), numRows: roomCount(), numCols: roomCount() };

function pickUpAnyOf(world: BabyAILevel, objects: readonly number[]): PickUp {
  return new PickUp(world.describe(world.draw.element(objects)));
}

/** Things in several rooms. */
const pickup = level('Pickup', {
  ids: { 'BabyAI-Pickup-v0': {} },
  options: mazeOptions,
  generate(world) {
    world.placeAgentInRoom();
    world.connectAll();
    const objects = world.addDistractors(18, { unique: false });
    world.requireReachable();
    return pickUpAnyOf(world, objects);
  },
});

/** Things in several rooms, at least one of them behind others. */
const unblockPickup = level('UnblockPickup', {
  ids: { 'BabyAI-UnblockPickup-v0': {} },
  options: mazeOptions,
  generate(world) {
    world.placeAgentInRoom();
    world.connectAll();
    const objects = world.addDistractors(20, { unique: false });
    if (world.everythingIsReachable()) throw new GenerationFailed('expected something behind something else');
    return pickUpAnyOf(world, objects);
  },
});

/** Things in a room; the mission may say where. */
const pickupLoc = level('PickupLoc', {
  ids: { 'BabyAI-PickupLoc-v0': {} },
  options: { roomSize: roomSize() },
  rooms: { numRows: 1, numCols: 1 },
  generate(world) {
    return randomMission(world, {
      actionKinds: ['pickup'],
      instrKinds: ['action'],
      numDists: 8,
      lockedRoomProb: 0,
      unblocking: false,
    });
  },
});

/** Things in a room; the mission names a type, a colour, or both. */
const pickupDist = level('PickupDist', {
  ids: { 'BabyAI-PickupDist-v0': {}, 'BabyAI-PickupDistDebug-v0': { debug: true } },
  options: {
    debug: z.boolean().default(false).describe('whether the episode ends when something else is picked up'),
  },
  rooms: { roomSize: 7, numRows: 1, numCols: 1 },
  generate(world, { debug }) {
    const { draw } = world;
    const objects = world.addDistractors(5);
    world.placeAgentInRoom(0, 0);
    const { type, colour } = world.describe(draw.element(objects));
    const named = draw.element(['type', 'color', 'both']);
    const target = { type: named === 'color' ? null : type, colour: named === 'type' ? null : colour };
    return new PickUp(new Description(target), { strict: debug });
  },
});

/** A thing in the room above. */
const pickupAbove = level('PickupAbove', {
  ids: { 'BabyAI-PickupAbove-v0': {} },
  rooms: { roomSize: 6 },
  areasUntilLimit: 8,
  generate(world) {
    const target = world.addObject(1, 0);
    world.addDoor(1, 1, { wall: 3, locked: false });
    world.placeAgentInRoom(1, 1);
    world.connectAll();
    return new PickUp(world.describe(target));
  },
});

/** The levels whose missions ask to pick something up. */
export const pickupLevels = [pickup, unblockPickup, pickupLoc, pickupDist, pickupAbove];
