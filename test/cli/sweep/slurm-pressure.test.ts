/** Sweeps on a real Slurm that ends their jobs: for want of memory, and to make room for urgent ones. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsideJob } from '../../../src/run/slurm/cluster.ts';
import { burstwise } from '../burstwise.ts';
import { command, memoryLimited, type SlurmNode, slurmInstalled, startSlurm, until } from './slurm-node.ts';
import { attemptsOf, outcomes, small, sweepFile } from './small.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstwise-'));
const profile = join(folder, 'profile.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('jobs that a job submits inherit nothing of it', () => {
  const mine = { SLURM_CONF: 'slurm.conf', SLURM_CLUSTERS: 'all', SBATCH_ACCOUNT: 'lab' };
  const job = { SLURM_JOB_ID: '1', SLURM_MEM_PER_CPU: '900', ...mine };
  expect(outsideJob(job)).toEqual(mine);
});

describe.skipIf(!slurmInstalled)('a sweep on Slurm', () => {
  let slurm: SlurmNode;
  beforeAll(async () => {
    slurm = await startSlurm(true);
  });
  afterAll(() => slurm?.stop());
  const sweep = (...args: string[]) => burstwise(['sweep', ...args], folder, slurm.env);
  const start = (path: string, file: string, how: Record<string, unknown>) => {
    writeFileSync(profile, JSON.stringify(how));
    const { status, stderr } = sweep('start', file, '--out', path, '--on', 'slurm', '--profile', profile);
    expect(status, stderr).toBe(0);
  };
  const isDone = (path: string) => attemptsOf(path).every((attempts) => attempts.at(-1)?.state === 'done');

  it.runIf(memoryLimited)(
    'gets more memory where the system ended a run for want of it',
    async () => {
      const own = mkdtempSync(join(folder, 'short-'));
      const settings = { ...small.settings, network: { neurons: 4000, excitatory: 3200 } };
      const file = sweepFile(own, { settings: { ...settings, iterations: 2, duration: '50 ms' } });
      const path = join(own, 'sweep');
      start(path, file, { memory: '220 MB', oomFactor: 4 });
      await until(() => isDone(path));
      expect(attemptsOf(path)[0]!.map(({ state, memory }) => [state, memory])).toEqual([
        ['out-of-memory', 220],
        ['done', 880],
      ]);
    },
    600_000,
  );

  it('makes room for urgent jobs, and ends with the bytes of a local one', async () => {
    const own = mkdtempSync(join(folder, 'urgent-'));
    const file = sweepFile(own, { grid: { iterations: [2000, 2001] } });
    const [path, local] = [join(own, 'sweep'), join(own, 'local')];
    start(path, file, { grace: '2 s' });
    await until(() => attemptsOf(path).every((attempts) => attempts.at(-1)?.state === 'running'));
    command(
      'sbatch',
      ['--partition=urgent', '--exclusive', '--output=/dev/null', '--wrap=sleep 1'],
      slurm.env,
    );
    expect(burstwise(['sweep', 'start', file, '--out', local, '--jobs', '2'], own).status).toBe(0);
    await until(() => isDone(path));
    for (const attempts of attemptsOf(path)) {
      // A busy machine may be too slow to save within the two seconds that this Slurm leaves.
      expect(attempts[0]!.state).toMatch(/interrupted|killed|running/);
      expect(attempts.at(-1)!.state).toBe('done');
    }
    expect(outcomes(path)).toEqual(outcomes(local));
    const logs = [0, 1].map((task) => readFileSync(join(path, `jobs/1/task-${task}.log`), 'utf8'));
    for (const log of logs) expect(log).toMatch(/restart 1/);
  }, 600_000);
});
