import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './episodes.ts';

const child = fileURLToPath(new URL('memory-child.mjs', import.meta.url));

describe('memory', () => {
  it('stays flat while episodes are recorded and checked', () => {
    const args = ['--expose-gc', child, temporaryFolder(), '1200'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { problems, data, recorded, checked } = JSON.parse(stdout);
    expect(problems).toEqual([]);
    expect(data).toBeGreaterThan(8000);
    // Of an episode there remains where it lies in the file.
    expect(recorded).toBeLessThan(3000);
    expect(checked).toBeLessThan(3000);
  });
});
