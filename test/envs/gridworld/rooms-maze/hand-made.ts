import { RoomsMaze, type RoomsMazeSettings } from '../../../../envs/gridworld/rooms-maze/rooms-maze.ts';

/**
 * A maze of 3 × 3 rooms, from the room in the north-west to the one to its south-east:
 *
 *     # # # # # # # # # # # # #
 *     # s . . # . . . # . . . #
 *     # . . . # . . . # . . . #
 *     # . . . d . . . # . . . #      door [4, 3]
 *     # d # # # # d # # # # # #      doors [1, 4] and [6, 4]
 *     # . . . # . . . # . . . #
 *     # . . . # . g . # . . . #
 *     # . . . # . . . # . . . #
 *     # # # # # # # # # # # # #      and below three rooms without doors
 */
export const handMade = {
  start: [1, 1],
  goal: [6, 6],
  doors: [
    [4, 3],
    [1, 4],
    [6, 4],
  ],
} as const;

export const [NORTH, SOUTH, WEST, EAST, STAY] = [0, 1, 2, 3, 4] as const;

export function handMadeMaze(settings: RoomsMazeSettings = {}, layout: object = handMade): RoomsMaze {
  const env = new RoomsMaze({ rooms: 3, ...settings });
  env.reset({ options: { ...layout } });
  return env;
}
