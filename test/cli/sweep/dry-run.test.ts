import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { programs } from '../../run/slurm/programs.ts';
import { burstwise, temporaryFolder } from '../burstwise.ts';
import { sweepFile } from './small.ts';

it('a dry run of a sweep shows the scripts where no cluster answers, and says what it keeps', () => {
  const folder = temporaryFolder();
  const path = programs({
    squeue: 'echo "squeue: fatal: Could not establish a configuration source" >&2; exit 1',
  });
  const args = ['sweep', 'start', sweepFile(folder, { seeds: '1-2' }), '--out', 'sweep', '--on', 'slurm'];
  const dry = burstwise([...args, '--dry-run'], folder, { PATH: path });
  expect(dry.status, dry.stderr).toBe(0);
  expect(dry.stdout).toContain('--array=0-1\n');
  expect(dry.stdout).toContain('would submit 2 tasks in 1 array\nSlurm did not answer');
  expect(dry.stderr).toContain('nothing was submitted; sweep keeps the plan and a copy of the program');
  expect(existsSync(join(folder, 'sweep/jobs'))).toBe(false);
  const real = burstwise(args, folder, { PATH: path });
  expect([real.status, real.stderr]).toEqual([1, expect.stringMatching(/SLURM_CONF/)]);
  expect(real.stderr).not.toContain('nothing was submitted');
});
