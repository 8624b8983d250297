import { UsageError } from '../../../src/errors.ts';
import { type Colour, type Position, sortedColours } from './encoding.ts';
import { GenerationFailed } from './errors.ts';
import { NOTHING, type ObjectId } from './grid.ts';
import { MiniGridEnv } from './minigrid-env.ts';
import { Room } from './room.ts';
import type { MiniGridSettings } from './types.ts';

/** Things that can be picked up. */
export type PortableType = 'key' | 'ball' | 'box';
/** The types of things that can be picked up. */
export const portableTypes: readonly PortableType[] = ['key', 'ball', 'box'];

/** Settings of a world of rooms. */
export interface RoomGridSettings extends Omit<MiniGridSettings, 'width' | 'height'> {
  /** Width and height of a room in cells, with its walls. Default 7. */
  readonly roomSize?: number | undefined;
  /** Default 3; so is `numCols`. */
  readonly numRows?: number | undefined;
  readonly numCols?: number | undefined;
}

/** The properties of a door; `addDoor` draws those that are not given. */
export interface DoorChoice {
  /** A direction: 0 right, 1 down, 2 left, 3 up. */
  readonly wall?: number | undefined;
  readonly colour?: Colour | undefined;
  readonly locked?: boolean | undefined;
}

const maxTries = 1000;

/**
 * A world of rooms in rows and columns. Rooms are named by column and row, their walls by direction: 0 right, 1 down,
 * 2 left, 3 up. A family calls `super.generate()`, which builds rooms without doors or objects, and adds to them.
 */
export abstract class RoomGrid extends MiniGridEnv {
  /** Width and height of a room in cells, with its walls. */
  readonly roomSize: number;
  /** Rooms from top to bottom. */
  readonly numRows: number;
  /** Rooms from left to right. */
  readonly numCols: number;
  /** The rooms, row by row. */
  rooms: readonly Room[] = [];

  constructor(settings: RoomGridSettings) {
    const { roomSize = 7, numRows = 3, numCols = 3, ...rest } = settings;
    super({ ...rest, width: (roomSize - 1) * numCols + 1, height: (roomSize - 1) * numRows + 1 });
    this.roomSize = roomSize;
    this.numRows = numRows;
    this.numCols = numCols;
  }

  /** Builds the rooms and draws where their doors may be. May be called again, to start over. */
  protected override generate(): void {
    const { grid, roomSize, numRows, numCols } = this;
    grid.clear();
    const size = [roomSize, roomSize] as const;
    this.rooms = Array.from({ length: numRows * numCols }, (_, index) => {
      const [column, row] = [index % numCols, Math.floor(index / numCols)];
      return new Room([column * (roomSize - 1), row * (roomSize - 1)], size);
    });
    for (const { top } of this.rooms) grid.wallRectangle(...top, ...size);
    this.rooms.forEach((_, index) => {
      this.#joinNeighbours(index % numCols, Math.floor(index / numCols));
    });
    const middle = (count: number) => (count >> 1) * (roomSize - 1) + (roomSize >> 1);
    this.setAgent([middle(numCols), middle(numRows)], 0);
  }

