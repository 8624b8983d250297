import { z } from 'zod';
import { stepLimit } from '../../step-limit.ts';
import { tasks } from './tasks.ts';

/** The names of the tasks, and `any`: one of them at random in every episode. */
export const taskNames = ['any', ...tasks.map(({ name }) => name)] as const;

/** Settings of `Craft`. */
export const craftOptions = z.strictObject({
  task: z.enum(taskNames).default('any').describe('what is to be done; any: drawn anew in every episode'),
  maxSteps: stepLimit.default(100).describe('steps after which an episode is cut off'),
});

/** Settings of `Craft`, with their defaults. */
export type CraftOptions = z.infer<typeof craftOptions>;

/** Schema of `reset({ options })`. */
export const craftResetOptions = z.strictObject({
  task: z.enum(taskNames).optional().describe('the task of this episode'),
});
