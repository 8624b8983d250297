import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { markdownTable } from '../../experiments/bench/markdown.ts';
import { createRunner } from '../../experiments/bench/runners.ts';
import { type SpeedRow, spreadOf } from '../../experiments/bench/speed.ts';
import { speedTable } from '../../experiments/bench/speed-table.ts';
import { phasesOf, type Workload, workloads } from '../../experiments/bench/workloads.ts';
import type { BurstNetwork } from '../../src/models/burst/network.ts';
import { root, temporaryFolder } from '../cli/burstwise.ts';
import { python } from '../envs/gridworld/minigrid/reference.ts';

// As compiled: it starts compiled programs.
const compiled = new URL('../../dist/experiments/bench/implementation-process.js', import.meta.url).href;
const { ImplementationProcess } = (await import(
  compiled
)) as typeof import('../../experiments/bench/implementation-process.ts');

/** A workload, much smaller. */
function small(name: string): Workload {
  const workload = workloads.find((candidate) => candidate.name.startsWith(name))!;
  return { ...workload, neurons: 125, steps: 200 };
}

function bench(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, ['dist/experiments/bench/main.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

describe('tables of the bench', () => {
  it('give medians with quartiles, between samples where there are', () => {
    expect(spreadOf([5, 1, 3, 2, 4])).toEqual({ median: 3, low: 2, high: 4 });
    expect(spreadOf([1, 2])).toEqual({ median: 1.5, low: 1.25, high: 1.75 });
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 });
  });

  it('are Markdown, with what NumPy is compared with where it was measured', () => {
    const row: SpeedRow = {
      workload: 'manager',
      phase: 'training',
      microseconds: { simd: spreadOf([10]), event64: spreadOf([33.333]), dense64: spreadOf([1e3]) },
      speedUp: {},
      goals: { simd: 60 },
    };
    expect(markdownTable(speedTable([row], false)).split('\n')).toEqual([
      '| workload | phase    | simd, µs | event64, µs | dense64, µs | numpy, µs |',
      '|----------|----------|----------|-------------|-------------|-----------|',
      '| manager  | training | 10.0     | 33.3        | 1000        | –         |',
    ]);
    const speedUp = { simd: spreadOf([90, 110, 100]), event64: spreadOf([30]), dense64: spreadOf([0.9]) };
    const compared = speedTable([{ ...row, speedUp }], true);
    expect(compared.head.slice(-4)).toEqual(['simd ×', 'event64 ×', 'dense64 ×', 'goals ×']);
    expect(compared.rows[0]!.slice(-4)).toEqual([
      '100 [95.0, 105]',
      '30.0 [30.0, 30.0]',
      '0.900 [0.900, 0.900]',
      'simd 60',
    ]);
  });
});

describe('processes of the bench', () => {
  it('tell the time that a workload takes, and their memory', async () => {
    const process = ImplementationProcess.kernel('event64');
    onTestFinished(() => process.stop());
    for (const workload of ['store & recall', 'closed loop', 'decisions'].map(small)) {
      expect(await process.time(workload, false, 40, 2)).toBeGreaterThan(0);
    }
    expect(await process.memory()).toBeGreaterThan(10);
  });

  it('say what they died of', async () => {
    const process = ImplementationProcess.kernel('dense64');
    const hopeless = { ...small('manager'), neurons: -1 };
    await expect(process.time(hopeless, true, 10, 1)).rejects.toThrow(
      /kernel-process\.js dense64: ended before it had answered, with exit code 1\n.*RangeError/s,
    );
  });

  it('say what is missing', async () => {
    const interpreter = join(temporaryFolder(), 'python');
    expect(await ImplementationProcess.numpy(interpreter)).toEqual({
      missing: `spawn ${interpreter} ENOENT`,
    });
  });
});

/** What `dense_numpy.py` tells of a network. */
interface RecordedNetwork {
  /** Of soma, distal and proximal compartments, in each step. */
  readonly spikes: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
  readonly readout: readonly number[];
  /** Sum of |J|. */
  readonly recurrence: number;
}

const hasNumpy =
  python !== null && spawnSync(python, ['-c', 'import numpy'], { encoding: 'utf8' }).status === 0;

