import { describe, expect, test } from 'vitest';
import { lowPassFactor } from '../../src/neuron/low-pass.ts';
import { type NeuronParameters, publishedNeuron } from '../../src/neuron/parameters.ts';
import { type BurstPopulation, createPopulation, type Kernel } from '../../src/neuron/population.ts';
import { createWeights, type PopulationWeights } from '../../src/neuron/weights.ts';

/*
 * Published constants: a = dt/tau_m = 1/20, h = −1, h + h_ref = −6, soma reset −20, apical reset −160, b_W = 100.
 */

interface Wiring {
  readonly weights?: Partial<PopulationWeights>;
  readonly neuron?: Partial<NeuronParameters>;
  readonly neurons?: number;
  readonly kernel?: Kernel;
}

/** Neurons that each see one unit of input, context and teaching; every weight not given is 0. */
function populationOf({
  weights = {},
  neuron = {},
  neurons = 1,
  kernel = 'event64',
}: Wiring): BurstPopulation {
  const size = { neurons, excitatory: neurons, inputs: 1, contexts: 1, outputs: 1 };
  const plasticity = { learningRate: 0, escapeWidth: 0.1 };
  const wired = { ...createWeights(size), ...weights };
  return createPopulation(size, wired, { ...publishedNeuron, ...neuron }, plasticity, kernel);
}

const on = Float64Array.of(1);

/** Steps a population and lists a value of neuron `index` after each. */
function record(
  population: BurstPopulation,
  steps: number,
  of: (state: BurstPopulation['state']) => ArrayLike<number>,
  index = 0,
): number[] {
  return Array.from({ length: steps }, () => {
    population.step();
    return of(population.state)[index]!;
  });
}

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  for (const [k, value] of values.entries()) expect(value, `step ${k + 1}`).toBeCloseTo(expected[k]!, 10);
}

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

  test.each([0.1, 0.25, 0.5, 1, 2])(
    'traces decay in the same time with time steps of %d ms',
    (timeStepMs) => {
      const population = afterCoincidence({ timeStepMs });
      const { somaWindowTrace, adaptation } = population.state;
      const [window, slow] = [somaWindowTrace[0]!, adaptation[0]!];
      expect(window).toBeCloseTo(1 - Math.exp(-timeStepMs / 20), 14);
      population.step(10 / timeStepMs);
      expect(somaWindowTrace[0]! / window).toBeCloseTo(Math.exp(-10 / 20), 12);
      expect(adaptation[0]! / slow).toBeCloseTo(Math.exp(-10 / 200), 12);
    },
  );

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
      neuron: { tauMembraneMs: 2, apicalInput: 2 },
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
    expectClose([somaVoltage[0]!, distalVoltage[0]!, proximalVoltage[0]!], [-1, -1.25, -1.25]);
  });

  test('matrices of another size are refused by name', () => {
    expect(() => populationOf({ neurons: 2, weights: { basal: new Float64Array(3) } })).toThrow(
      'weights.basal: expected 4 values for this population, received 3.',
    );
    expect(() => populationOf({ neurons: 2, weights: { input: new Float64Array(3) } })).toThrow(
      /weights\.input/,
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
