import { z } from 'zod';
import { stepLimit } from '../../step-limit.ts';
import { pointSchema } from '../geometry.ts';
import { movementOptions } from '../point-env.ts';

/** Settings of `ButtonChain`; lengths in arena units. */
export const buttonChainOptions = z.strictObject({
  buttons: z.int().min(2).max(16).default(8).describe('K: buttons to be pressed, in order, before the food'),
  range: z
    .number()
    .positive()
    .max(100)
    .default(0.75)
    .describe('agent, buttons and food start anywhere in ± this range in x and in y'),
  spacing: z
    .number()
    .nonnegative()
    .max(100)
    .default(0.3)
    .describe('least distance between any two of them at the start'),
  radius: z
    .number()
    .positive()
    .max(100)
    .default(0.15)
    .describe('how close the agent must come to a goal to reach it'),
  ...movementOptions,
  maxSteps: stepLimit.default(3000).describe('steps after which an episode is cut off'),
});

/** Settings of `ButtonChain`, with their defaults. */
export type ButtonChainOptions = z.infer<typeof buttonChainOptions>;

/** Schema of `reset({ options })`: a layout, or parts of one; the other parts are drawn. */
export const layoutOptions = z.strictObject({
  start: pointSchema.optional().describe('position of the agent'),
  buttons: z.array(pointSchema).readonly().optional().describe('positions of the buttons, in order'),
  food: pointSchema.optional().describe('position of the food'),
});

/** A layout, or parts of one, as `reset` takes it. */
export type LayoutOptions = z.infer<typeof layoutOptions>;
