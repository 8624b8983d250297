import { type Cell, EAST, SOUTH, stepX, stepY, WEST } from '../cell.ts';

/** Values of the cells of a map. */
export const FLOOR = 0;
/** Value of cells with lava. */
export const LAVA = 1;
/** Value of the goal's cell. */
export const GOAL = 2;

/** Cells from one wall to the next: three of a room and the wall itself. */
const PERIOD = 4;

/**
 * Where rooms, walls and doors are: n × n rooms of 3 × 3 cells with walls of one cell between and around them. Cell
 * (x, y) has the index y · size + x, room (column, row) the index row · n + column; both are counted from the north-
 * west.
 */
export class MazeGeometry {
  /** Rooms along a side. */
  readonly rooms: number;
  /** Cells along a side: 4 n + 1. */
  readonly size: number;
  /** Every wall between two rooms, by the room to its north or west and the direction in which it lies from there. */
  readonly walls: readonly { readonly room: number; readonly direction: number }[];
  /** The rooms in the corners, from the north-west along the rows. */
  readonly corners: readonly number[];

  constructor(rooms: number) {
    this.rooms = rooms;
    this.size = PERIOD * rooms + 1;
    const all = Array.from({ length: rooms * rooms }, (_, room) => room);
    this.walls = all.flatMap((room) =>
      [EAST, SOUTH]
        .filter((direction) => this.neighbour(room, direction) >= 0)
        .map((direction) => ({ room, direction })),
    );
    this.corners = [0, rooms - 1, rooms * (rooms - 1), rooms * rooms - 1];
  }

  /** Index of a cell. */
  index([x, y]: Cell): number {
    return y * this.size + x;
  }

  /** The change of a cell's index by one step in a direction. */
  stride(direction: number): number {
    return stepY[direction]! * this.size + stepX[direction]!;
  }

  /** The room a cell lies in; −1 in walls, and so in doors. */
  roomAt(x: number, y: number): number {
    if (x % PERIOD === 0 || y % PERIOD === 0) return -1;
    return Math.floor(y / PERIOD) * this.rooms + Math.floor(x / PERIOD);
  }

  /** The next room in a direction; −1 beyond the edge. */
  neighbour(room: number, direction: number): number {
    const column = (room % this.rooms) + stepX[direction]!;
    const row = Math.floor(room / this.rooms) + stepY[direction]!;
    const exists = column >= 0 && column < this.rooms && row >= 0 && row < this.rooms;
    return exists ? row * this.rooms + column : -1;
  }

  /** Index of the cell in the middle of a room. */
  centre(room: number): Cell {
    return [PERIOD * (room % this.rooms) + 2, PERIOD * Math.floor(room / this.rooms) + 2];
  }

  /**
   * A cell of the wall of a room.
   * @param place −1, 0 or 1: which of the wall's three cells, from the west or north
   */
  wallCell(room: number, direction: number, place: number): Cell {
    const [x, y] = this.centre(room);
    const along = direction === WEST || direction === EAST;
    return [x + 2 * stepX[direction]! + (along ? 0 : place), y + 2 * stepY[direction]! + (along ? place : 0)];
  }

  /** Number of the wall between two rooms that a cell lies in, an index of `walls`; −1 for other cells. */
  wallAt([x, y]: Cell): number {
    const inside = x > 0 && y > 0 && x < this.size - 1 && y < this.size - 1;
    if (!inside || (x % PERIOD === 0) === (y % PERIOD === 0)) return -1;
    const direction = x % PERIOD === 0 ? EAST : SOUTH;
    const room = this.roomAt(x - stepX[direction]!, y - stepY[direction]!);
    return this.walls.findIndex((wall) => wall.room === room && wall.direction === direction);
  }

  /** Index of the cell without lava in the wall of a room in a direction; −1 where there is no door. */
  door(map: ArrayLike<number>, room: number, direction: number): number {
    const middle = this.index(this.wallCell(room, direction, 0));
    const along = this.stride(stepX[direction] === 0 ? EAST : SOUTH);
    for (let place = -1; place <= 1; place++) {
      if (map[middle + place * along] !== LAVA) return middle + place * along;
    }
    return -1;
  }

  /** The room of the goal. */
  goalRoom(map: Uint8Array): number {
    const goal = map.indexOf(GOAL);
    return this.roomAt(goal % this.size, Math.floor(goal / this.size));
  }
}
