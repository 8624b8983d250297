import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keepComparison } from '../../src/cli/keep-comparison.ts';
import { FolderLock, isLocked } from '../../src/files/folder-lock.ts';
import { temporaryFolder } from './burstwise.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';
const report = { title: 'a', table: { head: [], rows: [] }, data: { rows: [] } };

test('the files of a comparison are written when those of another one are', async () => {
  const out = temporaryFolder();
  const other = new FolderLock(out, () => new Error('busy'));
  const keeping = keepComparison(out, report, { name: 'comparison', svg });
  expect(readdirSync(out).filter((name) => name.startsWith('comparison'))).toEqual([]);
  other.release();
  await keeping;
  expect(isLocked(out)).toBe(false);
  expect(readdirSync(out)).toEqual(['comparison.json', 'comparison.png', 'comparison.svg']);
});
