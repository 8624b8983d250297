import { type Dtype, dtypes } from 'gymnasium-js';
import { z } from 'zod';
import { listOf } from '../config/list-of.ts';
import { notesSchema } from './demonstration.ts';
import { ownDescriptionSchema } from './metadata.ts';
import type { OptionValue } from './options.ts';

/**
 * Datasets as JSON Lines: a header, then a line for each episode. Values of spaces are as an environment gives them,
 * arrays flat; infos are columns with their types. What JSON has no number for (−0, NaN, infinities, integers beyond
 * 2^53) is text; in options, where it could be taken for one, `{ "": text }`.
 */
export const FORMAT = 'burstwise-demonstrations-1';

/** A line, and so an episode, has at most this many bytes: it is parsed as a whole. */
export const MOST_LINE_BYTES = 2 ** 27;

/** Bytes of memory that the values of a line may take: pictures as lists of numbers take eight times their text. */
export const MOST_LINE_MEMORY = 8 * MOST_LINE_BYTES;

/** The first line. */
export const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  episodes: z.int().min(0),
  observation_space: z.string(),
  action_space: z.string(),
  env_spec: z.string().nullable().default(null),
  author: z.array(z.string()).default([]),
  licence: z.string().nullable().default(null),
  description: z.string().nullable().default(null),
  /** What other programs wrote into the metadata. */
  others: z.record(z.string(), z.unknown()).default({}),
  burstwise: ownDescriptionSchema,
});

/** A number, or a text where JSON has no number for it. */
export const jsonNumber = z.union([z.number(), z.string().regex(/^(-?\d+|NaN|-?Infinity)$/)]);

const columnSchema: z.ZodType<JsonColumn> = z.lazy(() =>
  z.union([
    z.strictObject({ dtype: z.enum(dtypes), shape: z.array(z.int().min(0)), data: listOf(jsonNumber) }),
    z.strictObject({ texts: listOf(z.string()) }),
    z.strictObject({ parts: z.record(z.string(), columnSchema) }),
  ]),
);

const specialNumber = z
  .strictObject({ '': z.string().regex(/^(-0|-?[1-9]\d*|NaN|-?Infinity)$/) })
  .transform(({ '': text }) => (/^-?[1-9]/.test(text) ? BigInt(text) : Number(text)));

const option: z.ZodType<OptionValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), listOf(option), specialNumber, z.record(z.string(), option)]),
);

/** A line after the first. */
export const episodeSchema = z.strictObject({
  seed: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable(),
  options: z.record(z.string(), option).nullable(),
  observations: z.array(z.unknown()),
  actions: z.array(z.unknown()),
  rewards: listOf(jsonNumber),
  terminated: z.boolean(),
  truncated: z.boolean(),
  infos: z.record(z.string(), columnSchema),
  notes: notesSchema.optional(),
});

/** The values of an info at every step. */
export type JsonColumn =
  | { readonly dtype: Dtype; readonly shape: number[]; readonly data: (number | string)[] }
  | { readonly texts: string[] }
  | { readonly parts: Record<string, JsonColumn> };
