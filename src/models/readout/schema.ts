import { z } from 'zod';
import type { ReadoutRule } from './rules.ts';

const rate = z.number().nonnegative().max(1e4);

const annealing = z
  .number()
  .nonnegative()
  .max(1e12)
  .default(0)
  .describe('n₀: after n examples rates have fallen to 1 / (1 + n / n₀); 0: they do not fall');

/** How a readout learns; the rules are described in `readout-learning.ts`. */
export const readoutRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('delta'),
    rate: rate.default(0.03),
    biasRate: rate.default(0),
    annealing,
  }),
  z.strictObject({
    kind: z.literal('normalised-delta'),
    rate: z.number().positive().lt(2).default(0.1),
    annealing,
  }),
  z.strictObject({ kind: z.literal('ridge'), ridge: z.number().positive().max(1e6).default(1e-3) }),
  z.strictObject({
    kind: z.literal('recursive-least-squares'),
    totalRidge: z.number().positive().max(1e6).default(1),
  }),
]) satisfies z.ZodType<ReadoutRule>;
