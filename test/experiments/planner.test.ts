import { expect, test } from 'vitest';
import table from '../../experiments/planner/table.ts';

const extent = { seeds: [1], episodes: 20 };

test('the table of the planner: waves decide as breadth-first search does, shuffled ones do not', async () => {
  const cells = table.cells(extent).filter(({ name }) => /^(4 × 4|couplings shuffled)/.test(name));
  const measured = await Promise.all(
    cells.map(async (cell) => ({ cell, result: await table.measure(cell, () => {}) })),
  );
  const { data } = table.render(measured, extent);
  const { rows } = data as { rows: readonly { name: string; right: { value: number }; meanMs: number }[] };
  const right = Object.fromEntries(rows.map(({ name, right: { value } }) => [name, value]));
  expect(right).toMatchObject({ '4 × 4, learned': 1, '4 × 4, wired': 1, '4 × 4 with loops, learned': 1 });
  expect(right['couplings shuffled']).toBeLessThan(0.7);
  for (const { meanMs } of rows) expect(meanMs).toBeGreaterThan(20);
});
