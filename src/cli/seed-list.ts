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

/** The shortest text for seeds that `seedList` reads. */
export function rangesOf(seeds: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const seed of seeds) {
    const latest = ranges.at(-1);
    if (latest?.[1] === seed - 1) latest[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
