import { describe, expect, test } from 'vitest';
import type { BurstPopulation } from '../../../src/models/burst/population.ts';
import type { Injection } from '../../../src/models/model.ts';
import { on, populationOf } from './small-population.ts';

const kernels = ['simd', 'event64', 'dense64'] as const;
const NEURONS = 4;

function injection(
  changes: Partial<Record<'soma' | 'distal', [neuron: number, gain: number, current: number][]>>,
): Injection {
  const compartment = (entries: [number, number, number][] = []) => {
    const gain = new Float64Array(NEURONS).fill(1);
    const current = new Float64Array(NEURONS);
    for (const [neuron, factor, value] of entries) [gain[neuron], current[neuron]] = [factor, value];
    return { gain, current };
  };
  return { soma: compartment(changes.soma), distal: compartment(changes.distal) };
}

/** Every neuron gets an input of 30 at the soma and 40 at the distal compartment. */
const driven = (kernel: (typeof kernels)[number]) => {
  const weights = {
    input: Float64Array.of(30, 31, 32, 33),
    apicalContext: Float64Array.of(40, 41, 42, 43),
  };
  const population = populationOf({ weights, neurons: NEURONS, kernel });
  population.setInput(on);
  population.setContext(on);
  return population;
};

/** Somatic spikes and target bursts of each neuron in 200 steps, as a text for each. */
function activity(population: BurstPopulation): string[] {
  const lines = Array.from({ length: NEURONS }, () => '');
  for (let k = 0; k < 200; k++) {
    population.step();
    const { somaSpike, targetBurst } = population.state;
    for (let i = 0; i < NEURONS; i++) lines[i] += `${somaSpike[i]}${targetBurst[i]} `;
  }
  return lines;
}

describe.each(kernels)('injected currents (%s)', (kernel) => {
  const free = activity(driven(kernel));
  const under = (given: Injection | null) => {
    const population = driven(kernel);
    population.inject(given);
    return activity(population);
  };

  test('silence the neurons that they are injected into, and leave every bit of the others', () => {
    const lines = under(injection({ soma: [[1, 0, -1000]] }));
    expect(lines[1]).toBe('00 '.repeat(200));
    expect([lines[0], lines[2], lines[3]]).toEqual([free[0], free[2], free[3]]);
    expect(free[1]).toContain('11');
  });

  test('add to a drive, or take its place', () => {
    const spikes = (line: string) => line.split(' ').filter((step) => step.startsWith('1')).length;
    const added = under(injection({ soma: [[0, 1, 60]] }));
    expect(spikes(added[0]!)).toBeGreaterThan(spikes(free[0]!));
    expect(added[1]).toBe(free[1]);
    // Neuron 0 clamped to what neuron 3 gets does what neuron 3 does.
    const clamped = under(injection({ soma: [[0, 0, 33]], distal: [[0, 0, 43]] }));
    expect(clamped[0]).toBe(free[3]);
  });

  test('reach distal compartments that nothing else drives', () => {
    const population = populationOf({
      weights: { input: Float64Array.of(30, 31, 32, 33) },
      neurons: NEURONS,
      kernel,
    });
    population.setInput(on);
    expect(activity(population).some((line) => /\d1/.test(line))).toBe(false);
    population.reset();
    population.setInput(on);
    population.inject(injection({ distal: [[2, 1, 40]] }));
    const lines = activity(population);
    expect(lines.map((line) => /\d1/.test(line))).toEqual([false, false, true, false]);
  });

  test('stay over resets and new stimuli, and end without a trace', () => {
    const population = driven(kernel);
    population.inject(injection({ soma: [[1, 0, -1000]] }));
    activity(population);
    const again = () => {
      population.reset();
      population.setInput(on);
      population.setContext(on);
      return activity(population);
    };
    expect(again()[1]).toBe('00 '.repeat(200));
    population.inject(null);
    expect(again()).toEqual(free);
  });

  test('act the same in one call of many steps', () => {
    const [one, many] = [driven(kernel), driven(kernel)];
    for (const population of [one, many])
      population.inject(injection({ soma: [[1, 0, 20]], distal: [[0, 1, 9]] }));
    for (let k = 0; k < 50; k++) one.step();
    many.stepToFeature(50, 'target-bursts', 1);
    expect([...many.state.somaVoltage]).toEqual([...one.state.somaVoltage]);
    expect([...many.state.targetBurstTrace]).toEqual([...one.state.targetBurstTrace]);
  });

  test('are refused where they are not of this population', () => {
    const population = driven(kernel);
    const given = injection({});
    expect(() => population.inject({ ...given, soma: { ...given.soma, gain: new Float64Array(3) } })).toThrow(
      'injection soma.gain: expected 4 values, received 3',
    );
    const current = Float64Array.of(0, 1e39, 0, 0);
    expect(() => population.inject({ ...given, distal: { ...given.distal, current } })).toThrow(
      'injection distal.current: expected values that float32 can hold, received 1e+39',
    );
  });
});

test('the float64 kernels spike alike under injected currents', () => {
  const given = injection({
    soma: [
      [0, 1, 15],
      [1, 0, 50],
    ],
    distal: [
      [2, 0, -10],
      [3, 1, 20],
    ],
  });
  const [event, dense] = (['event64', 'dense64'] as const).map((kernel) => {
    const population = driven(kernel);
    population.inject(given);
    return activity(population);
  });
  expect(event).toEqual(dense);
});
