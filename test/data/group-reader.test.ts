import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openDataset } from '../../src/data/dataset.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { describing, randomEpisode, richSpaces } from './episodes.ts';

/** How long a reading thread has worked, in ms. */
let work = 0;
vi.mock('../../src/data/thread-time.ts', () => ({ ownThread: () => 0, startWorkClock: () => () => work }));

const root = mkdtempSync(join(tmpdir(), 'burstwise-reader-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a thread that has worked too long is given up, whatever time has passed, and the next one reads', () => {
  const id = 'made-v0';
  writeDataset(describing(richSpaces), [randomEpisode(richSpaces, 0)], { root, id });
  using dataset = openDataset(root, id, { timeoutMs: 600_000 });
  work = 600_001;
  expect(() => dataset.episode(0)).toThrow(/expected a readable file, received nothing within 600 s of work/);
  work = 599_999;
  expect(dataset.episode(0).rewards.length).toBeGreaterThan(0);
});
