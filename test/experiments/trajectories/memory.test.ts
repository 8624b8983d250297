import { expect, it } from 'vitest';
import { Memory, targetVariance } from '../../../experiments/trajectories/memory.ts';
import { publishedNetwork } from '../../../src/models/burst/network.ts';

const context = { sigma: 20, distribution: 'normal', targets: 'all', sparsity: 0.75 } as const;

function memory(learningRate = 10): Memory {
  const network = {
    ...publishedNetwork,
    neurons: 400,
    excitatory: 320,
    inputSigma: 12,
    teachingSigma: 30,
    teachingSparsity: 0.75,
    apicalContext: context,
    plasticity: { ...publishedNetwork.plasticity, learningRate },
    feature: { trace: 'recurrent-bursts', gain: 20 },
  } as const;
  return new Memory({ network, contexts: 2, clockBins: 10, outputs: 2, steps: 300, readoutRate: 0.01 }, 3);
}

it('stores trajectories, each in its context', () => {
  const stored = memory();
  for (let k = 0; k < 15; k++) stored.present();
  stored.learnFromRecall({ kind: 'ridge', ridge: 1e-3 });
  const [first, second] = stored.sequences;
  const error = stored.recall(first!).error;
  expect(error).toBeLessThan(0.2 * targetVariance(first!));
  // In the other context the same clock recalls the other trajectory.
  expect(stored.recall({ ...first!, context: second!.context }).error).toBeGreaterThan(5 * error);
});

it('keeps what it has learned when rates change', () => {
  const stored = memory();
  for (let k = 0; k < 3; k++) stored.present();
  const recalled = () => stored.sequences.map((sequence) => stored.recall(sequence).outputs);
  const before = recalled();
  expect(before.flat().some((output) => output[0] !== 0)).toBe(true);
  stored.setRates(0.5);
  expect(recalled()).toEqual(before);
  stored.present();
  expect(recalled()).not.toEqual(before);
});

it('recalls nothing without recurrent learning', () => {
  const stored = memory(0);
  stored.present();
  const [sequence] = stored.sequences;
  expect(stored.recall(sequence!).error).toBeCloseTo(targetVariance(sequence!), 10);
});
