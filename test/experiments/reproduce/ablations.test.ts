import { npRandom } from 'gymnasium-js';
import { expect, it } from 'vitest';
import { Disturber } from '../../../experiments/ablations/disturbance.ts';
import { forceBursts, type Store, storeAndRecall } from '../../../experiments/ablations/recall.ts';
import { createNetwork, publishedNetwork } from '../../../src/models/burst/network.ts';
import { createState } from '../../../src/models/burst/state.ts';

const context: Store = { kind: 'context', trace: 'burstSpikeTrace', neuron: {} };
const none = { kind: 'none' } as const;

const error = (store: Store, disturbance: Parameters<typeof storeAndRecall>[0]['disturbance'] = none) =>
  storeAndRecall({ name: '', seed: 5, part: 'recall', store, disturbance, presentations: 1 }, () => {});

it('burst neurons recall without learned recurrence, linear regression of the clock worse, η = 0 not at all', () => {
  const withContext = error(context);
  expect(withContext).toBeLessThan(0.005);
  expect(error({ kind: 'linear' })).toBeGreaterThan(5 * withContext);
  const rule = { kind: 'rule', trace: 'recurrentBurstTrace', teachingSparsity: 0, neuron: {} } as const;
  expect(error({ ...rule, learningRate: 0 })).toBeGreaterThan(0.15);
});

it('lesions make recall worse', () => {
  expect(error(context, { kind: 'lesion', share: 0.3 })).toBeGreaterThan(2 * error(context));
});

it('a lesion silences its share of the neurons after learning, not before', () => {
  const network = createNetwork(
    { ...publishedNetwork, inputSigma: 12 },
    { inputs: 2, contexts: 1, outputs: 1 },
    npRandom(1)[0],
  );
  const { population } = network;
  const disturber = new Disturber({ kind: 'lesion', share: 0.5 }, population, npRandom(2)[0]);
  const spiking = () => {
    network.reset();
    const active = new Set<number>();
    for (let t = 0; t < 200; t++) {
      network.perceive({ input: disturber.step(Float64Array.of(t % 2, 1), t) }, 1);
      population.state.somaSpike.forEach((spike, i) => {
        if (spike) active.add(i);
      });
    }
    return active.size;
  };
  const before = spiking();
  disturber.afterLearning();
  expect(spiking() / before).toBeCloseTo(0.5, 1);
});

it('a clock that is cut is silent after learning alone, from its time on', () => {
  const disturber = new Disturber({ kind: 'cut', fromMs: 3 }, null, npRandom(1)[0]);
  const arriving = () => [1, 2, 3, 4].map((t) => disturber.step(Float64Array.of(1), t)[0]);
  expect(arriving()).toEqual([1, 1, 1, 1]);
  disturber.afterLearning();
  expect(arriving()).toEqual([1, 1, 0, 0]);
});

it('forced bursts follow the teacher, whatever the recurrence predicts', () => {
  const state = createState(3);
  state.targetBurstTrace.set([0.1, 0, 0]);
  state.recurrentBurstTrace.set([0, 0.1, 0]);
  state.burstWindow.set([0, 1, 0]);
  forceBursts(state);
  expect([...state.burstWindow]).toEqual([1, 0, 0]);
});
