import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noLabels } from '../../agents/imitation/label-counts.ts';
import { adapters } from '../../envs/index.ts';
import { solvability } from '../../experiments/families/solvability.ts';
import table from '../../experiments/families/table.ts';
import { root } from '../cli/burstwise.ts';

const extent = { seeds: [1, 2], episodes: 10 };
const cells = table.cells(extent);

test('Craft and every family of MiniGrid and BabyAI is learned by both kinds of agents with four models, and not at all', () => {
  const elsewhere = ['button-food', 'button-chain', 'rooms-maze', 'handwriting'];
  const families = adapters.map(({ name }) => name).filter((name) => !elsewhere.includes(name));
  expect(Object.keys(solvability).sort()).toEqual(families.sort());
  expect(cells).toHaveLength(families.length * (2 * 4 + 1) * extent.seeds.length);
  expect(cells.filter(({ variant }) => variant.untrained)).toHaveLength(
    families.length * extent.seeds.length,
  );
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
  expect(rows.rows).toEqual([['door-key', 'flat', '–', cell, '–', '–', '–']]);
  expect(title).toContain(`door-key: ${solvability['door-key']}`);
});

test('the page of the table says of each task what made it solvable', () => {
  const page = readFileSync(join(root, 'experiments/families/README.md'), 'utf8');
  for (const [task, sentence] of Object.entries(solvability))
    expect(page).toContain(`| ${task} | ${sentence} |`);
});
