import { concatenate } from '../../../src/encoding/combine.ts';
import type { ObservationEncoder } from '../../../src/encoding/encoder.ts';
import { stepX, stepY } from '../cell.ts';
import { FLOOR, GOAL, LAVA, type MazeGeometry } from './geometry.ts';
import { MazePlanner } from './planner.ts';
import type { MazeObservation } from './types.ts';

/** Views of the maze as input units of 0 to 1. */
export type MazeView = ObservationEncoder<MazeObservation>;

const sides = ['north', 'south', 'west', 'east'] as const;
/** Largest offset sidewards: two, between opposite cells of a room. */
const REACH = 2;
/** Steps ahead to a door: 0 in it, 3 across the room, 4 and more from another door. */
const AHEAD = 4;

/**
 * The doors and the goal of the present room, seen from the agent: for each direction whether there is a door, its
 * offset to the side (−2…2, to the east or south) and ahead (0…4); and the cell of the goal, if it lies in the
 * room.
 */
export function relativeView(geometry: MazeGeometry): MazeView {
  return concatenate(doorsView(geometry), goalView(geometry, goalCells));
}

/** As `relativeView`, with the goal by its steps in each direction, which neighbouring cells share. */
export function offsetsView(geometry: MazeGeometry): MazeView {
  return concatenate(doorsView(geometry), goalView(geometry, goalOffsets));
}

/**
 * As `offsetsView`, with the position of the goal in units twice as strong as the others. Some ten units of doors are on, and one
 * to four of the goal: as strong as these, they let the worker that goes to the goal take doors for signs of where it lies.
 */
export function salientView(geometry: MazeGeometry): MazeView {
  const view = offsetsView(geometry);
  const weak = view.size - goalOffsets.labels.length;
  return {
    ...view,
    encode(out, observation) {
      view.encode(out, observation);
      for (let unit = 0; unit < weak; unit++) out[unit]! /= 2;
    },
  };
}

const sideUnits = 2 * REACH + 1;
const offsets = Array.from({ length: sideUnits }, (_, k) => k - REACH);

function doorsView(geometry: MazeGeometry): MazeView {
  const perSide = 1 + sideUnits + AHEAD + 1;
  return {
    size: 4 * perSide,
    labels: sides.flatMap((side) => [
      `${side} closed`,
      ...offsets.map((offset) => `${side} door ${offset} aside`),
      ...Array.from({ length: AHEAD + 1 }, (_, steps) => `${side} door ${steps} ahead`),
    ]),
    encode(out, { map, agent, rooms }) {
      out.fill(0);
      const { size } = geometry;
      const [x, y] = [agent[0]!, agent[1]!];
      for (let direction = 0; direction < 4; direction++) {
        const first = direction * perSide;
        const door = geometry.door(map, rooms[0]!, direction);
        if (door < 0) {
          out[first] = 1;
          continue;
        }
        const dx = (door % size) - x;
        const dy = Math.floor(door / size) - y;
        const aside = stepX[direction] === 0 ? dx : dy;
        const ahead = dx * stepX[direction]! + dy * stepY[direction]!;
        out[first + 1 + REACH + clip(aside)] = 1;
        out[first + 1 + sideUnits + Math.min(Math.max(ahead, 0), AHEAD)] = 1;
      }
    },
  };
}

/** A code of the offset of the goal in the present room. */
interface GoalCode {
  readonly labels: readonly string[];
  /** The units that are on, for offsets of −2…2. */
  units(dx: number, dy: number): readonly number[];
}

/** A unit for each cell. */
const goalCells: GoalCode = {
  labels: offsets.flatMap((dy) => offsets.map((dx) => `goal at ${dx}, ${dy}`)),
  units: (dx, dy) => [sideUnits * (dy + REACH) + dx + REACH],
};

/** For each direction: whether the goal lies one step or more, and two steps or more, that way. */
const goalOffsets: GoalCode = {
  labels: sides.flatMap((side) => [1, 2].map((steps) => `goal ${steps} or more to the ${side}`)),
  units: (dx, dy) =>
    sides.flatMap((_, direction) => {
      const steps = Math.max(0, dx * stepX[direction]! + dy * stepY[direction]!);
      return Array.from({ length: steps }, (_, k) => REACH * direction + k);
    }),
};

function goalView(geometry: MazeGeometry, { labels, units }: GoalCode): MazeView {
  return {
    size: 1 + labels.length,
    labels: ['goal elsewhere', ...labels],
    encode(out, { map, agent, rooms }) {
      out.fill(0);
      const { size } = geometry;
      const [x, y] = [agent[0]!, agent[1]!];
      const goal = map.indexOf(GOAL);
      const dx = (goal % size) - x;
      const dy = Math.floor(goal / size) - y;
      if (geometry.roomAt(x + dx, y + dy) !== rooms[0]) {
        out[0] = 1;
        return;
      }
      for (const unit of units(clip(dx), clip(dy))) out[1 + unit] = 1;
    },
  };
}

