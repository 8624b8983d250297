import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { burstwise, temporaryFolder } from './burstwise.ts';

describe('demo', () => {
  it('says how fast it learned, with which kernel', () => {
    const out = join(temporaryFolder(), 'demo');
    const { status, stdout, stderr } = burstwise([
      'demo',
      '--episodes',
      '2',
      '--kernel',
      'simd',
      '--out',
      out,
    ]);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/\(training, kernel simd\) +│ – +│ – +│ \d+ /);
    const { seeds, kernel } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
    expect({ seeds, kernel }).toEqual({ seeds: [1], kernel: 'simd' });
  });
});
