import { z } from 'zod';
import type { ContextUse } from '../contextual-input.ts';

/** Settings of a linear model. */
export interface LinearConfig {
  /** Its name in the catalogue. */
  readonly model: 'linear';
  /** Whether contexts gate units, or are further inputs. */
  readonly context: ContextUse;
}

export const linearSchema = () =>
  z.strictObject({
    model: z.literal('linear').describe('linear regression on the input units, without neurons'),
    context: z
      .enum(['gate', 'input'])
      .default('gate')
      .describe(
        'gate: each context, e.g. a subtask, has weights and a bias of its own; input: context units are further input units',
      ),
  }) satisfies z.ZodType<LinearConfig>;
