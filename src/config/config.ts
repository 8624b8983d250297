import { z } from 'zod';
import { ConfigError, type Problem } from '../errors.ts';
import { sha256OfText } from '../files/sha256.ts';
import { expectation, problemsOf } from './schema-problems.ts';

/** A value that fits its schema, or all that is wrong with it. */
export type Validation<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/**
 * Checks a value against a schema, fills in defaults and converts units. By convention, the error text of a custom
 * check (`refine`, `superRefine`, codecs) is the noun phrase that follows "expected"; a remedy may be given as
 * `params.remedy`.
 *
 * @param source where the value came from, for the error, e.g. a file name
 * @throws ConfigError listing every field that does not fit
 */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: string,
): z.output<Schema> {
  const validation = validate(schema, value);
  if ('problems' in validation) throw new ConfigError(source, validation.problems);
  return validation.value;
}

/** As {@link parseConfig}, but returns the problems. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Validation<z.output<Schema>> {
  const result = schema.safeParse(value, { reportInput: true, error: expectation });
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue)) };
}

/** The configuration as people write it, with units: what {@link parseConfig} reads back as the same values. */
export function encodeConfig<Schema extends z.ZodType>(
  schema: Schema,
  config: z.output<Schema>,
): z.input<Schema> {
  return z.encode(schema, config);
}

/** Fingerprint of settings, so that a checkpoint can tell whether it belongs to them. */
export function settingsDigest(settings: object): string {
  return sha256OfText(JSON.stringify(settings));
}
