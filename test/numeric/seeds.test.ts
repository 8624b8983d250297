import { describe, expect, test } from 'vitest';
import { streamGenerator, streamSeed } from '../../src/numeric/seeds.ts';

const names = ['managerWeights', 'demonstration', 'practice', 'evaluation', 'a name of its own', 'another'];

describe('streams of random numbers', () => {
  test('the same seed, purpose and path give the same numbers', () => {
    expect(streamGenerator(3, 'practice', 1, 2).random(4)).toEqual(
      streamGenerator(3, 'practice', 1, 2).random(4),
    );
    expect(streamSeed(3, 'practice', 1, 2)).toBe(streamSeed(3, 'practice', 1, 2));
  });

  test('every seed, purpose and place on a path has numbers of its own', () => {
    const seeds = [0, 1, 2 ** 31, 2 ** 40];
    // Of one length: an entry of 0 at the end of a path changes nothing, as in NumPy.
    const paths = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [17, 2 ** 20],
    ];
    const all = seeds.flatMap((seed) =>
      names.flatMap((name) => paths.map((path) => [seed, name, path] as const)),
    );
    const draws = all.map(([seed, name, path]) => streamGenerator(seed, name, ...path).random());
    const episodes = all.map(([seed, name, path]) => streamSeed(seed, name, ...path));
    expect(new Set(draws).size).toBe(all.length);
    expect(new Set(episodes).size).toBe(all.length);
  });

  test('seeds of episodes fill 64 bits', () => {
    const seeds = Array.from({ length: 200 }, (_, episode) => streamSeed(1, 'evaluation', episode));
    for (const seed of seeds) expect(seed >= 0n && seed < 1n << 64n).toBe(true);
    expect(seeds.some((seed) => seed >= 1n << 63n)).toBe(true);
    expect(seeds.some((seed) => (seed & 0xffffffffn) >= 1n << 31n)).toBe(true);
  });

  test('known answers: those of NumPy for SeedSequence([seed, purpose, …path])', () => {
    expect(streamGenerator(7, 'demonstration', 17).random()).toBe(0.7970272026388102);
    expect(streamSeed(7, 'evaluation', 3)).toBe(15881394961351625751n);
  });
});
