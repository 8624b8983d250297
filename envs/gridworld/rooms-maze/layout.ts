import type { Generator } from 'gymnasium-js';
import { UsageError } from '../../../src/errors.ts';
import { type Cell, opposite } from '../cell.ts';
import { FLOOR, GOAL, LAVA, type MazeGeometry } from './geometry.ts';

/** The layout of a maze. */
export type MazeLayout = {
  readonly start: Cell;
  readonly goal: Cell;
  /** One cell in each wall that has a door. */
  readonly doors: readonly Cell[];
};

/** The cells of a maze, `[size, size]` row-major: floor, lava or goal. */
export function drawMap(geometry: MazeGeometry, { goal, doors }: MazeLayout): Uint8Array {
  const { size } = geometry;
  const map = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) map[y * size + x] = geometry.roomAt(x, y) < 0 ? LAVA : FLOOR;
  }
  for (const door of doors) map[geometry.index(door)] = FLOOR;
  map[geometry.index(goal)] = GOAL;
  return map;
}

const ATTEMPTS = 100_000;

/**
 * A random maze: start and goal in two different corner rooms; doors are opened in walls picked at random, one after
 * another, until there is a way from one to the other. A maze with a way of fewer than `minCrossings` rooms is drawn
 * anew. The cells in the two rooms and the cell of each door in its wall are drawn last.
 *
 * @throws UsageError when none of many draws is long enough
 */
export function drawLayout(geometry: MazeGeometry, minCrossings: number, random: Generator): MazeLayout {
  const { walls, corners } = geometry;
  const order = Int32Array.from(walls, (_, wall) => wall);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = random.integers(0, 4);
    const from = corners[first]!;
    const to = corners[(first + random.integers(1, 4)) % 4]!;
    random.shuffle(order);
    const opened = openUntilConnected(geometry, order, from, to);
    if (crossings(geometry, opened, from, to) < minCrossings) continue;
    const cellIn = (room: number): Cell => {
      const [x, y] = geometry.centre(room);
      return [x + random.integers(-1, 2), y + random.integers(-1, 2)];
    };
    const [start, goal] = [cellIn(from), cellIn(to)];
    return { start, goal, doors: opened.map((wall) => anyCellOf(geometry, wall, random)) };
  }
  throw new UsageError(
    `minCrossings: expected a length that random mazes of ${geometry.rooms} × ${geometry.rooms} rooms have, received ` +
      `${minCrossings}, and none of ${ATTEMPTS} draws was as long; choose a lower one, or more rooms`,
  );
}

/** A layout with each door moved to any of the three cells of its wall, as in the published experiments. */
export function shiftDoors(geometry: MazeGeometry, layout: MazeLayout, random: Generator): MazeLayout {
  return { ...layout, doors: layout.doors.map((door) => anyCellOf(geometry, geometry.wallAt(door), random)) };
}

/**
 * A layout in which a door has opened and another one has closed. A wall without a door gets one in any of its cells. Then
 * the other doors are tried in random order, and the first one closes that leaves a way from the agent to the goal; where
 * there is no such door, none closes. The door that the agent is in stays.
 *
 * @param at the agent's cell
 * @param room the agent's room
 */
export function changeDoors(
  geometry: MazeGeometry,
  layout: MazeLayout,
  { at, room }: { readonly at: Cell; readonly room: number },
  random: Generator,
): MazeLayout {
  const { doors, goal } = layout;
  const present = doors.map((door) => geometry.wallAt(door));
  const closed = geometry.walls.flatMap((_, wall) => (present.includes(wall) ? [] : [wall]));
  const opened = closed.length === 0 ? [] : [closed[random.integers(0, closed.length)]!];
  const newDoors = opened.map((wall) => anyCellOf(geometry, wall, random));
  const goalRoom = geometry.roomAt(...goal);
  const order = random.permutation(doors.length);
  const closing = order.find((door) => {
    if (present[door] === geometry.wallAt(at)) return false;
    const others = present.filter((_, k) => k !== door);
    return crossings(geometry, [...others, ...opened], room, goalRoom) >= 0;
  });
  return { ...layout, doors: [...doors.filter((_, k) => k !== closing), ...newDoors] };
}

function anyCellOf(geometry: MazeGeometry, wall: number, random: Generator): Cell {
  const { room, direction } = geometry.walls[wall]!;
  return geometry.wallCell(room, direction, random.integers(-1, 2));
}

/** The first walls of a list, up to the one whose opening connects two rooms. */
function openUntilConnected(
  geometry: MazeGeometry,
  order: Int32Array,
  from: number,
  to: number,
): readonly number[] {
  // Sets of connected rooms as trees (union–find); a root is its own parent.
  const parent = Int32Array.from({ length: geometry.rooms * geometry.rooms }, (_, room) => room);
  const root = (room: number) => {
    let r = room;
    while (parent[r] !== r) r = parent[r] = parent[parent[r]!]!;
    return r;
  };
  let count = 0;
  while (root(from) !== root(to)) {
    const { room, direction } = geometry.walls[order[count++]!]!;
    parent[root(room)] = root(geometry.neighbour(room, direction));
  }
  return Array.from(order.subarray(0, count));
}

/** Fewest rooms to be crossed from one room to another, which must be connected. */
export function crossings(
  geometry: MazeGeometry,
  opened: readonly number[],
  from: number,
  to: number,
): number {
  const { rooms } = geometry;
  const open = new Uint8Array(4 * rooms * rooms);
  for (const wall of opened) {
    const { room, direction } = geometry.walls[wall]!;
    open[4 * room + direction] = 1;
    open[4 * geometry.neighbour(room, direction) + opposite(direction)] = 1;
  }
  const distance = new Int32Array(rooms * rooms).fill(-1);
  const queue = new Int32Array(rooms * rooms);
  let last = 0;
  queue[last++] = from;
  distance[from] = 0;
  for (let first = 0; first < last; first++) {
    const room = queue[first]!;
    for (let direction = 0; direction < 4; direction++) {
      if (!open[4 * room + direction]) continue;
      const next = geometry.neighbour(room, direction);
      if (distance[next]! >= 0) continue;
      distance[next] = distance[room]! + 1;
      queue[last++] = next;
    }
  }
  return distance[to]!;
}
