import { InvalidArgumentError } from 'commander';
import { MOST_SEEDS, parseSeeds } from '../config/seed-ranges.ts';

/** Seeds in a text such as `1-5` or `1,4,7-9`, in the order given. */
export function seedList(text: string): readonly number[] {
  const seeds = parseSeeds(text);
  if (seeds !== undefined) return seeds;
  throw new InvalidArgumentError(
    `Expected different whole numbers such as 1-5 or 1,4,7-9, at most ${MOST_SEEDS}, received "${text}".`,
  );
}
