import { describe, expect, test } from 'vitest';
import { createPopulation } from '../../../src/models/burst/create-population.ts';
import { drawWeights, type NetworkParameters, publishedNetwork } from '../../../src/models/burst/network.ts';
import type { BurstPopulation } from '../../../src/models/burst/population.ts';
import type { PopulationSize } from '../../../src/models/burst/weights.ts';
import { generatorOf } from './random-population.ts';

/** A published network at its published size, and what it goes through. */
interface Setting {
  readonly name: string;
  readonly steps: number;
  readonly size: PopulationSize;
  readonly network: Partial<NetworkParameters>;
  /** Standard deviation of w. */
  readonly basal: number;
  readonly learningRate: number;
}

const { apicalContext: projection } = publishedNetwork;
const half = { neurons: 500, excitatory: 400 };
const settings: readonly Setting[] = [
  {
    name: 'store & recall',
    steps: 1000,
    size: { ...half, inputs: 5, contexts: 1, outputs: 3 },
    network: { inputSigma: 12, teachingSigma: 20 },
    basal: 0,
    learningRate: 10,
  },
  {
    name: 'worker with context',
    steps: 120,
    size: { ...half, inputs: 80, contexts: 2, outputs: 2 },
    network: { inputSigma: 20, apicalContext: { ...projection, sigma: 50, targets: 'assemblies' } },
    basal: 0,
    learningRate: 0.5,
  },
  {
    name: 'manager',
    steps: 120,
    size: { ...half, inputs: 80, contexts: 1, outputs: 2 },
    network: { inputSigma: 20, teachingSigma: 100 },
    basal: 0,
    learningRate: 0.5,
  },
  {
    name: 'basal control with w ≠ 0',
    steps: 120,
    size: { ...half, inputs: 80, contexts: 2, outputs: 2 },
    network: { inputSigma: 20, teachingSigma: 100, basalContext: { ...projection, sigma: 50 } },
    basal: 2,
    learningRate: 0.5,
  },
];

describe('event64 beside dense64 at published size', () => {
  test.each(settings)('$name: identical spikes for three whole episodes', (setting) => {
    const [dense, event] = [create(setting, 'dense64'), create(setting, 'event64')];
    const { inputs, contexts, outputs } = setting.size;
    let [spikes, bursts] = [0, 0];
    for (let episode = 0; episode < 3; episode++) {
      for (const population of [dense, event]) population.reset({ plastic: true });
      for (let t = 0; t < setting.steps; t++) {
        const share = t / setting.steps;
        for (const population of [dense, event]) {
          population.setInput(inputAt(share, inputs));
          if (t % 60 === 0) population.setContext(unit(contexts, Math.floor(share * contexts)));
          population.setTeaching(targetAt(share, outputs, episode), 1);
          population.step();
        }
        expectSameSpikes(dense, event, `episode ${episode}, step ${t}`);
        for (const spike of event.state.somaSpike) spikes += spike;
        for (const burst of event.state.targetBurst) bursts += burst;
      }
      for (const population of [dense, event]) population.settle();
    }
    expect(spikes).toBeGreaterThan(1000);
    expect(bursts).toBeGreaterThan(100);
    const [exact, found] = [dense.weights.proximal!, event.weights.proximal!];
    let deviation = 0;
    for (let k = 0; k < exact.length; k++) deviation = Math.max(deviation, Math.abs(exact[k]! - found[k]!));
    expect(deviation).toBeLessThan(1e-10);
  });
});

function create(
  { size, network, basal, learningRate }: Setting,
  kernel: 'dense64' | 'event64',
): BurstPopulation {
  const generator = generatorOf(12);
  const parameters = { ...publishedNetwork, ...network };
  const drawn = drawWeights(parameters, size, generator);
  const weights = { ...drawn, basal: basal === 0 ? null : generator.normal(0, basal, size.neurons ** 2) };
  return createPopulation(size, weights, parameters.neuron, { learningRate, escapeWidth: 0.1 }, kernel);
}

/** A clock of few units, or rows of 20 units with a bump that moves. */
function inputAt(share: number, units: number): Float64Array {
  if (units < 20) return unit(units, Math.floor(share * units));
  return Float64Array.from({ length: units }, (_, k) => {
    const place = Math.cos(2 * Math.PI * (share + Math.floor(k / 20) / 4));
    return Math.exp(-((-1 + ((k % 20) * 2) / 19 - place) ** 2) / 0.02);
  });
}

function targetAt(share: number, outputs: number, episode: number): Float64Array {
  return Float64Array.from({ length: outputs }, (_, o) =>
    Math.cos(2 * Math.PI * (o + 1) * share + o + episode),
  );
}

function unit(length: number, active: number): Float64Array {
  return Float64Array.from({ length }, (_, k) => (k === active ? 1 : 0));
}

function expectSameSpikes(dense: BurstPopulation, event: BurstPopulation, where: string): void {
  for (const name of [
    'somaSpike',
    'distalSpike',
    'proximalSpike',
    'targetBurst',
    'recurrentBurst',
  ] as const) {
    const [expected, found] = [dense.state[name], event.state[name]];
    for (let i = 0; i < expected.length; i++) {
      if (expected[i] !== found[i]) expect.fail(`${where}: ${name} of neuron ${i}`);
    }
  }
}
