import { expect, test } from 'vitest';
import { noLabels } from '../../agents/imitation/label-counts.ts';
import { adapters } from '../../envs/index.ts';
import { solvability } from '../../experiments/families/solvability.ts';
import table from '../../experiments/families/table.ts';

const extent = { seeds: [1, 2], episodes: 10 };
const cells = table.cells(extent);

test('Craft and every family of MiniGrid and BabyAI is learned by both kinds of agents with four models', () => {
  const elsewhere = ['button-food', 'button-chain', 'rooms-maze'];
  const families = adapters.map(({ name }) => name).filter((name) => !elsewhere.includes(name));
  expect(Object.keys(solvability).sort()).toEqual(families.sort());
  expect(cells).toHaveLength(families.length * 2 * 4 * extent.seeds.length);
});

test('a row tells success, labels of both levels and CPU time; what was not measured is missing', () => {
  const measured = cells
    .filter(({ name }) => name === 'door-key: flat, linear')
    .map((cell, k) => ({
      cell,
      result: { ...noLabels, workerLabels: 40 + k, cpuSeconds: 2 + k, steps: 1, reached: [[10, 9, 9]] },
    }));
  const { table: rows, title } = table.render(measured, extent);
  const cell = '0.900 [0.699, 0.972]\n0 + 41 labels, 2.5 s';
  expect(rows.rows).toEqual([['door-key', 'flat', '–', cell, '–', '–']]);
  expect(title).toContain(`door-key: ${solvability['door-key']}`);
});
