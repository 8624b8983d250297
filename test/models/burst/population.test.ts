import { describe, expect, test } from 'vitest';
import { createPopulation } from '../../../src/models/burst/create-population.ts';
import { type NeuronParameters, publishedNeuron } from '../../../src/models/burst/parameters.ts';
import type { BurstPopulation } from '../../../src/models/burst/population.ts';
import { createWeights } from '../../../src/models/burst/weights.ts';
import { lowPassFactor } from '../../../src/numeric/low-pass.ts';
import { expectClose, on, populationOf } from './small-population.ts';

describe('bursts', () => {
  /** A neuron whose soma and distal compartment fire together in step 1, and that never fires again. */
  function afterCoincidence(neuron: Partial<NeuronParameters> = {}): BurstPopulation {
    const population = populationOf({
      weights: { input: Float64Array.of(400), teaching: Float64Array.of(400) },
      neuron,
    });
    population.setInput(on);
    population.setTeaching(on, 1);
    population.step();
    population.setInput(Float64Array.of(-1));
    population.setTeaching(on, 0);
    return population;
  }

  test('every trace of one event decays with its own time constant', () => {
    const population = afterCoincidence();
    const { state } = population;
    expect([state.somaSpike[0], state.distalSpike[0], state.targetBurst[0]]).toEqual([1, 1, 1]);
    const decay = (tau: number, steps: number) => (1 - Math.exp(-1 / tau)) * Math.exp(-steps / tau);
    for (let k = 0; k <= 30; k++) {
      expect(state.somaWindowTrace[0]).toBeCloseTo(decay(20, k), 14);
      expect(state.targetBurstTrace[0]).toBeCloseTo(decay(20, k), 14);
      expect(state.adaptation[0]).toBeCloseTo(decay(200, k), 14);
      expect(state.recurrentBurstTrace[0]).toBe(0);
      population.step();
      expect(state.somaSpike[0]! + state.distalSpike[0]!).toBe(0);
    }
  });

  test.each([0.1, 0.25, 0.5, 1, 2])('traces decay in the same time with time steps of %d ms', (timeStep) => {
    const population = afterCoincidence({ timeStep });
    const { state } = population;
    const [window, slow] = [state.somaWindowTrace[0]!, state.adaptation[0]!];
    expect(window).toBeCloseTo(1 - Math.exp(-timeStep / 20), 14);
    population.step(10 / timeStep);
    expect(state.somaWindowTrace[0]! / window).toBeCloseTo(Math.exp(-10 / 20), 12);
    expect(state.adaptation[0]! / slow).toBeCloseTo(Math.exp(-10 / 200), 12);
  });

  test('the soma counts as active for 13 steps after a spike, a burst window lasts 27', () => {
    // 0.0488 e^(−k/20) > 0.025 for k ≤ 13, > 0.0125 for k ≤ 27.
    const population = afterCoincidence();
    const windows = [[population.state.somaWindow[0], population.state.burstWindow[0]]];
    for (let k = 1; k <= 30; k++) {
      population.step();
      windows.push([population.state.somaWindow[0], population.state.burstWindow[0]]);
    }
    expect(windows.map(([soma]) => soma).lastIndexOf(1)).toBe(13);
    expect(windows.map(([, burst]) => burst).lastIndexOf(1)).toBe(27);
    expect(windows.filter(([soma]) => soma === 1)).toHaveLength(14);
    expect(windows.filter(([, burst]) => burst === 1)).toHaveLength(28);
  });

  test('an apical spike without somatic activity is no burst', () => {
    const population = populationOf({ weights: { teaching: Float64Array.of(46) } });
    population.setTeaching(on, 1);
    population.step();
    expect(population.state.distalSpike[0]).toBe(1);
    expect(population.state.targetBurst[0]).toBe(0);
    expect(population.state.burstWindow[0]).toBe(0);
  });

  test('predicted bursts come from the proximal compartment and open the window as well', () => {
    const weights = { input: Float64Array.of(41), proximal: Float64Array.of(100) };
    const population = populationOf({ weights });
    population.setInput(on);
    population.step();
    expect(population.state.burstWindow[0]).toBe(0);
    population.step();
    const { proximalSpike, recurrentBurst, targetBurst, recurrentBurstTrace, burstWindow } = population.state;
    expect([proximalSpike[0], recurrentBurst[0], targetBurst[0], burstWindow[0]]).toEqual([1, 1, 0, 1]);
    expect(recurrentBurstTrace[0]).toBeCloseTo(1 - Math.exp(-1 / 20), 14);
  });

  test('the spike that starts a burst is not one within it; the next one is', () => {
    const population = populationOf({
      weights: { input: Float64Array.of(201), teaching: Float64Array.of(46) },
    });
    population.setInput(on);
    population.setTeaching(on, 1);
    const events = Array.from({ length: 3 }, () => {
      population.step();
      const { somaSpike, burstSpike, burstSpikeTrace } = population.state;
      return [somaSpike[0], burstSpike[0], burstSpikeTrace[0]];
    });
    expect(events).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [1, 1, expect.closeTo(1 - Math.exp(-1 / 20), 12)],
    ]);
  });
});

