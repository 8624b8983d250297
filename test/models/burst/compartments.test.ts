import { describe, expect, test } from 'vitest';
import type { NeuronParameters } from '../../../src/models/burst/parameters.ts';
import { expectClose, on, populationOf, record, type Wiring } from './small-population.ts';

/*
 * Published constants: a = dt/tau_m = 1/20, h = −1, h + h_ref = −6, soma reset −20, apical reset −160, b_W = 100.
 */

describe('distal apical compartment', () => {
  test('integrates teaching, fires, is reset, and recovers slowly', () => {
    // Drive 16 − 6 = 10: −0.95 + 0.5 = −0.45;  −0.4275 + 0.5 = 0.0725 > 0: spike;  −160;  −152 + 0.5;  …
    const population = populationOf({ weights: { teaching: Float64Array.of(16) } });
    population.setTeaching(on, 1);
    const spikes: number[] = [];
    const voltages = record(population, 5, (state) => {
      spikes.push(state.distalSpike[0]!);
      return state.distalVoltage;
    });
    expectClose(voltages, [-0.45, 0.0725, -160, -151.5, -143.425]);
    expect(spikes).toEqual([0, 1, 0, 0, 0]);
  });

  test('takes the context in the same way', () => {
    const population = populationOf({ weights: { apicalContext: Float64Array.of(16) } });
    population.setContext(on);
    expectClose(
      record(population, 3, (state) => state.distalVoltage),
      [-0.45, 0.0725, -160],
    );
  });

  test('without drive it tends to h + h_ref', () => {
    const population = populationOf({});
    const voltages = record(population, 300, (state) => state.distalVoltage);
    // −6 + 5 · 0.95^n
    expectClose(voltages.slice(0, 2), [-1.25, -1.4875]);
    expect(voltages.at(-1)).toBeCloseTo(-6, 5);
  });

  test('the teaching gain scales the signal; at 0 there is no teacher', () => {
    const taught = (gain: number) => {
      const population = populationOf({ weights: { teaching: Float64Array.of(16) } });
      population.setTeaching(on, 1);
      population.setTeaching(on, gain);
      population.step();
      return population.state.distalVoltage[0];
    };
    expect(taught(0.5)).toBeCloseTo(-0.95 + 0.05 * (8 - 6), 12);
    expect(taught(0)).toBeCloseTo(-1.25, 12);
  });
});

describe('soma', () => {
  test('fires, is reset, and adapts', () => {
    // I = 41 − 1 = 40: −0.95 + 2 = 1.05: spike, W = 1 − e^(−1/200);  −20;  then −19 + 2 − 5 W with W one step decayed.
    const population = populationOf({ weights: { input: Float64Array.of(41) } });
    population.setInput(on);
    const adaptation = 1 - Math.exp(-1 / 200);
    const third = -17 - 5 * adaptation * Math.exp(-1 / 200);
    const fourth = third * 0.95 + 2 - 5 * adaptation * Math.exp(-2 / 200);
    expectClose(
      record(population, 4, (state) => state.somaVoltage),
      [1.05, -20, third, fourth],
    );
  });

  test('takes the basal context in the same way, and holds what it sees', () => {
    const population = populationOf({ weights: { basalContext: Float64Array.of(11) } });
    population.setContext(on);
    expectClose(
      record(population, 2, (state) => state.somaVoltage),
      [-0.45, 0.0725],
    );
  });

  test('in a burst it is reset to a third and driven by 20 more', () => {
    // Soma and distal compartment both fire in step 1: S and B at once, b = 1 − e^(−1/20) > θ, so A = 1.
    const population = populationOf({
      weights: { input: Float64Array.of(41), teaching: Float64Array.of(46) },
    });
    population.setInput(on);
    population.setTeaching(on, 1);
    const adaptation = (1 - Math.exp(-1 / 200)) * Math.exp(-1 / 200);
    const third = (-20 / 3) * 0.95 + 0.05 * (40 + 20 - 100 * adaptation);
    expectClose(
      record(population, 3, (state) => state.somaVoltage),
      [1.05, -20 / 3, third],
    );
    expect(population.state.burstWindow[0]).toBe(1);
  });
});

