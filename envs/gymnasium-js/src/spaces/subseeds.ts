import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import type { Generator } from '../random/generator.ts';
import type { Seed } from './space.ts';

/** Seeds for the spaces inside one, drawn from its own stream. */
export function subseeds(random: Generator, count: number): number[] {
  return random.integers(0, 2 ** 31 - 1, { size: count });
}

/** @throws InvalidSpace unless this is a list of `count` seeds */
export function checkSeeds(seeds: Seed, count: number, name: string): readonly Seed[] {
  if (Array.isArray(seeds) && seeds.length === count) return seeds;
  throw new InvalidSpace(`${name}.seed: expected an integer or ${count} seeds, received ${describe(seeds)}.`);
}

export function isNumeric(seed: Seed | undefined): seed is number | bigint {
  return typeof seed === 'number' || typeof seed === 'bigint';
}
