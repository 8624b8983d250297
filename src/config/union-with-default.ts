import { z } from 'zod';
import { branches } from './branches.ts';

/**
 * Settings of one of several kinds, told apart by the field `discriminator`. What is given is laid over the default settings,
 * unless it names another kind; nothing at all stands for the default settings.
 *
 * @param options strict objects, each with a literal of its own for the discriminator
 */
export function unionWithDefault<Settings extends object>(
  discriminator: string,
  byDefault: Partial<Settings>,
  options: readonly z.ZodType<Settings>[],
): z.ZodPrefault<z.ZodCodec<z.ZodUnknown, z.ZodType<Settings>>> {
  // zod asks statically for objects with literals; which options there are is known at run time only.
  const union = z.discriminatedUnion(
    discriminator,
    branches(discriminator, options) as never,
  ) as unknown as z.ZodType<Settings>;
  return z
    .codec(z.unknown(), union, {
      decode: (given) => withDefault(given, discriminator, byDefault),
      encode: (settings) => settings,
    })
    .prefault({});
}

function withDefault(given: unknown, discriminator: string, byDefault: object): unknown {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return given;
  const kindOf = (settings: object) => (settings as Readonly<Record<string, unknown>>)[discriminator];
  const chosen = kindOf(given);
  return chosen === undefined || chosen === kindOf(byDefault) ? { ...byDefault, ...given } : given;
}
