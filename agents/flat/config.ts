import { z } from 'zod';
import { checkReadout, type LearnerConfig, learnerFields } from '../learner-config.ts';

/** Settings of an agent of one learner, without subtasks. */
export interface FlatConfig extends LearnerConfig {
  readonly kind: 'flat';
}

/** One learner that sees what manager and workers would see, and acts. */
export const flatSchema = () =>
  z
    .strictObject({
      kind: z.literal('flat').describe('one learner, without subtasks'),
      ...learnerFields('flat'),
    })
    .superRefine(checkReadout) satisfies z.ZodType<FlatConfig>;
