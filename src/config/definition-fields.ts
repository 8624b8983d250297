import { z } from 'zod';
import { parseConfig } from './config.ts';

/** Schema of a field that holds a function. */
export const method = z.custom((value) => typeof value === 'function', 'a function');

/** Schema of a text that is not empty. */
export const words = z.string().min(1);

/**
 * Checks a definition as its author wrote it, before anything uses its fields.
 *
 * @param maker the function that received it, e.g. `defineModel`
 * @param fields schemas of the fields; others are not looked at
 * @throws ConfigError naming the definition, and every field that is missing or of another type
 */
export function checkDefinition(maker: string, fields: z.ZodRawShape, definition: unknown): void {
  const name = (definition as { readonly name?: unknown } | null | undefined)?.name;
  parseConfig(z.looseObject(fields), definition, typeof name === 'string' ? `${maker} "${name}"` : maker);
}
