import { npRandom } from 'gymnasium-js';
import { expect, it } from 'vitest';
import { createWorker } from '../../../experiments/fig3/networks.ts';
import { runSessions, type SessionsCell } from '../../../experiments/fig3/session.ts';
import { createNetwork, publishedNetwork } from '../../../src/models/burst/network.ts';
import { Readout } from '../../../src/models/readout/readout.ts';
import { DeltaRule } from '../../../src/models/readout/rules.ts';
import { streamGenerator } from '../../../src/numeric/seeds.ts';
import { type Sequence, trainPresentation } from '../../../src/sequence/sequence.ts';

function sequence(seed: number): Sequence {
  const [random] = npRandom(seed);
  const vectors = (length: number) =>
    Array.from({ length: 40 }, () => Float64Array.from({ length }, () => random.random()));
  const contexts = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
  return {
    input: vectors(80),
    target: vectors(2),
    context: Array.from({ length: 40 }, (_, t) => contexts[t < 20 ? 0 : 1]!),
    timeStep: 1,
  };
}

it('a worker without recurrent learning, simulated once, learns what it would learn if simulated every time', () => {
  const lessons = [sequence(1), sequence(2)];
  const worker = createWorker({ site: 'apical', learns: false }, 4);
  for (const factor of [1, 0.95, 0.9]) worker.present(lessons, factor);
  worker.begin();
  const network = createNetwork(
    {
      ...publishedNetwork,
      apicalContext: { sigma: 50, distribution: 'normal', targets: 'assemblies', sparsity: 0 },
      feature: { trace: 'target-bursts', gain: 1 },
    },
    { inputs: 80, contexts: 2, outputs: 2 },
    streamGenerator(4, 'workerWeights'),
  );
  const readout = new Readout(2, 500, network.readout.weights.slice());
  for (const factor of [1, 0.95, 0.9]) {
    const rule = { kind: 'delta', rate: 0.05 * factor, biasRate: 0, annealing: 0 } as const;
    for (const lesson of lessons) trainPresentation(network, new DeltaRule(readout, rule), lesson);
  }
  network.reset();
  const { input, context } = lessons[0]!;
  for (let t = 0; t < 40; t++) {
    expect([...worker.read()]).toEqual([...readout.read(network.feature)]);
    worker.step(input[t]!, context![t]!);
    network.perceive({ input: input[t]!, context: context![t]! }, 1);
  }
  expect(worker.read().some((value) => Math.abs(value) > 1e-3)).toBe(true);
});

it('a session depends on its seed and worker alone, and is tested after the epochs that were asked for', () => {
  const apical = { site: 'apical', learns: false } as const;
  const basal = { site: 'basal', learns: true } as const;
  const cell: SessionsCell = {
    name: 'sessions',
    seed: 1,
    workers: [apical, basal],
    epochs: 2,
    iterations: 1,
    demonstrations: 4,
    tests: [2],
    layouts: 1,
  };
  const results = runSessions(cell, () => {});
  expect(results.map((tests) => tests.map(({ epoch }) => epoch))).toEqual([[2], [2]]);
  expect(results[0]).not.toEqual(results[1]);
  for (const [k, worker] of cell.workers.entries())
    expect(runSessions({ ...cell, workers: [worker] }, () => {})).toEqual([results[k]]);
  expect(runSessions({ ...cell, seed: 2 }, () => {})).not.toEqual(results);
});
