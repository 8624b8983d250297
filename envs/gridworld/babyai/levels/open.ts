import { z } from 'zod';
import { colours, sortedColours } from '../../minigrid/encoding.ts';
import { Description, places } from '../description.ts';
import { Open, Sequence } from '../instructions.ts';
import { level, roomCount, roomSize } from '../level.ts';

const door = 'door';
const colour = z
  .enum(colours as readonly [(typeof colours)[number]])
  .nullable()
  .default(null);

/** A door somewhere, among things. */
const open = level('Open', {
  ids: { 'BabyAI-Open-v0': {} },
  options: { roomSize: roomSize(), numRows: roomCount(), numCols: roomCount() },
  generate(world) {
    world.placeAgentInRoom();
    world.connectAll();
    world.addDistractors(18, { unique: false });
    world.requireReachable();
    return new Open(world.describe(world.draw.element(world.doors())));
  },
});

/** A red door between two rooms. */
const openRedDoor = level('OpenRedDoor', {
  ids: { 'BabyAI-OpenRedDoor-v0': {} },
  rooms: { roomSize: 5, numRows: 1, numCols: 2 },
  generate(world) {
    world.addDoor(0, 0, { wall: 0, colour: 'red', locked: false });
    world.placeAgentInRoom(0, 0);
    return new Open(new Description({ type: door, colour: 'red' }));
  },
});

/** Doors of different colours on all sides of a room, one of which is named by its colour or its place. */
const openDoor = level('OpenDoor', {
  ids: {
    'BabyAI-OpenDoor-v0': {},
    'BabyAI-OpenDoorDebug-v0': { debug: true },
    'BabyAI-OpenDoorColor-v0': { selectBy: 'color' },
    'BabyAI-OpenDoorLoc-v0': { selectBy: 'loc' },
  },
  options: {
    roomSize: roomSize(),
    debug: z.boolean().default(false).describe('whether the episode ends when another door is opened'),
    selectBy: z
      .enum(['color', 'loc'])
      .nullable()
      .default(null)
      .describe('what names the door; null for either'),
  },
  generate(world, { debug, selectBy }) {
    const { draw } = world;
    const doorColours = draw.subset(sortedColours, 4);
    doorColours.forEach((colour, wall) => {
      world.addDoor(1, 1, { wall, colour, locked: false });
    });
    const byColour = (selectBy ?? draw.element(['color', 'loc'])) === 'color';
    const target = byColour ? { colour: doorColours[0]! } : { place: draw.element(places) };
    world.placeAgentInRoom(1, 1);
    return new Open(new Description({ type: door, ...target }), { strict: debug });
  },
});

/** Two doors on opposite sides of a room, to be opened one after the other. */
const openTwoDoors = level('OpenTwoDoors', {
  ids: {
    'BabyAI-OpenTwoDoors-v0': {},
    'BabyAI-OpenRedBlueDoors-v0': { firstColor: 'red', secondColor: 'blue' },
    'BabyAI-OpenRedBlueDoorsDebug-v0': { firstColor: 'red', secondColor: 'blue', strict: true },
  },
  options: {
    firstColor: colour.describe('colour of the door to open first; null for any'),
    secondColor: colour.describe('colour of the other door; null for any'),
    strict: z
      .boolean()
      .default(false)
      .describe('whether the episode ends when the other door is opened first'),
  },
  rooms: { roomSize: 6 },
  areasUntilLimit: 20,
  generate(world, { firstColor, secondColor, strict }) {
    const drawn = world.draw.subset(sortedColours, 2);
    const first = world.addDoor(1, 1, { wall: 2, colour: firstColor ?? drawn[0]!, locked: false });
    const second = world.addDoor(1, 1, { wall: 0, colour: secondColor ?? drawn[1]!, locked: false });
    world.placeAgentInRoom(1, 1);
    return new Sequence(new Open(world.describe(first), { strict }), new Open(world.describe(second)));
  },
});

/** Doors of a room, one of which is to be opened, or two in an order. */
const openDoorsOrder = level('OpenDoorsOrder', {
  ids: {
    'BabyAI-OpenDoorsOrderN2-v0': { numDoors: 2 },
    'BabyAI-OpenDoorsOrderN4-v0': { numDoors: 4 },
    'BabyAI-OpenDoorsOrderN2Debug-v0': { debug: true, numDoors: 2 },
    'BabyAI-OpenDoorsOrderN4Debug-v0': { debug: true, numDoors: 4 },
  },
  options: {
    numDoors: z.int().min(2).max(4).describe('doors of the room'),
    debug: z.boolean().default(false).describe('whether the episode ends when a wrong door is opened'),
  },
  rooms: { roomSize: 6 },
  areasUntilLimit: 20,
  generate(world, { numDoors, debug }) {
    const { draw } = world;
    const doorColours = draw.subset(sortedColours, numDoors);
    const doors = doorColours.map((colour) => world.addDoor(1, 1, { colour, locked: false }));
    world.placeAgentInRoom(1, 1);
    const [one, other] = draw
      .subset(doors, 2)
      .map((id) => new Open(world.describe(id), { strict: debug })) as [Open, Open];
    const mode = draw.element(['one', 'before', 'after']);
    if (mode === 'one') return one;
    return mode === 'before' ? new Sequence(one, other) : new Sequence(other, one, { lastFirst: true });
  },
});

/** The levels whose missions ask to open doors. */
export const openLevels = [open, openRedDoor, openDoor, openTwoDoors, openDoorsOrder];
