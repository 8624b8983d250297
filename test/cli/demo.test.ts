import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { burstwise, interruptBurstwise, temporaryFolder } from './burstwise.ts';

describe('demo', () => {
  it('compares an agent with its controls, also when it was interrupted and is repeated', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'runs/demo');
    const args = ['demo', '--episodes', '2', '--kernel', 'simd'];
    const interrupted = await interruptBurstwise(args, /episodes \d+\/720/, { cwd: folder });
    expect(interrupted.status, interrupted.stderr).toBe(130);
    const { status, stdout, stderr } = burstwise(args, folder);
    expect(status, stderr).toBe(0);
    const missing = Number(/trained (\d+) episodes in/.exec(stderr)![1]);
    expect(missing).toBeLessThan(720);
    for (const agent of ['manager + workers', 'untrained', 'shuffled subtasks (control)', 'published'])
      expect(stdout).toContain(agent);
    const { seeds, computedBy } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
    expect({ seeds, computedBy }).toEqual({ seeds: [1], computedBy: { manager: 'simd', worker: 'simd' } });
    expect(readFileSync(join(out, 'figures/comparison.png')).length).toBeGreaterThan(1000);
    // A demo that is complete is not continued.
    const again = burstwise([...args, '--out', out]);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('expected a new or empty folder');
  });
});