describe.skipIf(!hasNumpy)('dense NumPy', () => {
  const phases = workloads
    .filter(({ name }) => !/N = (250|1000|2000|4000)/.test(name))
    .flatMap((workload) => phasesOf(workload).map((phase) => [workload.name, phase] as const));

  it.each(phases)('computes what dense64 does from the same weights: %s, %s', (name, phase) => {
    const workload = small(name);
    const training = phase === 'training';
    const request = { workload, training, steps: workload.steps, episodes: 2, record: true };
    const { stdout, stderr } = spawnSync(python!, ['experiments/bench/dense_numpy.py'], {
      cwd: root,
      encoding: 'utf8',
      input: `${JSON.stringify(request)}\n`,
    });
    expect(stderr).toBe('');
    const { networks } = JSON.parse(stdout) as { networks: RecordedNetwork[] };
    const ours: { spikes: number[][]; network: BurstNetwork }[] = [];
    const run = createRunner(workload, 'dense64', (network) => {
      const spikes: number[][] = [];
      const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
      network.watch = () => {
        const { somaSpike, distalSpike, proximalSpike } = network.population.state;
        spikes.push([somaSpike, distalSpike, proximalSpike].map(sum));
      };
      ours.push({ spikes, network });
    });
    for (let episode = 0; episode < request.episodes; episode++) run(training, request.steps);
    expect(networks).toHaveLength(ours.length);
    for (const [k, { spikes, outputs, readout, recurrence }] of networks.entries()) {
      const { network } = ours[k]!;
      expect(ours[k]!.spikes).toEqual(spikes);
      expect(spikes.reduce((sum, [soma]) => sum + soma!, 0)).toBeGreaterThan(100);
      for (const [i, weight] of network.readout.weights.entries()) expect(readout[i]).toBeCloseTo(weight, 9);
      let total = 0;
      for (const value of network.population.weights.proximal ?? []) total += Math.abs(value);
      expect(total).toBeCloseTo(recurrence, 6);
      // The last output of a sequence is read before its last step.
      if (workload.kind === 'sequence') continue;
      for (const [o, value] of network.read().entries()) expect(outputs.at(-1)![o]).toBeCloseTo(value, 9);
    }
  });
});

describe('npm run bench', () => {
  it('says how it is used', () => {
    const { status, stdout } = bench(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: npm run bench -- [options]');
  });

  it.each([
    [['--seconds', '-1'], /Expected a number above 0, received "-1"/],
    [['--seconds', 'abc'], /Expected a number above 0, received "abc"/],
    [['--rounds', '0'], /at least 1, received "0"/],
    [['--only', 'zzz'], /--only: expected a part of "store & recall, N = 125".*received "zzz"/],
    [['--quick', '--only', 'N = 4000'], /with --quick, not those of/],
    [['--out', '/nonexistent/x.json'], /Expected a file that can be written, received ENOENT/],
    [['results.json'], /too many arguments/],
  ])('refuses %j before anything is measured', (args, message) => {
    const { status, stdout, stderr } = bench(args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('prints tables, says what is missing, and keeps when, where and how all was measured', () => {
    const out = join(temporaryFolder(), 'bench.json');
    writeFileSync(out, 'old');
    const args = ['--only', 'recall, N = 500', '--quick', '--out', out];
    const { status, stdout, stderr } = bench(args, { BURSTWISE_PYTHON: '/no/python' });
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^Burstwise \d.*Node v.*no Python with NumPy.*\n\n\| workload /);
    expect(stdout).toContain('| store & recall, N = 500 | inference |');
    expect(stdout).toMatch(
      /\n\nLeft out, because \/no\/python cannot run them: Brian2 \(spawn .*\); PyTorch, events .*\n$/,
    );
    const record = JSON.parse(readFileSync(out, 'utf8'));
    expect(record).toMatchObject({
      burstwise: expect.stringMatching(/^\d+\.\d+\.\d+/),
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      settings: { rounds: 3, seconds: 0.05, quick: true, workloads: ['store & recall, N = 500'] },
      machine: { node: process.version },
      peers: { rows: [], missing: expect.arrayContaining([expect.stringMatching(/^PyTorch, dense/)]) },
    });
    expect(record.speed).toHaveLength(2);
  }, 60_000);
});
