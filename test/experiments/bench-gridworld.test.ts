import { describe, expect, it } from 'vitest';
import { benchGridworld } from '../../experiments/bench/gridworld.ts';
import { python } from '../envs/gridworld/minigrid/reference.ts';

describe.skipIf(python === null)('the benchmark of gridworlds', () => {
  it('measures here and in Python, and compares the medians', () => {
    const id = 'MiniGrid-Empty-5x5-v0';
    const { rows, ratios } = benchGridworld({ python: python!, rounds: 2, seconds: 0.01, ids: [id] });
    const names = [id, `${id}, vector of 16`];
    expect(rows.map(({ name }) => name)).toEqual(names.flatMap((name) => [name, `${name}, Python`]));
    for (const { median, low, high } of rows) {
      expect(low).toBeGreaterThan(0);
      expect(median).toBeCloseTo((low + high) / 2, 3);
    }
    expect(ratios.map(({ name }) => name)).toEqual(names.map((name) => `${name} / Python`));
    expect(ratios[0]!.value).toBeCloseTo(rows[0]!.median / rows[1]!.median, 6);
  });
});
