import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createRunFolder } from '../../src/run/create-run-folder.ts';
import { temporaryFolder } from '../cli/burstwise.ts';

// Another process makes its run in the same moment: after the look whether the folder is free, before it is locked.
vi.mock('../../src/files/folders.ts', async (original) => {
  const folders = await original<typeof import('../../src/files/folders.ts')>();
  return {
    ...folders,
    makeFolder(path: string) {
      folders.makeFolder(path);
      writeFileSync(join(path, 'run.json'), 'theirs');
    },
  };
});

test('a run that another process has made meanwhile stays as it is', () => {
  const path = join(temporaryFolder(), 'run');
  expect(() => createRunFolder(path)).toThrow(
    /run: expected a new or empty folder, received one with run\.json/,
  );
  expect(readFileSync(join(path, 'run.json'), 'utf8')).toBe('theirs');
  expect(readdirSync(path)).toEqual(['run.json']);
});
