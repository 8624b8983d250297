import type { Generator } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { stepLimit } from '../../step-limit.ts';
import { type Cell, cell, cells } from '../cell.ts';
import { MazeGeometry } from './geometry.ts';
import { crossings, type MazeLayout, shiftDoors } from './layout.ts';

/** A maze as people write it. Cells are [x, y], [0, 0] being the north-west corner. */
const layout = z.strictObject({ start: cell, goal: cell, doors: cells });

/**
 * The greatest `minCrossings` for random mazes of `rooms` × `rooms` rooms: about one of a thousand draws has a way of
 * this length (measured for 3 to 16 rooms).
 */
export function greatestMinCrossings(rooms: number): number {
  return 4 * (rooms - 1);
}

/** Three sides of the maze, as in the published experiments: 9 of 4 × 4 rooms. One draw in ten to fifty is as long. */
function usualMinCrossings(rooms: number): number {
  return 3 * (rooms - 1);
}

/** Settings of `RoomsMaze`. */
export const roomsMazeOptions = z
  .strictObject({
    rooms: z.int().min(3).max(64).default(4).describe('rooms along each side'),
    minCrossings: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'fewest rooms to be crossed from start to goal in a random maze, up to 4 · (rooms − 1); null: 3 · (rooms − 1)',
      ),
    maxSteps: stepLimit
      .nullable()
      .default(null)
      .describe('steps after which an episode is cut off; null: 25 · rooms'),
    doorChanges: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('probability, in every step, that a door opens and another one closes'),
    mazes: z
      .array(layout)
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'mazes to draw from, a list of {start: [x, y], goal: [x, y], doors: [[x, y], …]}; null: random ones',
      ),
    shiftDoors: z
      .boolean()
      .default(false)
      .describe('move each door of a given maze to any of the three cells of its wall'),
  })
  .superRefine(({ rooms, minCrossings, mazes }, context) => {
    // Refinements run even where the number of rooms is refused, and a maze of any number could take all memory.
    if (context.issues.length > 0) return;
    const most = greatestMinCrossings(rooms);
    if (minCrossings !== null && minCrossings > most) {
      const message = `a number <= ${most}, the longest ways of random mazes of ${rooms} × ${rooms} rooms`;
      context.addIssue({ code: 'custom', path: ['minCrossings'], message, input: minCrossings });
    }
    const geometry = new MazeGeometry(rooms);
    mazes?.forEach((maze, k) => {
      for (const { path, message, input } of faultsOf(geometry, maze)) {
        context.addIssue({ code: 'custom', path: ['mazes', k, ...path], message, input });
      }
    });
  });

/** Settings of `RoomsMaze`, with their defaults. */
export type RoomsMazeOptions = z.infer<typeof roomsMazeOptions>;

/** Fewest crossings of random mazes, as the settings say. */
export function minCrossingsOf({ rooms, minCrossings }: RoomsMazeOptions): number {
  return minCrossings ?? usualMinCrossings(rooms);
}

/** Steps after which an episode is cut off, as the settings say: twice the usual shortest way, and more. */
export function maxStepsOf({ rooms, maxSteps }: Pick<RoomsMazeOptions, 'rooms' | 'maxSteps'>): number {
  return maxSteps ?? 25 * rooms;
}

interface Fault {
  readonly path: readonly (string | number)[];
  /** The expected value, as a noun phrase. */
  readonly message: string;
  readonly input: unknown;
}

/** The faults of a layout; none if it is a maze with a way from start to goal. */
function faultsOf(geometry: MazeGeometry, { start, goal, doors }: MazeLayout): readonly Fault[] {
  const ends = Object.entries({ start, goal }).filter(([, place]) => !liesInRoom(geometry, place));
  const outside = doors.flatMap((door, k) => (geometry.wallAt(door) < 0 ? [{ door, k }] : []));
  if (ends.length > 0 || outside.length > 0) {
    return [
      ...ends.map(([name, input]) => ({ path: [name], message: 'a cell [x, y] inside a room', input })),
      ...outside.map(({ door, k }) => {
        return { path: ['doors', k], message: 'a cell [x, y] of a wall between two rooms', input: door };
      }),
    ];
  }
  if (start[0] === goal[0] && start[1] === goal[1]) {
    return [{ path: ['goal'], message: 'another cell than the start', input: goal }];
  }
  const walls = doors.map((door) => geometry.wallAt(door));
  if (new Set(walls).size < walls.length) {
    return [{ path: ['doors'], message: 'at most one door in a wall', input: doors }];
  }
  const rooms = crossings(geometry, walls, geometry.roomAt(...start), geometry.roomAt(...goal));
  return rooms < 0
    ? [{ path: ['doors'], message: 'doors that make a way from start to goal', input: doors }]
    : [];
}

function liesInRoom(geometry: MazeGeometry, [x, y]: Cell): boolean {
  const { size } = geometry;
  return x >= 0 && y >= 0 && x < size && y < size && geometry.roomAt(x, y) >= 0;
}

/**
 * The layout of an episode where reset options or settings give any; undefined for a random one. One of several mazes
 * is drawn.
 *
 * @param given the options of `reset`: start, goal and doors together, and whether to shift the doors
 * @throws ConfigError when it is not a maze with a way from start to goal
 */
export function givenLayout(
  geometry: MazeGeometry,
  { mazes, shiftDoors: always }: RoomsMazeOptions,
  given: Record<string, unknown> | null | undefined,
  random: Generator,
): MazeLayout | undefined {
  const asked = given !== undefined && given !== null && Object.keys(given).length > 0;
  if (!asked && mazes === null) return undefined;
  const { shift, ...maze } = asked
    ? parseReset(geometry, given, always)
    : { ...mazes![random.integers(0, mazes!.length)]!, shift: always };
  return shift ? shiftDoors(geometry, maze, random) : maze;
}

function parseReset(geometry: MazeGeometry, given: object, always: boolean) {
  const schema = layout.extend({ shiftDoors: z.boolean().default(always) }).superRefine((maze, context) => {
    for (const { path, message, input } of faultsOf(geometry, maze)) {
      context.addIssue({ code: 'custom', path: [...path], message, input });
    }
  });
  const { shiftDoors: shift, ...maze } = parseConfig(schema, given, 'RoomsMaze.reset.options');
  return { ...maze, shift };
}
