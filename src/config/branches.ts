import { z } from 'zod';

interface Branches {
  readonly discriminator: string;
  readonly options: readonly z.ZodType[];
}

/** The alternatives beside each option of a union, so that errors can say which of them has a field. */
const branchesOf = new WeakMap<object, Branches>();

/**
 * Makes known that objects are the options of one union.
 *
 * @param discriminator field that tells them apart, a literal in each
 * @returns the options
 */
export function branches<const Options extends readonly z.ZodType[]>(
  discriminator: string,
  options: Options,
): Options {
  for (const option of options) branchesOf.set(option, { discriminator, options });
  return options;
}

/** The settings under which there is a field, e.g. `kind: delta`, where an option of a union lacks it. */
export function branchWith(option: unknown, field: string): string | undefined {
  const { discriminator, options } = branchesOf.get(option as object) ?? { discriminator: '', options: [] };
  const kinds = options.flatMap((other) => {
    if (!(other instanceof z.ZodObject) || !Object.hasOwn(other.shape, field)) return [];
    let literal: unknown = other.shape[discriminator];
    while (literal instanceof z.ZodDefault || literal instanceof z.ZodPrefault) literal = literal.unwrap();
    return literal instanceof z.ZodLiteral ? [String([...literal.values][0])] : [];
  });
  return kinds.length === 0 ? undefined : `${discriminator}: ${kinds.join(' or ')}`;
}
