import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  assemblyOf,
  type ContextProjection,
  createNetwork,
  drawWeights,
  type NetworkParameters,
  publishedNetwork,
} from '../../../src/models/burst/network.ts';
import { project } from '../../../src/numeric/vectors.ts';
import { generatorOf } from './random-population.ts';

const gate: ContextProjection = {
  sigma: 50,
  distribution: 'half-normal',
  targets: 'assemblies',
  sparsity: 0,
};

/** A network with every kind of projection. */
const parameters: NetworkParameters = {
  ...publishedNetwork,
  neurons: 100,
  excitatory: 80,
  teachingSigma: 30,
  apicalContext: gate,
  basalContext: { sigma: 10, distribution: 'normal', targets: 'all', sparsity: 0.5 },
};
const units = { inputs: 40, contexts: 2, outputs: 3 };
const size = { neurons: 100, excitatory: 80, ...units };

const draw = (changes: Partial<NetworkParameters> = {}, seed = 1) =>
  drawWeights({ ...parameters, ...changes }, size, generatorOf(seed));

function deviation(values: Iterable<number>): number {
  const list = [...values];
  return Math.sqrt(list.reduce((sum, value) => sum + value * value, 0) / list.length);
}

const share = (values: Float64Array, condition: (value: number) => boolean) =>
  values.filter(condition).length / values.length;

describe('drawWeights', () => {
  test('the order of the draws is fixed', () => {
    const weights = draw({
      teachingSparsity: 0.25,
      basalContext: { ...gate, targets: 'all', sparsity: 0.5 },
    });
    const generator = generatorOf(1);
    expect(weights.input).toEqual(generator.normal(0, 20, 40 * 100));
    const teaching = generator.normal(0, 30, 3 * 100);
    const kept = teaching.map((value, k) => (k % 100 < 80 ? value : 0));
    expect(weights.teaching).toEqual(kept.map((value) => (generator.random() < 0.25 ? 0 : value)));
    const apical = generator.normal(0, 50, 2 * 100).map(Math.abs);
    const own = (k: number) => Math.floor((k % 100) / 40) === Math.floor(k / 100);
    expect(weights.apicalContext).toEqual(apical.map((value, k) => (own(k) ? value : 0)));
    const basal = generator.normal(0, 50, 2 * 100).map(Math.abs);
    expect(weights.basalContext).toEqual(basal.map((value) => (generator.random() < 0.5 ? 0 : value)));
  });

  test('a network is the same in every version: its weights are known', () => {
    const network = createNetwork(parameters, units, generatorOf(2024));
    const { input, teaching, apicalContext, basalContext, proximal, basal } = network.population.weights;
    const hash = createHash('sha256');
    for (const values of [input, teaching, apicalContext, basalContext, network.readout.weights]) {
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    // The same draws, made with NumPy 2.4, have this checksum.
    expect(hash.digest('hex').slice(0, 16)).toBe('eefc02c3bef96fd1');
    expect([proximal, basal]).toEqual([null, null]);
    expect(network.readout.bias).toEqual(new Float64Array(3));
  });

  test('weights have the deviations asked for', () => {
    const weights = draw();
    expect(deviation(weights.input)).toBeCloseTo(20, 0);
    expect(deviation(weights.teaching.filter((value) => value !== 0)) / 30).toBeCloseTo(1, 1);
    const network = createNetwork({ ...parameters, readoutSigma: 0.1 }, units, generatorOf(3));
    expect(deviation(network.readout.weights) / 0.1).toBeCloseTo(1, 1);
    expect(draw({ inputSigma: 0 }).input.every((value) => value === 0)).toBe(true);
  });

  test('inhibitory neurons are not taught', () => {
    const { teaching } = draw();
    for (let k = 0; k < teaching.length; k++) expect(teaching[k] === 0).toBe(k % 100 >= 80);
  });

  test('half-normal context only excites, normal context does both', () => {
    const all = (distribution: ContextProjection['distribution']) =>
      draw({ apicalContext: { ...gate, distribution, targets: 'all' } }).apicalContext;
    expect(share(all('half-normal'), (value) => value > 0)).toBe(1);
    expect(deviation(all('half-normal')) / 50).toBeCloseTo(1, 1);
    const both = share(all('normal'), (value) => value > 0);
    expect(both).toBeGreaterThan(0.35);
    expect(both).toBeLessThan(0.65);
  });

  test('every assembly sees its own context only, inhibitory neurons see none', () => {
    const { apicalContext } = draw();
    for (let neuron = 0; neuron < 100; neuron++) {
      const seen = [0, 1].filter((unit) => apicalContext[unit * 100 + neuron] !== 0);
      expect(seen).toEqual(neuron < 40 ? [0] : neuron < 80 ? [1] : []);
    }
  });

  test('a remainder of neurons belongs to no assembly', () => {
    const odd = { ...size, excitatory: 80, contexts: 3 };
    const members = Array.from({ length: 100 }, (_, neuron) => assemblyOf(neuron, odd));
    expect([0, 1, 2].map((unit) => members.filter((assembly) => assembly === unit).length)).toEqual([
      26, 26, 26,
    ]);
    expect(members.slice(78).every((assembly) => assembly === -1)).toBe(true);
  });

  test('sparsity is the share of zeros', () => {
    const { basalContext } = draw({ basalContext: { ...gate, targets: 'all', sparsity: 0.75 } });
    const zeros = share(basalContext, (value) => value === 0);
    expect(zeros).toBeGreaterThan(0.65);
    expect(zeros).toBeLessThan(0.85);
    expect(share(draw().input, (value) => value === 0)).toBe(0);
  });

  test('other seeds draw other weights', () => {
    expect(draw({}, 2).input).not.toEqual(draw({}, 1).input);
    expect(draw({}, 2)).toEqual(draw({}, 2));
  });
});

describe('project', () => {
  test('sums the columns of the active units, however many there are', () => {
    const weights = generatorOf(5).normal(0, 1, 11 * 7);
    for (let active = 0; active <= 11; active++) {
      const source = Float64Array.from({ length: 11 }, (_, j) => (j < active ? j - 3.5 : 0));
      const out = new Float64Array(7).fill(9);
      project(out, weights, source);
      for (let i = 0; i < 7; i++) {
        let sum = 0;
        for (let j = 0; j < 11; j++) sum += weights[j * 7 + i]! * source[j]!;
        expect(out[i]).toBeCloseTo(sum, 12);
      }
    }
  });
});
