import { z } from 'zod';
import { GenerationFailed } from '../../minigrid/errors.ts';
import { Description } from '../description.ts';
import { GoTo } from '../instructions.ts';
import { type BabyAILevel, level, objectCount, roomCount, roomSize } from '../level.ts';
import { randomMission, randomMissionOptions } from '../random-mission.ts';
import { lockRandomRoom, scatterEverywhere } from './locked-room.ts';

const oneRoom = { numRows: 1, numCols: 1 };
const redBall = () => new GoTo(new Description({ type: 'ball', colour: 'red' }));

/** A red ball and grey things in a room. */
const goToRedBallGrey = level('GoToRedBallGrey', {
  ids: { 'BabyAI-GoToRedBallGrey-v0': {} },
  options: { roomSize: roomSize(), numDists: objectCount(7) },
  rooms: oneRoom,
  generate(world, { numDists }) {
    world.placeAgentInRoom();
    world.addObject(0, 0, 'ball', 'red');
    const distractors = world.addDistractors(numDists, { unique: false });
    for (const id of distractors) world.grid.setColour(id, 'grey');
    world.requireReachable();
    return redBall();
  },
});

/** A red ball and other things in a room. */
const goToRedBall = level('GoToRedBall', {
  ids: { 'BabyAI-GoToRedBall-v0': {}, 'BabyAI-GoToRedBallNoDists-v0': { numDists: 0 } },
  options: { roomSize: roomSize(), numDists: objectCount(7) },
  rooms: oneRoom,
  generate(world, { numDists }) {
    world.placeAgentInRoom();
    world.addObject(0, 0, 'ball', 'red');
    world.addDistractors(numDists, { unique: false });
    world.requireReachable();
    return redBall();
  },
});

/** A thing in a room. */
const goToObj = level('GoToObj', {
  ids: {
    'BabyAI-GoToObj-v0': {},
    'BabyAI-GoToObjS4-v0': { roomSize: 4 },
    'BabyAI-GoToObjS6-v1': { roomSize: 6 },
  },
  options: { roomSize: roomSize() },
  rooms: oneRoom,
  generate(world) {
    world.placeAgentInRoom();
    return new GoTo(world.describe(world.addDistractors(1)[0]!));
  },
});

/** Adds things, all within reach, and asks to go to one of them. */
function goToDistractor(world: BabyAILevel, count: number): GoTo {
  const objects = world.addDistractors(count, { unique: false });
  world.requireReachable();
  return new GoTo(world.describe(world.draw.element(objects)));
}

/** Things in a room. */
const goToLocal = level('GoToLocal', {
  ids: {
    'BabyAI-GoToLocal-v0': {},
    'BabyAI-GoToLocalS5N2-v0': { roomSize: 5, numDists: 2 },
    'BabyAI-GoToLocalS6N2-v0': { roomSize: 6, numDists: 2 },
    'BabyAI-GoToLocalS6N3-v0': { roomSize: 6, numDists: 3 },
    'BabyAI-GoToLocalS6N4-v0': { roomSize: 6, numDists: 4 },
    'BabyAI-GoToLocalS7N4-v0': { roomSize: 7, numDists: 4 },
    'BabyAI-GoToLocalS7N5-v0': { roomSize: 7, numDists: 5 },
    'BabyAI-GoToLocalS8N2-v0': { roomSize: 8, numDists: 2 },
    'BabyAI-GoToLocalS8N3-v0': { roomSize: 8, numDists: 3 },
    'BabyAI-GoToLocalS8N4-v0': { roomSize: 8, numDists: 4 },
    'BabyAI-GoToLocalS8N5-v0': { roomSize: 8, numDists: 5 },
    'BabyAI-GoToLocalS8N6-v0': { roomSize: 8, numDists: 6 },
    'BabyAI-GoToLocalS8N7-v0': { roomSize: 8, numDists: 7 },
  },
  options: { roomSize: roomSize(), numDists: objectCount(8, { least: 1 }) },
  rooms: oneRoom,
  generate(world, { numDists }) {
    world.placeAgentInRoom();
    return goToDistractor(world, numDists);
  },
});