function clip(offset: number): number {
  return Math.min(REACH, Math.max(-REACH, offset));
}

/** Lava and goal in the cells around the agent, `window` × `window`; beyond the maze there is nothing. */
export function egocentricView(geometry: MazeGeometry, window: number): MazeView {
  const reach = (window - 1) / 2;
  const cells = Array.from({ length: window * window }, (_, k) => ({
    dx: (k % window) - reach,
    dy: Math.floor(k / window) - reach,
  }));
  return {
    size: 2 * cells.length,
    labels: cells.flatMap(({ dx, dy }) => [`lava at ${dx}, ${dy}`, `goal at ${dx}, ${dy}`]),
    encode(out, { map, agent }) {
      const { size } = geometry;
      let k = 0;
      for (const { dx, dy } of cells) {
        const x = agent[0]! + dx;
        const y = agent[1]! + dy;
        const cell = x >= 0 && y >= 0 && x < size && y < size ? map[y * size + x] : FLOOR;
        out[k++] = cell === LAVA ? 1 : 0;
        out[k++] = cell === GOAL ? 1 : 0;
      }
    },
  };
}

/**
 * For each direction whether a wave that spreads from the goal came in there (going there leads nearer), did not
 * (farther), or there is no door. The agent does not need to plan itself.
 */
export function waveView(geometry: MazeGeometry): MazeView {
  const plannerOf = lastPlanner(geometry);
  return {
    size: 12,
    labels: sides.flatMap((side) => ['closed', 'farther', 'nearer'].map((way) => `${side} ${way}`)),
    encode(out, { map, rooms }) {
      out.fill(0);
      const planner = plannerOf(map);
      for (let direction = 0; direction < 4; direction++) {
        const way = planner.door(rooms[0]!, direction) < 0 ? 0 : planner.nearer(rooms[0]!, direction) ? 2 : 1;
        out[3 * direction + way] = 1;
      }
    },
  };
}

/** Planners by map; the latest one is kept, since a maze stays the same for an episode. */
function lastPlanner(geometry: MazeGeometry): (map: Uint8Array) => MazePlanner {
  let known: { readonly map: Uint8Array; readonly planner: MazePlanner } | null = null;
  return (map) => {
    // Compared by content: the owner of an observation may write to it.
    if (known === null || !sameBytes(known.map, map)) {
      known = { map: map.slice(), planner: new MazePlanner(geometry, map, map.indexOf(GOAL)) };
    }
    return known.planner;
  };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/**
 * A map without any planning, seen from the present room: the position of the goal's room; the walls with doors,
 * those of the present room counting ½, those of the next ones ¼, and so on; and the side from which the agent came
 * in.
 */
export function mapView(geometry: MazeGeometry): MazeView {
  const { rooms: n, walls } = geometry;
  const span = 2 * n - 1; // from n − 1 rooms to the west to n − 1 rooms to the east
  const offsets = Array.from({ length: span }, (_, k) => k - n + 1);
  const goalUnits = 2 * span;
  const wallUnits = 2 * span * span;
  return {
    size: goalUnits + wallUnits + 5,
    labels: [
      ...offsets.map((offset) => `goal room Δx ${offset}`),
      ...offsets.map((offset) => `goal room Δy ${offset}`),
      ...offsets.flatMap((dy) =>
        offsets.flatMap((dx) => ['south', 'east'].map((side) => `door ${side} of room ${dx}, ${dy}`)),
      ),
      ...sides.map((side) => `came from the ${side}`),
      'at the start',
    ],
    encode(out, { map, rooms }) {
      out.fill(0);
      const [room, before] = [rooms[0]!, rooms[1]!];
      const [column, row] = [room % n, Math.floor(room / n)];
      const goalRoom = geometry.goalRoom(map);
      out[(goalRoom % n) - column + n - 1] = 1;
      out[span + Math.floor(goalRoom / n) - row + n - 1] = 1;
      for (const wall of walls) {
        if (geometry.door(map, wall.room, wall.direction) < 0) continue;
        const dx = (wall.room % n) - column;
        const dy = Math.floor(wall.room / n) - row;
        const east = stepX[wall.direction]!;
        // Rooms from the middle of the present one to the wall: a half, one and a half, …
        const away = Math.abs(dx + east / 2) + Math.abs(dy + (1 - east) / 2);
        out[goalUnits + 2 * ((dy + n - 1) * span + dx + n - 1) + east] = 2 ** -(away + 0.5);
      }
      const from = sides.findIndex((_, direction) => geometry.neighbour(room, direction) === before);
      out[goalUnits + wallUnits + (from < 0 ? 4 : from)] = 1;
    },
  };
}

/** The views by their names. */
export const mazeViews = {
  egocentric: egocentricView,
  relative: relativeView,
  offsets: offsetsView,
  salient: salientView,
  map: mapView,
  wave: waveView,
} as const satisfies Readonly<Record<string, (geometry: MazeGeometry, window: number) => MazeView>>;
