import { z } from 'zod';

const share = z.number().min(0).max(1);

const result = z.looseObject({
  layout: z.string(),
  condition: z.string(),
  success: z
    .record(z.string(), z.object({ value: share, low: share, high: share }))
    .refine((success) => Object.keys(success).length > 0, { error: 'at least one milestone' }),
  meanSteps: z.number().min(0),
});

/** Checks an `ImitationReport` that comes from a file. */
export const reportSchema = z.looseObject({ episodes: z.int().min(1), results: z.array(result).min(1) });
