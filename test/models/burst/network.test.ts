import { describe, expect, test } from 'vitest';
import {
  type BurstNetwork,
  createNetwork,
  type NetworkParameters,
  publishedNetwork,
  type Timing,
} from '../../../src/models/burst/network.ts';
import type { Kernel } from '../../../src/models/burst/population.ts';
import { burstTrace, createState } from '../../../src/models/burst/state.ts';
import { Readout } from '../../../src/models/readout/readout.ts';
import { generatorOf } from './random-population.ts';

const units = { inputs: 6, contexts: 2, outputs: 2 };

function networkOf(changes: Partial<NetworkParameters> = {}, kernel: Kernel = 'event64'): BurstNetwork {
  const parameters: NetworkParameters = {
    ...publishedNetwork,
    neurons: 60,
    excitatory: 60,
    inputSigma: 40,
    apicalContext: { sigma: 50, distribution: 'half-normal', targets: 'all', sparsity: 0 },
    feature: { trace: 'burst-spikes', gain: 40 },
    ...changes,
  };
  return createNetwork(parameters, units, generatorOf(8), kernel);
}

const input = Float64Array.of(1, 0.5, 0, 0, 0.25, 0);
const context = Float64Array.of(1, 0);

describe('BurstNetwork in continuous time', () => {
  test('goes on as long as an environment step lasts', () => {
    const [whole, parts] = [networkOf(), networkOf()];
    expect(whole.perceive({ input, context }, 30)).toBe(30);
    for (let k = 0; k < 3; k++) expect(parts.perceive(k === 0 ? { input, context } : {}, 10)).toBe(10);
    expect(parts.feature).toEqual(whole.feature);
    expect(whole.feature.some((value) => value > 0)).toBe(true);
  });

  test('the feature is the trace at the end times its gain, the readout a linear function of it', () => {
    const network = networkOf();
    network.readout.bias.set([0.5, -2]);
    network.perceive({ input, context }, 25);
    const { burstSpikeTrace } = network.population.state;
    for (let i = 0; i < 60; i++) expect(network.feature[i]).toBeCloseTo(40 * burstSpikeTrace[i]!, 12);
    const expected = [0, 1].map((o) =>
      Array.from(network.feature).reduce(
        (sum, value, i) => sum + network.readout.weights[o * 60 + i]! * value,
        network.readout.bias[o]!,
      ),
    );
    const output = network.read();
    for (const o of [0, 1]) expect(output[o]).toBeCloseTo(expected[o]!, 12);
    expect(output[0]).not.toBeCloseTo(0.5, 3);
  });

  test('a finer time step takes more steps', () => {
    const network = networkOf({ neuron: { ...publishedNetwork.neuron, timeStep: 0.25 } });
    expect(network.perceive({ input, context }, 10)).toBe(40);
  });

  test('a reset leaves nothing of what was seen', () => {
    const network = networkOf();
    network.perceive({ input, context }, 50);
    network.reset();
    expect(network.feature.every((value) => value === 0)).toBe(true);
    network.perceive({}, 50);
    expect(network.feature.every((value) => value === 0)).toBe(true);
  });

  test('a taught network bursts where it is taught to', () => {
    const network = networkOf({
      apicalContext: publishedNetwork.apicalContext,
      teachingSigma: 100,
      feature: { trace: 'target-bursts', gain: 1 },
    });
    network.perceive({ input, teaching: Float64Array.of(1, 0) }, 25);
    const { teaching } = network.population.weights;
    const bursting = [...network.feature.keys()].filter((i) => network.feature[i]! > 0);
    expect(bursting.length).toBeGreaterThan(5);
    for (const i of bursting) expect(teaching[i]).toBeGreaterThan(0);
  });
});

describe('a teacher of a BurstNetwork', () => {
  const taught = () => networkOf({ apicalContext: publishedNetwork.apicalContext, teachingSigma: 100 });
  const teaching = Float64Array.of(1, 0);
  const distal = (network: BurstNetwork) => Array.from(network.population.state.distalVoltage);

  test('teaches until it leaves, or the episode ends', () => {
    const [alone, left, restarted, present] = [taught(), taught(), taught(), taught()];
    for (const network of [left, restarted, present]) network.perceive({ input, teaching }, 1);
    alone.perceive({ input }, 1);
    expect(distal(present)).not.toEqual(distal(alone));

    // V ← 0.95 V + 0.05 (drive − 6): without a drive from the teacher both compartments relax alike.
    const before = distal(left);
    left.perceive({ teaching: null }, 1);
    const spiked = (voltage: number) => voltage > 0;
    for (const [i, voltage] of distal(left).entries()) {
      expect(voltage).toBeCloseTo(spiked(before[i]!) ? -160 : 0.95 * before[i]! - 0.3, 12);
    }
    present.perceive({}, 1);
    expect(distal(present)).not.toEqual(distal(left));

    restarted.reset();
    restarted.perceive({ input }, 1);
    expect(distal(restarted)).toEqual(distal(alone));
  });
});