describe('threshold', () => {
  test('a voltage of exactly 0 is no spike, in any compartment', () => {
    // a = 1/2 makes everything exact: −1/2 + 1/2 · 1 = 0, then 0 + 1/2 · 1 > 0 (memoryless V^p: 0 for ever).
    const population = populationOf({
      weights: {
        input: Float64Array.of(2),
        proximal: Float64Array.of(0),
        apicalContext: Float64Array.of(0),
      },
      neuron: { tauMembrane: 2, apicalInput: 2 },
    });
    population.setInput(on);
    const { state } = population;
    population.step();
    expect([state.somaVoltage[0], state.distalVoltage[0], state.proximalVoltage[0]]).toEqual([0, 0, 0]);
    expect([state.somaSpike[0], state.distalSpike[0], state.proximalSpike[0]]).toEqual([0, 0, 0]);
    population.step();
    expect([state.somaSpike[0], state.distalSpike[0], state.proximalSpike[0]]).toEqual([1, 1, 0]);
  });

  test('a trace of exactly θ opens no window', () => {
    const trace = 1 - lowPassFactor(1, 20);
    const windowAt = (threshold: number) => {
      const population = populationOf({
        weights: { input: Float64Array.of(41), teaching: Float64Array.of(46) },
        neuron: { somaWindowThreshold: threshold, burstThreshold: threshold },
      });
      population.setInput(on);
      population.setTeaching(on, 1);
      population.step();
      return [population.state.somaWindow[0], population.state.burstWindow[0]];
    };
    expect(windowAt(trace)).toEqual([0, 0]);
    expect(windowAt(trace - 1e-15)).toEqual([1, 1]);
  });
});

describe('reset and wiring', () => {
  test('an episode starts at rest and without input, context and teacher', () => {
    const population = populationOf({
      weights: {
        input: Float64Array.of(41),
        teaching: Float64Array.of(46),
        apicalContext: Float64Array.of(46),
        basalContext: Float64Array.of(46),
        proximal: Float64Array.of(100),
      },
    });
    population.setInput(on);
    population.setContext(on);
    population.setTeaching(on, 1);
    population.step(20);
    population.reset();
    const { somaVoltage, distalVoltage, proximalVoltage, ...rest } = population.state;
    expect([somaVoltage[0], distalVoltage[0], proximalVoltage[0]]).toEqual([-1, -1, -1]);
    for (const [name, values] of Object.entries(rest)) expect(values[0], name).toBe(0);
    population.step();
    const { state } = population;
    expectClose(
      [state.somaVoltage[0]!, state.distalVoltage[0]!, state.proximalVoltage[0]!],
      [-1, -1.25, -1.25],
    );
  });

  test('matrices of another size are refused by name', () => {
    expect(() => populationOf({ neurons: 2, weights: { basal: new Float64Array(3) } })).toThrow(
      'weights.basal: expected 4 values for this population, received 3.',
    );
    expect(() => populationOf({ neurons: 2, weights: { input: new Float64Array(3) } })).toThrow(
      /weights\.input/,
    );
  });

  test('neurons that cannot rest, and few synapses beside a matrix, are refused', () => {
    expect(() => populationOf({ neuron: { restingInput: 0.5 } })).toThrow(
      /neuron\.restingInput: expected at most 0/,
    );
    const size = { neurons: 1, excitatory: 1, inputs: 1, contexts: 1, outputs: 1 };
    const none = { starts: Uint32Array.of(0, 0), targets: new Uint32Array(0), values: new Float64Array(0) };
    const weights = { ...createWeights(size), proximal: new Float64Array(1), proximalSynapses: none };
    const still = { learningRate: 0, escapeWidth: 0.1 };
    expect(() => createPopulation(size, weights, publishedNeuron, still)).toThrow(
      /weights\.proximalSynapses/,
    );
  });

  test('recurrent weights that can learn are made where there were none', () => {
    const size = { neurons: 3, excitatory: 3, inputs: 1, contexts: 1, outputs: 1 };
    const learning = { learningRate: 1, escapeWidth: 0.1 };
    const population = createPopulation(size, createWeights(size), publishedNeuron, learning);
    expect([...population.weights.proximal!]).toEqual(Array(9).fill(0));
    const fixed = createPopulation(size, createWeights(size), publishedNeuron, {
      ...learning,
      learningRate: 0,
    });
    expect(fixed.weights.proximal).toBeNull();
  });
});
