import { z } from 'zod';
import {
  type CommonConfig,
  checkReadout,
  commonFields,
  type LearnerConfig,
  learnerFields,
} from '../learner-config.ts';

/** Settings of an agent of one learner, without subtasks. */
export interface FlatConfig extends LearnerConfig, CommonConfig {
  /** Tells it from hierarchies. */
  readonly kind: 'flat';
}

/** One learner that sees what manager and workers would see, and acts. */
export const flatSchema = () =>
  z
    .strictObject({
      kind: z.literal('flat').describe('one learner, without subtasks'),
      ...learnerFields('flat'),
      ...commonFields,
    })
    .superRefine(checkReadout) satisfies z.ZodType<FlatConfig>;
