import { npRandom } from 'gymnasium-js';
import { expect, test } from 'vitest';
import { changePoints, randomSegments, withViews } from '../../../agents/discovery/baselines.ts';
import type { Sequences } from '../../../agents/discovery/sequences.ts';

/** Two episodes of 8 rows whose first feature jumps at row 3, and at row 5. */
const jumps = [3, 5];
const rows = {
  columns: 2,
  values: Float32Array.from(
    jumps.flatMap((jump) => Array.from({ length: 8 }, (_, t) => [t < jump ? 0 : 1, 7]).flat()),
  ),
};
const sequences: Sequences = {
  lengths: [8, 8],
  features: rows,
  conditions: rows,
  actions: { columns: 1, values: new Float32Array(16) },
  discrete: false,
};

test('change points are where features jump', () => {
  const labels = changePoints(sequences, 2, 1, 2);
  expect([...labels]).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1]);
});

test('windows keep change points apart, and nothing is cut where nothing changes', () => {
  const labels = changePoints(sequences, 3, 5, 2);
  const boundaries = labels.filter((label, row) => row % 8 > 0 && label !== labels[row - 1]);
  expect(boundaries.length).toBeLessThanOrEqual(6);
  const still = { ...sequences, features: { columns: 2, values: new Float32Array(32) } };
  expect(new Set(changePoints(still, 3, 5, 2))).toEqual(new Set([0]));
});

test('random boundaries lie within episodes, and follow from the generator', () => {
  const draw = (seed: number) => [...randomSegments(sequences, 2, 1, npRandom(seed)[0])];
  expect(draw(1)).toEqual(draw(1));
  for (const first of [0, 8]) expect(new Set(draw(2).slice(first, first + 8))).toEqual(new Set([0, 1]));
});

test('competing workers see their own units only', () => {
  const { views } = withViews(sequences, [[0], [1]]);
  expect(views!.map(({ values }) => [...values.subarray(6, 8)])).toEqual([
    [1, 0],
    [0, 7],
  ]);
});
