import { z } from 'zod';

const estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
const cell = z.union([z.string(), z.number(), estimate, z.null()]);

const table = z.strictObject({
  id: z.string().min(1),
  caption: z.string(),
  columns: z
    .array(
      z.strictObject({
        key: z.string(),
        title: z.string(),
        digits: z.int().min(0).optional(),
        show: z.enum(['bar', 'shade', 'p', 'command']).optional(),
      }),
    )
    .min(1),
  rows: z.array(z.record(z.string(), cell)),
});

const section = z.strictObject({
  id: z.string().min(1),
  title: z.string(),
  text: z.array(z.string()),
  command: z.string(),
  tables: z.array(table),
  pictures: z.array(z.strictObject({ id: z.string(), caption: z.string(), alt: z.string().min(1) })),
});

/** What `documentData` gives. */
export const documentSchema = z.looseObject({
  version: z.literal(1),
  title: z.string().min(1),
  subtitle: z.string(),
  lead: z.array(z.strictObject({ tone: z.enum(['fault', 'good', 'note']), text: z.string() })).min(1),
  command: z.string(),
  sections: z.array(section),
});
