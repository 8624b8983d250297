import { describe, expect, test } from 'vitest';
import { logistic, plasticityFactor } from '../../../src/models/burst/plasticity.ts';
import { createState } from '../../../src/models/burst/state.ts';

interface Neuron {
  readonly distalSpike: 0 | 1;
  readonly proximalVoltage: number;
  readonly somaWindow: 0 | 1;
  readonly refractory?: 0 | 1;
}

/** A of one neuron with η = 2 and δu = 0.1. */
function factorOf({ distalSpike, proximalVoltage, somaWindow, refractory = 0 }: Neuron): number {
  const state = createState(1);
  state.distalSpike[0] = distalSpike;
  state.proximalVoltage[0] = proximalVoltage;
  state.somaWindow[0] = somaWindow;
  const out = Float64Array.of(7);
  plasticityFactor(out, state, Uint8Array.of(refractory), 2, 0.1);
  return out[0]!;
}

describe('plasticityFactor', () => {
  test('a taught spike that was not predicted strengthens, by η at most', () => {
    expect(factorOf({ distalSpike: 1, proximalVoltage: 0, somaWindow: 1 })).toBe(1);
    expect(factorOf({ distalSpike: 1, proximalVoltage: -100, somaWindow: 1 })).toBe(2);
    // σ(−1) = 1/(1 + e)
    expect(factorOf({ distalSpike: 1, proximalVoltage: -0.1, somaWindow: 1 })).toBeCloseTo(
      2 * (1 - 1 / (1 + Math.E)),
      12,
    );
  });

  test('a predicted spike that was not taught weakens', () => {
    expect(factorOf({ distalSpike: 0, proximalVoltage: 0, somaWindow: 1 })).toBe(-1);
    expect(factorOf({ distalSpike: 0, proximalVoltage: 100, somaWindow: 1 })).toBe(-2);
    expect(factorOf({ distalSpike: 0, proximalVoltage: -100, somaWindow: 1 })).toBeCloseTo(0, 12);
  });

  test('nothing changes where the soma is silent, or where V^p was reset in this step', () => {
    expect(factorOf({ distalSpike: 1, proximalVoltage: 0, somaWindow: 0 })).toBe(0);
    expect(factorOf({ distalSpike: 1, proximalVoltage: 0, somaWindow: 1, refractory: 1 })).toBe(0);
  });

  test('the spike probability is a logistic function, finite for every voltage', () => {
    expect(logistic(0)).toBe(0.5);
    expect(logistic(1) + logistic(-1)).toBeCloseTo(1, 15);
    expect(logistic(Math.log(3))).toBeCloseTo(0.75, 12);
    expect([logistic(-1e5), logistic(1e5)]).toEqual([0, 1]);
  });
});
