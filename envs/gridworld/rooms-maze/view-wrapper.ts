import type { Env } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { concatenate } from '../../../src/encoding/combine.ts';
import { EncodedObservation, viewed, viewWindow } from '../encoded-observation.ts';
import type { MazeGeometry } from './geometry.ts';
import { type MazeObservation, RoomsMaze } from './rooms-maze.ts';
import { egocentricView, type MazeView, mapView, relativeView, waveView } from './views.ts';

/** The views by their names. */
const views: Readonly<Record<string, (geometry: MazeGeometry, window: number) => MazeView>> = {
  egocentric: egocentricView,
  relative: relativeView,
  map: mapView,
  wave: waveView,
};

const settingsSchema = z.strictObject({
  /** Shown one after another. Default `['egocentric']`. */
  views: z
    .array(z.enum(['egocentric', 'relative', 'map', 'wave']))
    .min(1)
    .default(['egocentric']),
  /** Cells along each side of the egocentric view, odd, from 3 to 65. Default 7. */
  window: viewWindow(65),
});

export type RoomsMazeViewSettings = z.input<typeof settingsSchema>;

/**
 * Shows the rooms maze as the agent sees it, a vector of 0 to 1:
 *
 * - `egocentric`: lava and goal in the `window` × `window` cells around it;
 * - `relative`: the doors and the goal of its room, by their offsets from the agent;
 * - `map`, for the level of rooms: where the goal's room lies, which walls have doors, and where the agent came from;
 * - `wave`: which doors of its room lead nearer to the goal, all planning done.
 */
export class RoomsMazeViewWrapper extends EncodedObservation<MazeObservation, number> {
  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<MazeObservation, number>, settings: RoomsMazeViewSettings = {}) {
    const { views: names, window } = parseConfig(settingsSchema, settings, 'RoomsMazeViewWrapper');
    const { geometry } = viewed(env, RoomsMaze, 'RoomsMazeViewWrapper');
    super(env, settings, concatenate(...names.map((name) => views[name]!(geometry, window))));
  }
}
