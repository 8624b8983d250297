/** Most seeds that a text may name. */
export const MOST_SEEDS = 10_000;

/** Seeds in a text such as `1-5` or `1,4,7-9`, in the order given; undefined where they are not different whole numbers. */
export function parseSeeds(text: string): readonly number[] | undefined {
  const seeds = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || !Number.isSafeInteger(to) || to < from || to - from >= MOST_SEEDS)
      return [Number.NaN];
    return Array.from({ length: to - from + 1 }, (_, k) => from + k);
  });
  const areSeeds =
    !seeds.includes(Number.NaN) && new Set(seeds).size === seeds.length && seeds.length <= MOST_SEEDS;
  return areSeeds ? seeds : undefined;
}
