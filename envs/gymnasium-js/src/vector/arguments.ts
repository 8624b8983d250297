import { InvalidArgument } from '../errors.ts';
import type { VectorResetOptions } from './vector-env.ts';

/** The arguments of the sub-environments' resets, `[n]`; null for one that is not to be reset. */
export function spreadResetOptions(
  { seed, options, resetMask }: VectorResetOptions,
  n: number,
): ({ seed: number | bigint | undefined; options: Record<string, unknown> | undefined } | null)[] {
  const seeds = spreadSeed(seed, n);
  const mask = resetMask === undefined ? undefined : checkMask(resetMask, n);
  return seeds.map((own, index) => (mask === undefined || mask[index] ? { seed: own, options } : null));
}

function spreadSeed(seed: VectorResetOptions['seed'], n: number): (number | bigint | undefined)[] {
  if (seed === undefined) return Array.from({ length: n });
  if (typeof seed === 'number') return Array.from({ length: n }, (_, index) => seed + index);
  if (typeof seed === 'bigint') return Array.from({ length: n }, (_, index) => seed + BigInt(index));
  if (seed.length !== n) {
    throw new InvalidArgument(
      `reset.seed: expected ${n} seeds, one for each sub-environment, received ${seed.length}.`,
    );
  }
  return seed.map((own) => own ?? undefined);
}

function checkMask(mask: ArrayLike<boolean | number>, n: number): boolean[] {
  const flags = Array.from(mask, Boolean);
  if (flags.length !== n || !flags.includes(true)) {
    throw new InvalidArgument(
      `reset.resetMask: expected ${n} flags, at least one of them true, received ${flags.length} with ${
        flags.filter(Boolean).length
      } true.`,
    );
  }
  return flags;
}

/** `[n]` values: those of an array, or the same one for all. */
export function spreadValues(values: unknown, n: number): readonly unknown[] {
  if (!Array.isArray(values)) return Array(n).fill(values);
  if (values.length === n) return values;
  throw new InvalidArgument(
    `setAttr.values: expected ${n} values, one for each sub-environment, received ${values.length}.`,
  );
}
