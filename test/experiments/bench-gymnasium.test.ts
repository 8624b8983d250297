import { describe, expect, it } from 'vitest';
import { python } from '../../envs/gymnasium-js/test/python.ts';
import { benchGymnasium } from '../../experiments/bench/gymnasium.ts';

describe.skipIf(python === null)('the benchmark of gymnasium-js', () => {
  it('measures every way, and compares the medians with the goals', () => {
    const { rows, ratios } = benchGymnasium({ python: python!, rounds: 2, seconds: 0.01 });
    expect(rows.map((row) => row.name)).toEqual([
      'native',
      'python',
      'bridge',
      'bridge, CartPole-v1',
      'bridge, vector of 16',
      'bridge, vector of 64',
    ]);
    for (const { median, low, high } of rows) {
      expect(low).toBeGreaterThan(0);
      expect(median).toBeCloseTo((low + high) / 2, 6);
    }
    expect(ratios.map(({ goal }) => goal)).toEqual([10, 4000, 1]);
    expect(ratios[0]!.value).toBeCloseTo(rows[0]!.median / rows[1]!.median, 6);
  });
});
