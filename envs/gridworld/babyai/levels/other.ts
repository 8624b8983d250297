import { z } from 'zod';
import { extent } from '../../minigrid/options.ts';
import { portableTypes } from '../../minigrid/room-grid.ts';
import { Description } from '../description.ts';
import { GoTo, Open, PickUp, PutNext, Sequence } from '../instructions.ts';
import { level, roomCount, roomSize } from '../level.ts';
import { fillWideRoom } from './wide-room.ts';

/** Things in a room, and doors on all sides: one to go to, to pick up or to open. */
const actionObjDoor = level('ActionObjDoor', {
  ids: { 'BabyAI-ActionObjDoor-v0': {} },
  rooms: { roomSize: 7 },
  generate(world) {
    const { draw, grid } = world;
    const objects = world.addDistractors(5, { column: 1, row: 1 });
    for (let count = 0; count < 4; count++) objects.push(world.addDoor(1, 1, { locked: false }));
    world.placeAgentInRoom(1, 1);
    const id = draw.element(objects);
    const target = world.describe(id);
    if (draw.boolean()) return new GoTo(target);
    return grid.typeOf(id) === 'door' ? new Open(target) : new PickUp(target);
  },
});

/** A thing in one of several rooms. */
const findObj = level('FindObjS5', {
  ids: {
    'BabyAI-FindObjS5-v0': {},
    'BabyAI-FindObjS6-v0': { roomSize: 6 },
    'BabyAI-FindObjS7-v0': { roomSize: 7 },
  },
  options: { roomSize: roomSize(5) },
  areasUntilLimit: 20,
  generate(world) {
    const { draw } = world;
    const target = world.addObject(draw.integer(0, 3), draw.integer(0, 3));
    world.placeAgentInRoom(1, 1);
    world.connectAll();
    return new PickUp(new Description({ type: world.describe(target).type }));
  },
});

/** A corridor with rooms on both sides: a thing in a locked one on the right, the key in one on the left. */
const keyCorridor = level('KeyCorridor', {
  ids: {
    'BabyAI-KeyCorridor-v0': {},
    'BabyAI-KeyCorridorS3R1-v0': { roomSize: 3, numRows: 1 },
    'BabyAI-KeyCorridorS3R2-v0': { roomSize: 3, numRows: 2 },
    'BabyAI-KeyCorridorS3R3-v0': { roomSize: 3, numRows: 3 },
    'BabyAI-KeyCorridorS4R3-v0': { roomSize: 4, numRows: 3 },
    'BabyAI-KeyCorridorS5R3-v0': { roomSize: 5, numRows: 3 },
    'BabyAI-KeyCorridorS6R3-v0': { roomSize: 6, numRows: 3 },
  },
  options: {
    roomSize: extent(3).default(6).describe('width and height of a room, with its walls'),
    numRows: roomCount(),
    objType: z
      .enum(portableTypes as readonly ['key', 'ball', 'box'])
      .default('ball')
      .describe('what to pick up'),
  },
  areasUntilLimit: 30,
  generate(world, { objType }) {
    const { draw, grid, numRows } = world;
    for (let row = 1; row < numRows; row++) world.removeWall(1, row, 3);
    const lockedRow = draw.integer(0, numRows);
    const door = world.addDoor(2, lockedRow, { wall: 2, locked: true });
    world.addObject(2, lockedRow, objType);
    world.addObject(0, draw.integer(0, numRows), 'key', grid.colourOf(door));
    world.placeAgentInRoom(1, numRows >> 1);
    world.connectAll();
    return new PickUp(new Description({ type: objType }));
  },
});

/** A ball in a room. */
const oneRoom = level('OneRoomS8', {
  ids: {
    'BabyAI-OneRoomS8-v0': {},
    'BabyAI-OneRoomS12-v0': { roomSize: 12 },
    'BabyAI-OneRoomS16-v0': { roomSize: 16 },
    'BabyAI-OneRoomS20-v0': { roomSize: 20 },
  },
  options: { roomSize: roomSize() },
  rooms: { numRows: 1, numCols: 1 },
  generate(world) {
    world.addObject(0, 0, 'ball');
    world.placeAgentInRoom();
    return new PickUp(new Description({ type: 'ball' }));
  },
});

/** Things on both sides of a wide room; one of each side is to be put next to one of the other. */
const moveTwoAcross = level('MoveTwoAcross', {
  ids: {
    'BabyAI-MoveTwoAcrossS5N2-v0': { roomSize: 5, objsPerRoom: 2 },
    'BabyAI-MoveTwoAcrossS8N9-v0': { roomSize: 8, objsPerRoom: 9 },
  },
  options: {
    roomSize: roomSize(),
    objsPerRoom: z.int().min(2).max(9).describe('objects in each of the two rooms'),
  },
  rooms: { numRows: 1, numCols: 2 },
  areasUntilLimit: 16,
  generate(world, { objsPerRoom }) {
    const { draw } = world;
    const [left, right] = fillWideRoom(world, objsPerRoom);
    const [toRight, fixedLeft] = draw.subset(left, 2).map((id) => world.describe(id));
    const [fixedRight, toLeft] = draw.subset(right, 2).map((id) => world.describe(id));
    return new Sequence(new PutNext(toRight!, fixedRight!), new PutNext(toLeft!, fixedLeft!));
  },
});

/** The levels with one of several kinds of missions, or with unusual worlds. */
export const otherLevels = [actionObjDoor, findObj, keyCorridor, oneRoom, moveTwoAcross];
