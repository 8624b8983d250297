import { describe } from '../checks/describe.ts';
import { InvalidArgument } from '../errors.ts';
import { Generator } from './generator.ts';
import { PCG64 } from './pcg64.ts';
import { SeedSequence } from './seed-sequence.ts';

/**
 * A NumPy-exact generator for a seed, and the seed used (drawn from the system's entropy when none, or null, is given).
 * @throws InvalidArgument when the seed is not a non-negative integer
 */
export function npRandom(seed?: number | bigint | null): [Generator, bigint] {
  if (seed != null && !(typeof seed === 'bigint' ? seed >= 0n : Number.isSafeInteger(seed) && seed >= 0)) {
    throw new InvalidArgument(
      `seed: expected a non-negative integer, received ${describe(seed)}. Pass a bigint above 2^53.`,
    );
  }
  const sequence = new SeedSequence(seed ?? undefined);
  return [new Generator(new PCG64(sequence)), sequence.entropy as bigint];
}
