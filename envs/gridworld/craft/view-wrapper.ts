import type { Env } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { concatenate } from '../../../src/encoding/combine.ts';
import { EncodedObservation, viewed, viewWindow } from '../encoded-observation.ts';
import { Craft, type CraftObservation } from './craft.ts';
import { type CraftView, egocentricView, possessionsView, relativeView } from './views.ts';

/** The views by their names. */
const views: Readonly<Record<string, (window: number) => CraftView>> = {
  egocentric: egocentricView,
  relative: () => relativeView,
  possessions: () => possessionsView,
};

const settingsSchema = z.strictObject({
  /** Shown one after another. Default `['egocentric', 'possessions']`. */
  views: z
    .array(z.enum(['egocentric', 'relative', 'possessions']))
    .min(1)
    .default(['egocentric', 'possessions']),
  /** Cells along each side of the egocentric view, odd, from 3 to 19. Default 7. */
  window: viewWindow(19),
});

export type CraftViewSettings = z.input<typeof settingsSchema>;

/**
 * Shows Craft as the agent sees it, a vector of 0 to 1:
 *
 * - `egocentric`: what lies in the `window` × `window` cells around it and ahead, and where it looks;
 * - `relative`: for each subtask, which moves lead nearer to what it is about, and whether that lies ahead;
 * - `possessions`: the task, the items carried, and which treasures are within reach.
 */
export class CraftViewWrapper extends EncodedObservation<CraftObservation, number> {
  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<CraftObservation, number>, settings: CraftViewSettings = {}) {
    const { views: names, window } = parseConfig(settingsSchema, settings, 'CraftViewWrapper');
    viewed(env, Craft, 'CraftViewWrapper');
    super(env, settings, concatenate(...names.map((name) => views[name]!(window))));
  }
}
