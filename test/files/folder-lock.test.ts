import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderLock, isLocked } from '../../src/files/folder-lock.ts';

const RACES = 40;
const RACERS = 4;

const racer = fileURLToPath(new URL('lock-racer.mjs', import.meta.url));

describe('a folder that a process had which ended', () => {
  const racers: ChildProcess[] = [];
  const root = mkdtempSync(join(tmpdir(), 'burstwise-locks-'));

  /** Has every racer do something with a folder; returns the names of those that succeed. */
  const all = (order: 'claim' | 'release', folder: string) =>
    Promise.all(
      racers.map(async (each) => {
        const answer = once(each, 'message');
        each.send({ order, folder });
        return (await answer)[0] as { pid: number; owns: boolean; holder: string };
      }),
    );

  beforeAll(async () => {
    for (let k = 0; k < RACERS; k++)
      racers.push(spawn(process.execPath, [racer], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
    await Promise.all(racers.map((each) => once(each, 'message')));
  });

  afterAll(() => {
    for (const each of racers) each.kill();
    rmSync(root, { recursive: true, force: true });
  });

  it(`has one owner after each of ${RACES} races of ${RACERS} processes for it`, async () => {
    for (let race = 0; race < RACES; race++) {
      const folder = mkdtempSync(join(root, 'race-'));
      // Left by a process that ended; held or not; no process has so high a number.
      writeFileSync(join(folder, 'lock-4194999-77'), '');
      if (race % 2 === 0) writeFileSync(join(folder, 'lock-4194999-77.held'), '');
      const outcomes = await all('claim', folder);
      const owners = outcomes.filter(({ owns }) => owns);
      expect(owners, `race ${race}`).toHaveLength(1);
      for (const { owns, holder } of outcomes) if (!owns) expect(holder).toMatch(/^process \d+$/);
      expect(isLocked(folder)).toBe(true);
      expect(() => new FolderLock(folder, ({ name }) => new Error(name))).toThrow(
        `process ${owners[0]!.pid}`,
      );
      await all('release', folder);
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it('is free where the number of the process belongs to another one now', () => {
    const folder = mkdtempSync(join(root, 'again-'));
    writeFileSync(join(folder, `lock-${racers[0]!.pid}-1`), '');
    expect(isLocked(folder)).toBe(process.platform !== 'linux');
  });
});
