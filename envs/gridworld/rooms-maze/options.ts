import type { Generator } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../src/run/config.ts';
import type { MazeGeometry } from './geometry.ts';
import { crossings, type MazeLayout, shiftDoors } from './layout.ts';

/** Settings of `RoomsMaze`. */
export const roomsMazeOptions = z.strictObject({
  rooms: z.int().min(3).max(64).default(4).describe('rooms along each side'),
  minCrossings: z
    .int()
    .min(1)
    .max(4096)
    .default(9)
    .describe('fewest rooms to be crossed from start to goal in a random maze'),
  maxSteps: z
    .int()
    .positive()
    .max(10_000_000)
    .default(100)
    .describe('steps after which an episode is cut off'),
});

export type RoomsMazeOptions = z.infer<typeof roomsMazeOptions>;

/** A layout for `reset({ options })`: all three parts, or nothing. Cells are [x, y], [0, 0] being the north-west corner. */
function layoutOptions(geometry: MazeGeometry) {
  const cell = z.tuple([z.int(), z.int()]).readonly();
  const inRoom = cell.refine(([x, y]) => contains(geometry, x, y) && geometry.roomAt(x, y) >= 0, {
    error: 'a cell [x, y] inside a room',
    abort: true,
  });
  const inWall = cell.refine((door) => geometry.wallAt(door) >= 0, {
    error: 'a cell [x, y] of a wall between two rooms',
    abort: true,
  });
  return z
    .strictObject({
      start: inRoom,
      goal: inRoom,
      doors: z
        .array(inWall)
        .readonly()
        .refine((doors) => new Set(doors.map((door) => geometry.wallAt(door))).size === doors.length, {
          error: 'at most one door in a wall',
        }),
      /** Move each door to any of the three cells of its wall, as in the published experiments. */
      shiftDoors: z.boolean().default(false),
    })
    .refine(({ start, goal }) => start[0] !== goal[0] || start[1] !== goal[1], {
      path: ['goal'],
      error: 'another cell than the start',
    })
    .refine(
      ({ start, goal, doors }) => {
        const walls = doors.map((door) => geometry.wallAt(door));
        return crossings(geometry, walls, geometry.roomAt(...start), geometry.roomAt(...goal)) >= 0;
      },
      { path: ['doors'], error: 'doors that make a way from start to goal' },
    );
}

function contains({ size }: MazeGeometry, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < size && y < size;
}

/**
 * The layout that reset options ask for; undefined where they ask for none.
 * @throws ConfigError when it is not a maze with a way from start to goal
 */
export function givenLayout(
  geometry: MazeGeometry,
  options: Record<string, unknown> | undefined,
  random: Generator,
): MazeLayout | undefined {
  if (options === undefined || Object.keys(options).length === 0) return undefined;
  const given = parseConfig(layoutOptions(geometry), options, 'RoomsMaze.reset.options');
  const { shiftDoors: shift, ...layout } = given;
  return shift ? shiftDoors(geometry, layout, random) : layout;
}
