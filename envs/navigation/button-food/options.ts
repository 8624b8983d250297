import { z } from 'zod';
import { stepLimit } from '../../step-limit.ts';
import { pointSchema } from '../geometry.ts';
import { movementOptions } from '../point-env.ts';

const length = z.number().nonnegative().max(100);
const radius = z.number().positive().max(100);
const distanceRange = z
  .tuple([length, length])
  .readonly()
  .refine(([min, max]) => min <= max, { error: 'a list [min, max] with min ≤ max' });

/** Settings of `ButtonFood`. The defaults are those of Capone et al. 2022; lengths in arena units. */
export const buttonFoodOptions = z.strictObject({
  buttonDistance: distanceRange.default([1, 1]).describe('[min, max] distance of the button from the origin'),
  foodDistance: distanceRange.default([1, 1]).describe('[min, max] distance of the food from the button'),
  startRange: length.default(0).describe('the agent starts anywhere in ± this range around the origin'),
  lockRadius: radius.default(0.15).describe('how close the agent must come to the button to unlock the food'),
  foodRadius: radius.default(0.15).describe('how close the agent must come to the unlocked food to succeed'),
  ...movementOptions,
  maxSteps: stepLimit.default(1500).describe('steps after which an episode is cut off'),
});

/** Settings of `ButtonFood`, with their defaults. */
export type ButtonFoodOptions = z.infer<typeof buttonFoodOptions>;

/** Schema of `reset({ options })`: a layout, or parts of one; the other parts are drawn. */
export const layoutOptions = z.strictObject({
  start: pointSchema.optional().describe('position of the agent'),
  button: pointSchema.optional().describe('position of the button'),
  food: pointSchema.optional().describe('position of the food'),
});

/** A layout, or parts of one, as `reset` takes it. */
export type LayoutOptions = z.infer<typeof layoutOptions>;
