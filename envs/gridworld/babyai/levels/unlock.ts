import { z } from 'zod';
import { sortedColours } from '../../minigrid/encoding.ts';
import { Description } from '../description.ts';
import { Open, PickUp } from '../instructions.ts';
import { level, roomCount, roomSize } from '../level.ts';
import { lockRandomRoom, scatterEverywhere } from './locked-room.ts';

const distractors = z.boolean().default(false).describe('whether there are other things');
const anyDoor = () => new Open(new Description({ type: 'door' }));

/** Several rooms, one of them locked. */
const unlock = level('Unlock', {
  ids: { 'BabyAI-Unlock-v0': {} },
  options: { roomSize: roomSize(), numRows: roomCount(), numCols: roomCount() },
  generate(world) {
    const { draw, grid } = world;
    const { column, row, door } = lockRandomRoom(world);
    const lockColour = grid.colourOf(door);
    const onlyOfColour = draw.boolean();
    world.connectAll(onlyOfColour ? sortedColours.filter((colour) => colour !== lockColour) : sortedColours);
    scatterEverywhere(world, 3);
    world.placeAgentOutside(world.room(column, row));
    world.requireReachable();
    return new Open(world.describe(door));
  },
});

/** A room with a locked door, and its key. */
const unlockLocal = level('UnlockLocal', {
  ids: { 'BabyAI-UnlockLocal-v0': {}, 'BabyAI-UnlockLocalDist-v0': { distractors: true } },
  options: { roomSize: roomSize(), distractors },
  generate(world, { distractors }) {
    const door = world.addDoor(1, 1, { locked: true });
    world.addObject(1, 1, 'key', world.grid.colourOf(door));
    if (distractors) world.addDistractors(3, { column: 1, row: 1 });
    world.placeAgentInRoom(1, 1);
    return anyDoor();
  },
});

/** A room with a locked door, whose key is in a box. */
const keyInBox = level('KeyInBox', {
  ids: { 'BabyAI-KeyInBox-v0': {} },
  options: { roomSize: roomSize() },
  generate(world) {
    const { grid, draw } = world;
    const door = world.addDoor(1, 1, { locked: true });
    const key = grid.add('key', grid.colourOf(door));
    world.placeInRoom(1, 1, grid.addBox(draw.colour(), key));
    world.placeAgentInRoom(1, 1);
    return anyDoor();
  },
});

/** Two rooms with a locked door between them, and a box behind it. */
const unlockPickup = level('UnlockPickup', {
  ids: { 'BabyAI-UnlockPickup-v0': {}, 'BabyAI-UnlockPickupDist-v0': { distractors: true } },
  options: { distractors },
  rooms: { roomSize: 6, numRows: 1, numCols: 2 },
  generate(world, { distractors }) {
    const box = world.addObject(1, 0, 'box');
    const door = world.addDoor(0, 0, { wall: 0, locked: true });
    world.addObject(0, 0, 'key', world.grid.colourOf(door));
    if (distractors) world.addDistractors(4);
    world.placeAgentInRoom(0, 0);
    return new PickUp(world.describe(box));
  },
});

/** Two rooms with a locked door between them, a ball before it, and a box behind it. */
const blockedUnlockPickup = level('BlockedUnlockPickup', {
  ids: { 'BabyAI-BlockedUnlockPickup-v0': {} },
  rooms: { roomSize: 6, numRows: 1, numCols: 2 },
  areasUntilLimit: 16,
  generate(world) {
    const { grid, draw } = world;
    world.addObject(1, 0, 'box');
    const door = world.addDoor(0, 0, { wall: 0, locked: true });
    const [x, y] = grid.positionOf(door)!;
    grid.set(x - 1, y, grid.add('ball', draw.colour()));
    world.addObject(0, 0, 'key', grid.colourOf(door));
    world.placeAgentInRoom(0, 0);
    return new PickUp(new Description({ type: 'box' }));
  },
});

/** Three rooms with locked doors between them; the key to the ball's room is in the third. */
const unlockToUnlock = level('UnlockToUnlock', {
  ids: { 'BabyAI-UnlockToUnlock-v0': {} },
  rooms: { roomSize: 6, numRows: 1, numCols: 3 },
  areasUntilLimit: 30,
  generate(world) {
    const [ballLock, keyLock] = world.draw.subset(sortedColours, 2);
    world.addDoor(0, 0, { wall: 0, colour: ballLock, locked: true });
    world.addObject(2, 0, 'key', ballLock);
    world.addDoor(1, 0, { wall: 0, colour: keyLock, locked: true });
    world.addObject(1, 0, 'key', keyLock);
    world.addObject(0, 0, 'ball');
    world.placeAgentInRoom(1, 0);
    return new PickUp(new Description({ type: 'ball' }));
  },
});

/** The levels with locked doors whose keys have to be found. */
export const unlockLevels = [
  unlock,
  unlockLocal,
  keyInBox,
  unlockPickup,
  blockedUnlockPickup,
  unlockToUnlock,
];