/** Things in several rooms. */
const goTo = level('GoTo', {
  ids: {
    'BabyAI-GoTo-v0': {},
    'BabyAI-GoToOpen-v0': { doorsOpen: true },
    'BabyAI-GoToObjMaze-v0': { numDists: 1 },
    'BabyAI-GoToObjMazeOpen-v0': { numDists: 1, doorsOpen: true },
    'BabyAI-GoToObjMazeS4R2-v0': { numDists: 1, roomSize: 4, numRows: 2, numCols: 2 },
    'BabyAI-GoToObjMazeS4-v0': { numDists: 1, roomSize: 4 },
    'BabyAI-GoToObjMazeS5-v0': { numDists: 1, roomSize: 5 },
    'BabyAI-GoToObjMazeS6-v0': { numDists: 1, roomSize: 6 },
    'BabyAI-GoToObjMazeS7-v0': { numDists: 1, roomSize: 7 },
  },
  options: {
    roomSize: roomSize(),
    numRows: roomCount(),
    numCols: roomCount(),
    numDists: objectCount(18, { least: 1 }),
    doorsOpen: z.boolean().default(false).describe('whether doors are open at the start'),
  },
  generate(world, { numDists, doorsOpen }) {
    world.placeAgentInRoom();
    const doors = world.connectAll();
    const instruction = goToDistractor(world, numDists);
    if (doorsOpen) for (const door of doors) world.grid.setState(door, 'open');
    return instruction;
  },
});

/** Several rooms, one of them locked, and a thing in the locked one. */
const goToImpUnlock = level('GoToImpUnlock', {
  ids: { 'BabyAI-GoToImpUnlock-v0': {} },
  options: { roomSize: roomSize(), numRows: roomCount(), numCols: roomCount() },
  generate(world) {
    const locked = lockRandomRoom(world);
    world.connectAll();
    scatterEverywhere(world, 2);
    world.placeAgentOutside(world.room(locked.column, locked.row));
    world.requireReachable();
    const [target] = world.addDistractors(1, { ...locked, unique: false });
    return new GoTo(world.describe(target!));
  },
});

/** Sequences of ways to things in several rooms. */
const goToSeq = level('GoToSeq', {
  ids: {
    'BabyAI-GoToSeq-v0': {},
    'BabyAI-GoToSeqS5R2-v0': { roomSize: 5, numRows: 2, numCols: 2, numDists: 4 },
  },
  options: {
    roomSize: roomSize(),
    numRows: roomCount(),
    numCols: roomCount(),
    numDists: randomMissionOptions.numDists,
  },
  generate(world, { numDists }) {
    return randomMission(world, {
      numDists,
      actionKinds: ['goto'],
      lockedRoomProb: 0,
      locations: false,
      unblocking: false,
    });
  },
});

/** A red or a blue ball, no other of these, and other things in a room. */
const goToRedBlueBall = level('GoToRedBlueBall', {
  ids: { 'BabyAI-GoToRedBlueBall-v0': {} },
  options: { roomSize: roomSize(), numDists: objectCount(7) },
  rooms: oneRoom,
  generate(world, { numDists }) {
    world.placeAgentInRoom();
    const names = world.addDistractors(numDists, { unique: false }).map((id) => world.grid.nameOf(id));
    if (names.includes('red ball') || names.includes('blue ball')) {
      throw new GenerationFailed('expected a single red or blue ball');
    }
    const ball = world.addObject(0, 0, 'ball', world.draw.element(['red', 'blue']));
    world.requireReachable();
    return new GoTo(world.describe(ball));
  },
});

/** Doors on all sides of a room. */
const goToDoor = level('GoToDoor', {
  ids: { 'BabyAI-GoToDoor-v0': {} },
  rooms: { roomSize: 7 },
  generate(world) {
    const doors = [0, 1, 2, 3].map(() => world.addDoor(1, 1));
    world.placeAgentInRoom(1, 1);
    return new GoTo(world.describe(world.draw.element(doors)));
  },
});

/** Things in a room, and doors on all sides. */
const goToObjDoor = level('GoToObjDoor', {
  ids: { 'BabyAI-GoToObjDoor-v0': {} },
  generate(world) {
    world.placeAgentInRoom(1, 1);
    const objects = world.addDistractors(8, { column: 1, row: 1, unique: false });
    for (let count = 0; count < 4; count++) objects.push(world.addDoor(1, 1));
    world.requireReachable();
    return new GoTo(world.describe(world.draw.element(objects)));
  },
});

/** The levels whose missions ask to go to something. */
export const goToLevels = [
  goToRedBallGrey,
  goToRedBall,
  goToObj,
  goToLocal,
  goTo,
  goToImpUnlock,
  goToSeq,
  goToRedBlueBall,
  goToDoor,
  goToObjDoor,
];
