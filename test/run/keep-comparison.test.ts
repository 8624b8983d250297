import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLocked } from '../../src/files/folder-lock.ts';
import { temporaryFolder } from '../cli/burstwise.ts';

type Compare = typeof import('../../src/run/comparison/compare.ts');

/** Threads run the compiled build: so does what starts them. */
const built = (path: string) => import(new URL(`../../dist/src/${path}.js`, import.meta.url).href);

test('others are kept out of the folder of a comparison until all of it is written', async () => {
  const out = join(temporaryFolder(), 'compared');
  const request = {
    task: 'MiniGrid-Empty-5x5-v0',
    algorithms: ['cloning', 'flat-cloning'],
    models: ['linear'],
    ...{ labels: [20], seeds: [1], episodes: 2 },
  };
  await built('burstwise');
  const { compare } = (await built('run/comparison/compare')) as Compare;
  const locked: boolean[] = [];
  const { figure } = await compare(request, {
    out,
    jobs: 1,
    keep(kept) {
      locked.push(isLocked(out));
      expect(kept.figure.name).toBe('comparison');
    },
  });
  expect(figure.name).toBe('comparison');
  expect(locked).toEqual([true]);
  expect(isLocked(out)).toBe(false);
});
