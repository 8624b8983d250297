import { expect, test } from 'vitest';
import { BurstWave } from '../../agents/planning/burst-wave.ts';
import { WIRED, waveParameters } from '../../agents/planning/wave-parameters.ts';
import guides from '../../experiments/planner/guide.ts';
import { levelScene } from '../../experiments/planner/level-scene.ts';
import { generatorOf } from '../../experiments/planner/riddles.ts';
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

test('a wave finds its way through a level from cell to cell', () => {
  const { graph, question, position } = levelScene('MiniGrid-MultiRoom-N6-v0', 3);
  const wave = new BurstWave(graph, { ...waveParameters, members: 1 }, generatorOf(1));
  wave.couplings.wire(WIRED);
  expect(wave.plan(question).way).toBeGreaterThanOrEqual(0);
  const corners = Array.from({ length: graph.places }, (_, place) => `${position(place)}`);
  expect(new Set(corners).size).toBe(graph.places);
  expect(() => levelScene('no-level', 1)).toThrow(
    /--level: expected a level of MiniGrid or BabyAI, received "no-level"/,
  );
});

test('rows of the table of guides say what is handed over', () => {
  const cells = guides.cells({ seeds: [1], episodes: 1 });
  for (const { name, variant } of cells) {
    const { options } = variant.config as { options: { encoding: { ways: boolean } } };
    expect([name, options.encoding.ways]).toEqual([name, name.endsWith('the environment')]);
  }
});
