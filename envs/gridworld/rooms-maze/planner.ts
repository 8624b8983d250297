import { UsageError } from '../../../src/errors.ts';
import { EAST, NORTH, opposite, SOUTH, WEST } from '../cell.ts';
import { LAVA, type MazeGeometry } from './geometry.ts';

/** Subtask of reaching the goal in the present room; the four others are the directions in which to leave it. */
export const STAY = 4;

/**
 * Shortest ways through one maze, from a breadth-first wave that spreads from the goal.
 *
 * The room of an agent in a door is the one that it came from: crossing begins in a room and ends in the next one.
 */
export class MazePlanner {
  /** Steps from each cell to the goal; −1 where there is no way. */
  readonly distance: Int32Array;
  readonly #geometry: MazeGeometry;
  readonly #goal: number;
  readonly #goalRoom: number;
  /** Cell of each room's door in each direction, `[room, direction]`; −1 where there is none. */
  readonly #doors: Int32Array;

  /** @param goal index of its cell */
  constructor(geometry: MazeGeometry, map: Uint8Array, goal: number) {
    this.#geometry = geometry;
    this.#goal = goal;
    this.#goalRoom = geometry.roomAt(goal % geometry.size, Math.floor(goal / geometry.size));
    this.distance = spread(geometry, map, goal);
    this.#doors = Int32Array.from({ length: 4 * geometry.rooms * geometry.rooms }, (_, i) =>
      geometry.door(map, i >> 2, i & 3),
    );
  }

  /** Cell of a room's door in a direction; −1 where there is none. */
  door(room: number, direction: number): number {
    return this.#doors[4 * room + direction]!;
  }

  /**
   * Whether the wave came into a room through its door in a direction, so that going out there leads towards the
   * goal.
   */
  nearer(room: number, direction: number): boolean {
    const door = this.door(room, direction);
    return door >= 0 && this.distance[door + this.#geometry.stride(direction)]! < this.distance[door]!;
  }

  /** The goal's cell, if it lies in this room; else −1. */
  goalIn(room: number): number {
    return room === this.#goalRoom ? this.#goal : -1;
  }

  /**
   * The subtask that is due on a shortest way to the goal: leave the room in one of the four directions, or reach the
   * goal in it. Of several shortest ways it means the one whose direction comes first, all the way to the door.
   *
   * @param at the agent's cell
   * @param room the agent's room
   * @throws UsageError when there is no way
   */
  subtask(at: number, room: number): number {
    if (room === this.#goalRoom) return STAY;
    let best = -1;
    let fewest = Number.POSITIVE_INFINITY;
    for (let direction = 0; direction < 4; direction++) {
      if (!this.nearer(room, direction)) continue;
      const door = this.door(room, direction);
      const steps = this.#offset(at, door).steps + this.distance[door]!;
      if (steps < fewest) [best, fewest] = [direction, steps];
    }
    if (best >= 0) return best;
    throw new UsageError(
      'RoomsMaze: expected a goal that can be reached, found no way. Give the maze more doors.',
    );
  }

  /**
   * The first step of a shortest way to carry out a subtask: the agent first becomes level with the door (towards the
   * goal: north or south first), then goes to it. The step that is due where the subtask cannot be carried out.
   */
  action(at: number, room: number, subtask: number): number {
    const target = subtask === STAY ? this.goalIn(room) : this.door(room, subtask);
    if (target < 0) return this.action(at, room, this.subtask(at, room));
    if (target === at) return subtask === STAY ? NORTH : subtask;
    const back = this.#wayBack(at, room);
    if (back >= 0) return back;
    const { dx, dy } = this.#offset(at, target);
    const verticalLast = subtask === NORTH || subtask === SOUTH;
    if (dy === 0 || (dx !== 0 && verticalLast)) return dx < 0 ? WEST : EAST;
    return dy < 0 ? NORTH : SOUTH;
  }

  /** The first move from a cell to another. Within a room and its doors, nothing stands in the way. */
  #offset(from: number, to: number) {
    const { size } = this.#geometry;
    const dx = (to % size) - (from % size);
    const dy = Math.floor(to / size) - Math.floor(from / size);
    return { dx, dy, steps: Math.abs(dx) + Math.abs(dy) };
  }

  /** The direction that leads from a door back into its room; −1 inside the room. */
  #wayBack(at: number, room: number): number {
    for (let direction = 0; direction < 4; direction++) {
      if (this.door(room, direction) === at) return opposite(direction);
    }
    return -1;
  }
}

/** Steps from every cell to the goal through cells without lava; −1 where there is no way. */
function spread(geometry: MazeGeometry, map: Uint8Array, goal: number): Int32Array {
  const distance = new Int32Array(map.length).fill(-1);
  const queue = new Int32Array(map.length);
  const strides = [NORTH, SOUTH, WEST, EAST].map((direction) => geometry.stride(direction));
  let last = 0;
  queue[last++] = goal;
  distance[goal] = 0;
  for (let first = 0; first < last; first++) {
    const cell = queue[first]!;
    // The outer wall is closed, so a neighbour is never beyond the edge.
    for (const stride of strides) {
      const next = cell + stride;
      if (map[next] === LAVA || distance[next]! >= 0) continue;
      distance[next] = distance[cell]! + 1;
      queue[last++] = next;
    }
  }
  return distance;
}
