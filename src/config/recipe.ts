import { z } from 'zod';
import type { RawConfig } from './config-file.ts';
import { isMapping } from './mapping.ts';

/** Fields whose value decides which other fields there are: alternatives are replaced as a whole. */
const discriminators = ['kind', 'mode', 'profile', 'model', 'algorithm'];

/**
 * A schema whose defaults are those of a recipe, where it has any: what is given is laid over the recipe before it is
 * checked. The recipe may depend on what is given. A field that picks another alternative than the recipe's (`kind`, `mode`, `profile`, `model`, `algorithm`) drops the fields of the
 * recipe's alternative.
 */
export function withRecipe<Schema extends z.ZodType>(
  schema: Schema,
  recipe: RawConfig | ((given: unknown) => RawConfig),
): z.ZodCodec<z.ZodUnknown, Schema> {
  const recipeOf = typeof recipe === 'function' ? recipe : () => recipe;
  return z.codec(z.unknown(), schema, {
    decode: (given) => overlay(recipeOf(given), given) as z.input<Schema>,
    encode: (config) => config,
  });
}

/** Settings laid over others, field by field; fields that are undefined are not there. Neither is changed. */
function overlay(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!isMapping(below) || !isMapping(above)) return above;
  const replaced = (name: string) =>
    above[name] !== undefined && below[name] !== undefined && above[name] !== below[name];
  if (discriminators.some(replaced)) return above;
  const fields: Record<string, unknown> = { ...below };
  for (const [name, value] of Object.entries(above)) fields[name] = overlay(below[name], value);
  return fields;
}
