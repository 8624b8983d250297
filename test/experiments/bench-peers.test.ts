import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from 'gymnasium-js/python';
import { afterAll, describe, expect, it } from 'vitest';
import { spreadOf } from '../../experiments/bench/speed.ts';
import { workloads } from '../../experiments/bench/workloads.ts';
import { root, temporaryFolder } from '../cli/burstwise.ts';

// As compiled: they start compiled programs.
const compiled = (name: string) => new URL(`../../dist/experiments/bench/${name}.js`, import.meta.url).href;
const { ImplementationProcess } = (await import(
  compiled('implementation-process')
)) as typeof import('../../experiments/bench/implementation-process.ts');
const { startPeers, peerTable } = (await import(
  compiled('peers')
)) as typeof import('../../experiments/bench/peers.ts');

const { running, missing } = await startPeers(findPython(undefined, root));
afterAll(() => {
  for (const process of running.values()) process.stop();
});

describe('peers', () => {
  it('run, or say what is missing', () => {
    expect(running.size + missing.length).toBe(3);
    for (const reason of missing) expect(reason).toMatch(/^(Brian2|PyTorch, \w+) \(.+\)$/);
  });

  it('compute the workloads that they can: one network, whose recurrence learns', () => {
    const compared = workloads.filter(({ peers }) => peers);
    expect(compared).toHaveLength(3);
    for (const { kind, learningRate } of compared) {
      expect(kind).toBe('sequence');
      expect(learningRate).toBeGreaterThan(0);
    }
  });

  it('are in a table with the time of simd and the goal', () => {
    const row = { workload: 'store & recall', phase: 'inference', spikes: [8.388, 0, 0.4] } as const;
    const simd = { ...row, program: 'simd', microseconds: spreadOf([1]), times: spreadOf([1]) };
    const peer = {
      ...row,
      ...{ program: 'Brian2', microseconds: spreadOf([14]), times: spreadOf([13, 14, 15]), goal: 20 },
    };
    expect(peerTable([simd, peer]).rows).toEqual([
      ['store & recall', 'inference', 'simd', '1.00', '1.00 [1.00, 1.00]', '', '8.39 + 0.00 + 0.40'],
      ['store & recall', 'inference', 'Brian2', '14.0', '14.0 [13.5, 14.5]', '20', '8.39 + 0.00 + 0.40'],
    ]);
  });
});

describe.skipIf(running.size === 0)('peers that run here', () => {
  it('spike as simd does from the same weights', async () => {
    const workload = { ...workloads.find(({ name }) => name.endsWith('N = 125'))!, steps: 150 };
    const learned = join(temporaryFolder(), 'learned');
    const simd = ImplementationProcess.kernel('simd');
    await simd.learn(workload, 20, learned);
    for (const [name, process] of running) {
      for (const training of [true, false]) {
        const counts = await simd.spikes({ ...workload, learned }, training);
        expect(counts[0]).toBeGreaterThan(100);
        expect(await process.spikes({ ...workload, learned }, training), name).toEqual(counts);
      }
    }
    simd.stop();
    rmSync(learned);
  }, 600_000);
});
