import type { Env } from 'gymnasium-js';
import type { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { concatenate } from '../../../src/encoding/combine.ts';
import { EncodedObservation, viewed, viewSettings } from '../encoded-observation.ts';
import { RoomsMaze } from './rooms-maze.ts';
import type { MazeObservation } from './types.ts';
import { mazeViews } from './views.ts';

/** `views` are shown one after another; `window` is the side of the egocentric one, odd, from 3 to 65 cells. */
const settingsSchema = viewSettings(mazeViews, ['egocentric'], 65);

/** Settings of `RoomsMazeViewWrapper`; default: `views` egocentric alone, `window` 7. */
export type RoomsMazeViewSettings = z.input<typeof settingsSchema>;

/**
 * Shows the rooms maze as the agent sees it, a vector of 0 to 1:
 *
 * - `egocentric`: lava and goal in the `window` × `window` cells around it;
 * - `relative`: the offsets of the doors and the goal of its room from the agent;
 * - `offsets`: the same, with the goal by its steps in each direction;
 * - `salient`: that, with all but these steps at half strength;
 * - `map`, for the level of rooms: the goal's room, the walls with doors, and the room from which the agent came;
 * - `wave`: the doors of its room that lead nearer to the goal.
 */
export class RoomsMazeViewWrapper extends EncodedObservation<MazeObservation, number> {
  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<MazeObservation, number>, settings: RoomsMazeViewSettings = {}) {
    const { views: names, window } = parseConfig(settingsSchema, settings, 'RoomsMazeViewWrapper');
    const { geometry } = viewed(env, RoomsMaze, 'RoomsMazeViewWrapper');
    super(env, settings, concatenate(...names.map((name) => mazeViews[name](geometry, window))));
  }
}
