import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { families } from '../../../../envs/gridworld/minigrid/index.ts';
import knownAnswers from './known-answers.json' with { type: 'json' };
import { makeBare, record, usefulAction } from './reference.ts';

/**
 * The beginnings of SHA-256 sums of recordings (levels, observations, rewards, ends of 200 steps after
 * `reset({ seed: 1 })`) that were equal to those of minigrid 3.2.0 in Python, which `parity.test.ts` makes.
 */
const sums: Readonly<Record<string, string>> = knownAnswers;

describe('known answers', () => {
  it('are there for every id', () => {
    expect(Object.keys(sums).sort()).toEqual(families.flatMap(({ ids }) => Object.keys(ids)).sort());
  });

  it.each(Object.entries(sums))('%s: %s', (id, sum) => {
    const { bytes } = record(makeBare(id), 1, 200, usefulAction);
    expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe(sum);
  });
});
