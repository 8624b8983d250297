import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { type Colour, directions, type Position, sortedColours } from '../encoding.ts';
import { type Family, family } from '../family.ts';
import { MissionSpace } from '../mission-space.ts';
import { position, viewOptions } from '../options.ts';
import type { RoomGridSettings } from '../room-grid.ts';
import { PickupTask } from './pickup-task.ts';

const obstacleOptions = {
  ...viewOptions,
  keyInBox: z.boolean().default(true).describe('whether keys are hidden in boxes'),
  blocked: z.boolean().default(true).describe('whether a ball lies in front of each locked door'),
};

const roomSize = 6;
const targetColour = 'blue';
const blockingColour = 'green';
const boxColour = 'grey';

interface Obstacles {
  readonly keyInBox: boolean;
  readonly blocked: boolean;
}

/** Rooms behind locked doors, with keys that may be in boxes and balls that may lie in the way of the blue one. */
abstract class ObstructedMaze extends PickupTask {
  readonly #obstacles: Obstacles;
  /** Colours of doors, in random order. */
  protected doorColours: readonly Colour[] = [];

  constructor(settings: Omit<RoomGridSettings, 'missionSpace'>, obstacles: Obstacles) {
    super({
      ...settings,
      roomSize,
      missionSpace: new MissionSpace('pick up the {} ball', [[targetColour]]),
    });
    this.#obstacles = obstacles;
    this.mission = `pick up the ${targetColour} ball`;
  }

  protected override generate(): void {
    super.generate();
    this.doorColours = this.draw.subset(sortedColours, sortedColours.length);
  }

