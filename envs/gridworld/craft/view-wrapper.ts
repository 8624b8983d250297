import type { Env } from 'gymnasium-js';
import type { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { concatenate } from '../../../src/encoding/combine.ts';
import { EncodedObservation, viewed, viewSettings } from '../encoded-observation.ts';
import { Craft } from './craft.ts';
import type { CraftObservation } from './types.ts';
import { craftViews } from './views.ts';

/** `views` are shown one after another; `window` is the side of the egocentric one, odd, from 3 to 19 cells. */
const settingsSchema = viewSettings(craftViews, ['egocentric', 'possessions'], 19);

/** Settings of `CraftViewWrapper`; default: `views` egocentric and possessions, `window` 7. */
export type CraftViewSettings = z.input<typeof settingsSchema>;

/**
 * Shows Craft as the agent sees it, a vector of 0 to 1:
 *
 * - `egocentric`: the things in the `window` × `window` cells around it and ahead, and the direction in which it looks;
 * - `relative`: for each subtask, the moves that lead nearer to its target, and whether the target lies ahead;
 * - `possessions`: the task, the items carried, and the treasures within reach.
 */
export class CraftViewWrapper extends EncodedObservation<CraftObservation, number> {
  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<CraftObservation, number>, settings: CraftViewSettings = {}) {
    const { views: names, window } = parseConfig(settingsSchema, settings, 'CraftViewWrapper');
    viewed(env, Craft, 'CraftViewWrapper');
    super(env, settings, concatenate(...names.map((name) => craftViews[name](window))));
  }
}
