import { describe } from '../checks/describe.ts';
import { checkOptions } from '../checks/options.ts';
import { InvalidArgument, InvalidSpace } from '../errors.ts';
import { isList } from '../spaces/arguments.ts';
import { iterate } from '../spaces/batch.ts';
import type { Space } from '../spaces/space.ts';
import type { VectorResetOptions } from './vector-env.ts';

/** The arguments of the sub-environments' resets, `[n]`; null for one that is not to be reset. */
export function spreadResetOptions(
  resetOptions: VectorResetOptions,
  n: number,
): ({ seed: number | bigint | undefined; options: Record<string, unknown> | null | undefined } | null)[] {
  checkOptions(resetOptions, 'reset');
  const { seed, options, resetMask } = resetOptions;
  const seeds = spreadSeed(seed, n);
  const mask = resetMask == null ? undefined : checkMask(resetMask, n);
  return seeds.map((own, index) => (mask === undefined || mask[index] ? { seed: own, options } : null));
}

function spreadSeed(seed: VectorResetOptions['seed'], n: number): (number | bigint | undefined)[] {
  if (seed == null) return Array.from({ length: n });
  if (typeof seed === 'number') return Array.from({ length: n }, (_, index) => seed + index);
  if (typeof seed === 'bigint') return Array.from({ length: n }, (_, index) => seed + BigInt(index));
  if (!isList(seed) || seed.length !== n) {
    throw new InvalidArgument(
      `reset.seed: expected an integer or ${n} of them, one for each sub-environment, received ${describe(seed)}.`,
    );
  }
  return seed.map((own) => own ?? undefined);
}

function checkMask(mask: unknown, n: number): boolean[] {
  const flags = isList(mask) ? Array.from<unknown, boolean>(mask, Boolean) : [];
  if (flags.length !== n || !flags.includes(true)) {
    throw new InvalidArgument(
      `reset.resetMask: expected ${n} flags, at least one of them true, received ${flags.length} with ${
        flags.filter(Boolean).length
      } true.`,
    );
  }
  return flags;
}

/**
 * The action of each sub-environment, `[n]`.
 * @param space the space of the batch
 * @throws InvalidArgument when there are fewer or more, or `actions` is no such batch
 */
export function spreadActions(space: Space, actions: unknown, n: number): unknown[] {
  const own = rowsOf(space, actions);
  if (own?.length === n) return own;
  throw new InvalidArgument(
    `step.actions: expected a batch of ${space}, with ${n} actions, received ${
      own === undefined ? describe(actions) : `one of ${own.length}`
    }.`,
  );
}

function rowsOf(space: Space, batch: unknown): unknown[] | undefined {
  try {
    return iterate(space, batch);
  } catch (error) {
    if (error instanceof InvalidSpace) return undefined;
    throw error;
  }
}

/** `[n]` values: those of an array, or the same one for all. */
export function spreadValues(values: unknown, n: number): readonly unknown[] {
  if (!Array.isArray(values)) return Array(n).fill(values);
  if (values.length === n) return values;
  throw new InvalidArgument(
    `setAttr.values: expected ${n} values, one for each sub-environment, received ${values.length}.`,
  );
}