  /** A locked door, with a ball in front of it if doors are blocked. */
  protected lock(column: number, row: number, wall: number, colour: Colour): void {
    const { grid } = this;
    const door = this.addDoor(column, row, { wall, colour, locked: true });
    if (!this.#obstacles.blocked) return;
    const [x, y] = grid.positionOf(door)!;
    const [outX, outY] = directions[wall]!;
    grid.set(x - outX, y - outY, grid.add('ball', blockingColour));
  }

  /** A key somewhere in the room, in a box if keys are hidden. */
  protected addKey(column: number, row: number, colour: Colour): void {
    const { grid } = this;
    const key = grid.add('key', colour);
    this.placeInRoom(column, row, this.#obstacles.keyInBox ? grid.addBox(boxColour, key) : key);
  }
}

const twoRoomsOptions = z.strictObject(obstacleOptions);

/** Two rooms, with the ball behind a locked door. */
export class ObstructedMazeTwoRooms extends ObstructedMaze {
  constructor(settings: z.input<typeof twoRoomsOptions> = {}) {
    const parsed = parseConfig(twoRoomsOptions, settings, 'ObstructedMazeTwoRooms');
    super({ ...parsed, numRows: 1, numCols: 2, maxSteps: parsed.maxSteps ?? 4 * 2 * roomSize ** 2 }, parsed);
  }

  protected override generate(): void {
    super.generate();
    this.lock(0, 0, 0, this.doorColours[0]!);
    this.addKey(0, 0, this.doorColours[0]!);
    this.target = this.addObject(1, 0, 'ball', targetColour);
    this.placeAgentInRoom(0, 0);
  }
}

const fullOptions = z.strictObject({
  ...obstacleOptions,
  agentRoom: position.default([1, 1]).describe('column and row of the room in which the agent starts'),
  numQuarters: z.int().min(1).max(4).default(4).describe('sides of the middle room that have a door'),
  numRoomsVisited: z
    .int()
    .positive()
    .default(25)
    .describe('rooms that an agent may have to visit; sets maxSteps'),
});

const sideRooms: readonly Position[] = [
  [2, 1],
  [1, 2],
  [0, 1],
  [1, 0],
];
const cornerRooms: readonly Position[] = [
  [2, 0],
  [2, 2],
  [0, 2],
  [0, 0],
];

/**
 * Three by three rooms. Doors lead from the middle to rooms at the sides, locked ones from there to the corners, in
 * one of which the ball is.
 */
export class ObstructedMazeFull extends ObstructedMaze {
  readonly #options: z.output<typeof fullOptions>;

  constructor(settings: z.input<typeof fullOptions> = {}) {
    const parsed = parseConfig(fullOptions, settings, 'ObstructedMazeFull');
    const maxSteps = parsed.maxSteps ?? 4 * parsed.numRoomsVisited * roomSize ** 2;
    super({ ...parsed, numRows: 3, numCols: 3, maxSteps }, parsed);
    this.#options = parsed;
  }

  protected override generate(): void {
    super.generate();
    const { agentRoom, numQuarters } = this.#options;
    for (let side = 0; side < numQuarters; side++) {
      this.addDoor(1, 1, { wall: side, colour: this.doorColours[side]!, locked: false });
      this.lockSideRoom(side);
    }
    const [column, row] = this.draw.element(cornerRooms.slice(0, numQuarters));
    this.target = this.addObject(column, row, 'ball', targetColour);
    this.placeAgentInRoom(...agentRoom);
  }

  /** Locks both doors of a room at the side, and puts the keys into it: each after its door. */
  protected lockSideRoom(side: number): void {
    for (const turn of [-1, 1]) {
      this.lockCorner(side, turn);
      this.addCornerKey(side, turn);
    }
  }

  /**
   * Locks the door between a room at the side and the corner next to it.
   * @param turn −1 for the corner before the side, counted clockwise, 1 for the one after it
   */
  protected lockCorner(side: number, turn: number): void {
    this.lock(...sideRooms[side]!, (side + turn + 4) % 4, this.#cornerColour(side, turn));
  }

  /** Puts the key of that door into the room at the side. */
  protected addCornerKey(side: number, turn: number): void {
    this.addKey(...sideRooms[side]!, this.#cornerColour(side, turn));
  }

  #cornerColour(side: number, turn: number): Colour {
    const count = this.doorColours.length;
    return this.doorColours[(side + turn + count) % count]!;
  }
}

/** Version 1 places both balls before the keys, so that no ball can replace a key. */
export class ObstructedMazeFullV1 extends ObstructedMazeFull {
  protected override lockSideRoom(side: number): void {
    for (const turn of [-1, 1]) this.lockCorner(side, turn);
    for (const turn of [-1, 1]) this.addCornerKey(side, turn);
  }
}

const fromSide = { agentRoom: [2, 1], numQuarters: 1, numRoomsVisited: 4 } as const;
const quarter = { agentRoom: [1, 1], numQuarters: 1, numRoomsVisited: 5 } as const;
const half = { agentRoom: [2, 1], numQuarters: 2, numRoomsVisited: 11 } as const;

/** The families `ObstructedMaze`, one for each class of Python's. */
export const obstructedMaze: readonly Family[] = [
  family(ObstructedMazeTwoRooms, {
    'MiniGrid-ObstructedMaze-1Dl-v0': { keyInBox: false, blocked: false },
    'MiniGrid-ObstructedMaze-1Dlh-v0': { keyInBox: true, blocked: false },
    'MiniGrid-ObstructedMaze-1Dlhb-v0': {},
  }),
  family(ObstructedMazeFull, {
    'MiniGrid-ObstructedMaze-2Dl-v0': { ...fromSide, keyInBox: false, blocked: false },
    'MiniGrid-ObstructedMaze-2Dlh-v0': { ...fromSide, keyInBox: true, blocked: false },
    'MiniGrid-ObstructedMaze-2Dlhb-v0': fromSide,
    'MiniGrid-ObstructedMaze-1Q-v0': quarter,
    'MiniGrid-ObstructedMaze-2Q-v0': half,
    'MiniGrid-ObstructedMaze-Full-v0': {},
  }),
  family(ObstructedMazeFullV1, {
    'MiniGrid-ObstructedMaze-2Dlhb-v1': fromSide,
    'MiniGrid-ObstructedMaze-1Q-v1': quarter,
    'MiniGrid-ObstructedMaze-2Q-v1': half,
    'MiniGrid-ObstructedMaze-Full-v1': {},
  }),
];
