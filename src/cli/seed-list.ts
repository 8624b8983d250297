import { InvalidArgumentError } from 'commander';

const MOST = 10_000;

/** Seeds in a text such as `1-5` or `1,4,7-9`, in the order given. */
export function seedList(text: string): readonly number[] {
  const seeds = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || !Number.isSafeInteger(to) || to < from || to - from >= MOST)
      return [Number.NaN];
    return Array.from({ length: to - from + 1 }, (_, k) => from + k);
  });
  if (!seeds.includes(Number.NaN) && new Set(seeds).size === seeds.length && seeds.length <= MOST)
    return seeds;
  throw new InvalidArgumentError(
    `Expected different whole numbers such as 1-5 or 1,4,7-9, at most ${MOST}, received "${text}".`,
  );
}