describe.each(['dense64', 'event64'] as const)('proximal apical compartment, %s', (kernel) => {
  // Neuron 0 fires in step 1 and excites neuron 1 through J = 100. With s = 1 − e^(−1/2): ẑ = s, s e^(−1/2), s e^(−1), …
  const trace = (k: number) => (1 - Math.exp(-1 / 2)) * Math.exp(-k / 2);
  const wiring: Wiring = {
    kernel,
    neurons: 2,
    weights: { input: Float64Array.of(41, 0), proximal: Float64Array.of(0, 100, 0, 0) },
  };

  test('memoryless: it is set anew in every step', () => {
    const population = populationOf(wiring);
    population.setInput(on);
    const voltages = record(population, 4, (state) => state.proximalVoltage, 1);
    const driven = (k: number) => -0.95 + 0.05 * (100 * trace(k) - 6);
    expectClose(voltages, [-1.25, driven(0), -160, driven(2)]);
    expect(driven(0)).toBeGreaterThan(0);
  });

  test('leaking: it integrates like the others', () => {
    const population = populationOf({ ...wiring, neuron: { proximalCompartment: 'leaking' } });
    population.setInput(on);
    const voltages = record(population, 4, (state) => state.proximalVoltage, 1);
    const second = -1.25 * 0.95 + 0.05 * (100 * trace(0) - 6);
    expectClose(voltages, [-1.25, second, -160, -160 * 0.95 + 0.05 * (100 * trace(2) - 6)]);
    expect(second).toBeGreaterThan(0);
  });

  test('basal recurrence reaches the soma one step after the spike', () => {
    const weights = { input: Float64Array.of(41, 0), basal: Float64Array.of(0, 100, 0, 0) };
    const population = populationOf({ kernel, neurons: 2, weights });
    population.setInput(on);
    // −0.95 + 0.05 (w ẑ − 1)
    const second = -1 * 0.95 + 0.05 * (100 * trace(0) - 1);
    expectClose(
      record(population, 2, (state) => state.somaVoltage, 1),
      [-1, second],
    );
  });

  test('only spikes within bursts are transmitted, if asked', () => {
    const run = (transmission: NeuronParameters['transmission'], teaching: number) => {
      const population = populationOf({
        kernel,
        neurons: 2,
        weights: {
          input: Float64Array.of(201, 0),
          teaching: Float64Array.of(teaching, 0),
          proximal: Float64Array.of(0, 10, 0, 0),
        },
        neuron: { transmission },
      });
      population.setInput(on);
      population.setTeaching(on, 1);
      const spikes: number[] = [];
      const arrived = Array.from({ length: 6 }, () => {
        population.step();
        spikes.push(population.state.somaSpike[0]!);
        // V^p = −0.95 + 0.05 (10 ẑ − 6), never above 0
        return (population.state.proximalVoltage[1]! + 1.25) / 0.5;
      });
      return { spikes, arrived };
    };
    // Of the spikes in steps 1, 3 and 5 the first comes before the burst that it starts with the distal spike of step 1.
    const burst = run('burst-spikes', 46);
    expect(burst.spikes).toEqual([1, 0, 1, 0, 1, 0]);
    expectClose(burst.arrived.slice(0, 4), [0, 0, 0, trace(0)]);

    const all = run('spikes', 46);
    expect(all.spikes).toEqual(burst.spikes);
    expectClose(all.arrived.slice(0, 4), [0, trace(0), trace(1), trace(2) + trace(0)]);

    const withoutBursts = run('burst-spikes', 0);
    expect(withoutBursts.spikes.filter((spike) => spike === 1).length).toBeGreaterThan(1);
    expectClose(withoutBursts.arrived, [0, 0, 0, 0, 0, 0]);
  });
});