  #joinNeighbours(column: number, row: number): void {
    const room = this.room(column, row);
    const [left, upper] = room.top;
    const end = this.roomSize - 1;
    const inWall = (from: number) => this.draw.integer(from + 1, from + end);
    const join = (wall: number, neighbour: Room, position: Position) => {
      room.neighbours[wall] = neighbour;
      room.doorPositions[wall] = position;
      neighbour.neighbours[wall + 2] = room;
      neighbour.doorPositions[wall + 2] = position;
    };
    if (column < this.numCols - 1) join(0, this.room(column + 1, row), [left + end, inWall(upper)]);
    if (row < this.numRows - 1) join(1, this.room(column, row + 1), [inWall(left), upper + end]);
  }

  /** The room in a column and a row. @throws UsageError when there is none */
  room(column: number, row: number): Room {
    const { numRows, numCols } = this;
    if (column >= 0 && column < numCols && row >= 0 && row < numRows)
      return this.rooms[row * numCols + column]!;
    throw new UsageError(
      `${this.constructor.name}.room: expected a column below ${numCols} and a row below ${numRows}, ` +
        `received (${column}, ${row})`,
    );
  }

  /** The room of a cell; a wall between two belongs to the one on the right or below. */
  roomAt(x: number, y: number): Room {
    return this.room(Math.floor(x / (this.roomSize - 1)), Math.floor(y / (this.roomSize - 1)));
  }

  /** Puts an object into a room, not next to the agent. @throws GenerationFailed */
  placeInRoom(column: number, row: number, id: ObjectId): Position {
    const room = this.room(column, row);
    const reject = (x: number, y: number) => Math.abs(this.agentX - x) + Math.abs(this.agentY - y) < 2;
    const position = this.place(id, { top: room.top, size: room.size, reject, maxTries });
    room.objects.push(id);
    return position;
  }

  /** Puts a new object into a room; properties that are not given are drawn. @throws GenerationFailed */
  addObject(column: number, row: number, type?: PortableType, colour?: Colour): ObjectId {
    const drawnType = type ?? this.draw.element(portableTypes);
    const id = this.grid.add(drawnType, colour ?? this.draw.colour());
    this.placeInRoom(column, row, id);
    return id;
  }

  /** Puts a door into a wall between two rooms. @throws UsageError when that wall cannot have one */
  addDoor(column: number, row: number, choice: DoorChoice = {}): ObjectId {
    const room = this.room(column, row);
    const wall = choice.wall ?? this.#drawWall(room);
    const colour = choice.colour ?? this.draw.colour();
    const locked = choice.locked ?? this.draw.boolean();
    const neighbour = this.#neighbourBehindWall(room, wall, 'addDoor');
    const door = this.grid.add('door', colour, locked ? 'locked' : 'closed');
    room.locked = locked;
    this.grid.set(...room.doorPositions[wall]!, door);
    room.passages[wall] = door;
    neighbour.passages[(wall + 2) % 4] = door;
    return door;
  }

  /** Removes the wall between two rooms. @throws UsageError when there is none, or it has a door */
  removeWall(column: number, row: number, wall: number): void {
    const room = this.room(column, row);
    const neighbour = this.#neighbourBehindWall(room, wall, 'removeWall');
    const [left, upper] = room.top;
    const end = this.roomSize - 1;
    const isVertical = wall % 2 === 0;
    const x = left + (wall === 0 ? end : isVertical ? 0 : 1);
    const y = upper + (wall === 1 ? end : isVertical ? 1 : 0);
    if (isVertical) this.grid.verticalWall(x, y, end - 1, NOTHING);
    else this.grid.horizontalWall(x, y, end - 1, NOTHING);
    room.passages[wall] = 'opening';
    neighbour.passages[(wall + 2) % 4] = 'opening';
  }

  /** Puts the agent into a room, drawn unless given, where it does not face an object. @throws GenerationFailed */
  placeAgentInRoom(column?: number, row?: number): void {
    const drawnColumn = column ?? this.draw.integer(0, this.numCols);
    const { top, size } = this.room(drawnColumn, row ?? this.draw.integer(0, this.numRows));
    let front: string;
    do {
      this.placeAgent({ top, size, maxTries });
      front = this.grid.typeOf(this.front);
    } while (front !== 'empty' && front !== 'wall');
  }

  /**
   * Adds doors at random, not locked, until the agent could come from its room into every other.
   * @throws GenerationFailed when 5000 draws do not suffice
   */
  connectAll(doorColours: readonly Colour[] = sortedColours): ObjectId[] {
    const { draw, numRows, numCols } = this;
    const start = this.roomAt(this.agentX, this.agentY);
    const doors: ObjectId[] = [];
    for (let tries = 0; tries <= 5000; tries++) {
      if (reachableFrom(start).size === this.rooms.length) return doors;
      const [column, row, wall] = [draw.integer(0, numCols), draw.integer(0, numRows), draw.integer(0, 4)];
      const room = this.room(column, row);
      const neighbour = room.neighbours[wall];
      if (!neighbour || room.passages[wall] !== null || room.locked || neighbour.locked) continue;
      doors.push(this.addDoor(column, row, { wall, colour: draw.element(doorColours), locked: false }));
    }
    throw new GenerationFailed('connectAll: expected connected rooms, found none in 5000 draws');
  }

  /**
   * Adds objects at random, to a room that is drawn for each unless given.
   * @param unique whether each differs in type or colour from all others
   * @throws GenerationFailed
   */
  addDistractors(count: number, { column, row, unique = true }: DistractorOptions = {}): ObjectId[] {
    const { draw, grid } = this;
    const known = new Set(this.rooms.flatMap((room) => room.objects.map((id) => grid.nameOf(id))));
    const distractors: ObjectId[] = [];
    while (distractors.length < count) {
      if (unique && known.size >= portableTypes.length * sortedColours.length) {
        throw new GenerationFailed(
          `addDistractors: expected ${count} different objects, but there are not so many`,
        );
      }
      const colour = draw.colour();
      const type = draw.element(portableTypes);
      const name = `${colour} ${type}`;
      if (unique && known.has(name)) continue;
      known.add(name);
      const drawnColumn = column ?? draw.integer(0, this.numCols);
      distractors.push(this.addObject(drawnColumn, row ?? draw.integer(0, this.numRows), type, colour));
    }
    return distractors;
  }

  /** A wall with a neighbour behind it and no passage yet. */
  #drawWall(room: Room): number {
    let wall: number;
    do wall = this.draw.integer(0, 4);
    while (room.neighbours[wall] === null || room.passages[wall] !== null);
    return wall;
  }

  #neighbourBehindWall(room: Room, wall: number, method: string): Room {
    const neighbour = room.neighbours[wall];
    if (neighbour && room.passages[wall] === null) return neighbour;
    throw new UsageError(
      `${this.constructor.name}.${method}: expected a wall (0 to 3) between rooms without a passage, received ${wall}`,
    );
  }
}

/** Options of `addDistractors`. */
export interface DistractorOptions {
  readonly column?: number | undefined;
  readonly row?: number | undefined;
  /** Default true. */
  readonly unique?: boolean;
}

/** The rooms that are connected with a room by doors, locked or not, and openings. */
function reachableFrom(start: Room): Set<Room> {
  const reached = new Set([start]);
  for (const room of reached) {
    room.passages.forEach((passage, wall) => {
      if (passage !== null) reached.add(room.neighbours[wall]!);
    });
  }
  return reached;
}