describe('BurstNetwork in decisions', () => {
  const timing = { mode: 'decision', duration: 20, averaging: 10 } as const;

  test('every reading starts from rest: what was seen before does not matter', () => {
    const network = networkOf({ timing });
    const seen = () => network.perceive({ input, context }, 1);
    expect(seen()).toBe(20);
    const first = network.feature.slice();
    network.perceive({ input: Float64Array.of(0, 0, 1, 1, 0, 1), context }, 1);
    expect(network.feature).not.toEqual(first);
    seen();
    expect(network.feature).toEqual(first);
  });

  test('with carried state, readings continue like one that lasts as long as all of them', () => {
    const carrying = networkOf({ timing: { ...timing, carryState: true } });
    const whole = networkOf({ timing: { ...timing, duration: 60 } });
    for (let k = 0; k < 3; k++) expect(carrying.perceive({ input, context }, 1)).toBe(20);
    expect(whole.perceive({ input, context }, 1)).toBe(60);
    expect(carrying.feature).toEqual(whole.feature);
    carrying.reset();
    carrying.perceive({ input, context }, 1);
    const rested = networkOf({ timing });
    rested.perceive({ input, context }, 1);
    expect(carrying.feature).toEqual(rested.feature);
  });

  test('the feature is the mean trace of the last milliseconds', () => {
    const network = networkOf({ timing });
    const { population } = networkOf();
    population.setInput(input);
    population.setContext(context);
    population.step(10);
    const mean = new Float64Array(60);
    for (let k = 0; k < 10; k++) {
      population.step();
      for (let i = 0; i < 60; i++) mean[i]! += 4 * population.state.burstSpikeTrace[i]!;
    }
    network.perceive({ input, context }, 1);
    expect(mean.some((value) => value > 0)).toBe(true);
    for (let i = 0; i < 60; i++) expect(network.feature[i]).toBeCloseTo(mean[i]!, 6);
  });
});

describe('a direct path of a BurstNetwork', () => {
  test('shows the readout the scaled input of the active context after the trace, which it does not change', () => {
    const [alone, direct] = [networkOf(), networkOf({ directPath: 3 })];
    for (const network of [alone, direct]) network.perceive({ input, context: Float64Array.of(0, 1) }, 30);
    expect(direct.feature.length).toBe(60 + 2 * 6);
    expect(direct.feature.subarray(0, 60)).toEqual(alone.feature);
    expect([...direct.feature.subarray(60)]).toEqual([0, 0, 0, 0, 0, 0, 3, 1.5, 0, 0, 0.75, 0]);
  });

  test('starts at 0, so that the network first reads the trace alone', () => {
    const [alone, direct] = [networkOf(), networkOf({ directPath: 3 })];
    const [one, other] = [alone, direct].map((network) => {
      network.perceive({ input, context }, 30);
      return [...network.read()];
    });
    for (const o of [0, 1]) expect(other![o]).toBeCloseTo(one![o]!, 12);
  });

  test('forgets its input at a reset', () => {
    const network = networkOf({ directPath: 3 });
    network.perceive({ input, context }, 30);
    network.reset();
    network.perceive({}, 30);
    expect(network.feature.every((value) => value === 0)).toBe(true);
  });
});

describe('burstTrace', () => {
  test('names the traces that can be read', () => {
    const state = createState(2);
    expect(burstTrace(state, 'target-bursts')).toBe(state.targetBurstTrace);
    expect(burstTrace(state, 'recurrent-bursts')).toBe(state.recurrentBurstTrace);
    expect(burstTrace(state, 'burst-spikes')).toBe(state.burstSpikeTrace);
  });
});

describe('Readout', () => {
  test('computes W φ + bias', () => {
    const readout = new Readout(2, 3);
    readout.weights.set([1, 2, 3, -1, 0, 0.5]);
    readout.bias.set([10, 0]);
    expect([...readout.read(Float64Array.of(1, -1, 2))]).toEqual([15, 0]);
  });
});

describe('watching a BurstNetwork', () => {
  const decision = { mode: 'decision', duration: 20, averaging: 10 } as const;
  const timings: [string, Timing][] = [
    ['continuous', { mode: 'continuous' }],
    ['decision', decision],
    ['carried', { ...decision, carryState: true }],
  ];
  const cases = timings.flatMap(([name, timing]) =>
    (['event64', 'dense64', 'simd'] as const).map((kernel) => [name, kernel, timing] as const),
  );

  test.each(cases)(
    'shows every step of a reading in %s time, by kernel %s, and changes nothing',
    (_, kernel, timing) => {
      const [watched, unseen] = [networkOf({ timing }, kernel), networkOf({ timing }, kernel)];
      for (let reading = 0; reading < 3; reading++) {
        const times: number[] = [];
        let spikes = 0;
        watched.watch = (timeMs) => {
          times.push(timeMs);
          spikes += watched.population.state.somaSpike.reduce((sum, spike) => sum + spike, 0);
        };
        const stimulus = { input: input.map((value) => value * (reading + 1)), context };
        expect(watched.perceive(stimulus, 20)).toBe(unseen.perceive(stimulus, 20));
        expect(times).toEqual(Array.from({ length: 20 }, (_, k) => k));
        expect(spikes).toBeGreaterThan(0);
        expect(watched.feature).toEqual(unseen.feature);
        expect([...watched.read()]).toEqual([...unseen.read()]);
        expect(watched.population.state.somaSpike).toEqual(unseen.population.state.somaSpike);
      }
    },
  );
});
