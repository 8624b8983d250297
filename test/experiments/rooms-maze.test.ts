import { expect, test } from 'vitest';
import { noLabels } from '../../agents/imitation/label-counts.ts';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { roomsMazeAdapter } from '../../envs/gridworld/rooms-maze/index.ts';
import table from '../../experiments/rooms-maze/table.ts';
import { parseConfig } from '../../src/config/config.ts';

const { schema } = imitationTrainable(roomsMazeAdapter);
const cells = table.cells({ seeds: [1], episodes: 10 });

test('of the agents of the rooms maze table one sees the plan of the environment, and its row says so', () => {
  const seen = cells.map(({ name, variant }) => {
    const { agent, options } = parseConfig(schema, variant.config, name);
    const planner = agent.kind === 'hierarchical' ? agent.manager.planner?.kind : undefined;
    return `${options.encoding['guide']}, ${planner ?? 'no planner'}`;
  });
  const raw = Array.from({ length: 4 }, () => 'map, no planner');
  const ofKind = ['none, burst-wave', ...raw];
  expect(seen).toEqual([
    'none, burst-wave',
    'none, burst-wave',
    'wave, no planner',
    ...Array.from({ length: 4 }, () => 'none, none'), // these search
    'none, burst-wave',
    ...raw,
    ...raw, // failures corrected
    ...ofKind,
    ...ofKind,
    ...ofKind,
  ]);
  const result = { ...noLabels, cpuSeconds: 1, labels: 1, steps: 1, reached: [[1]] };
  const { data } = table.render(
    cells.map((cell) => ({ cell, result })),
    { seeds: [1], episodes: 10 },
  );
  const { rows } = data as { rows: readonly { agent: string; environmentsPlan: boolean }[] };
  expect(rows.flatMap(({ agent, environmentsPlan }) => (environmentsPlan ? agent : []))).toEqual([
    'burst, environment’s plan',
  ]);
});

test('given mazes have the form of the published ones, and doors are moved along their walls', () => {
  const [cell] = cells.filter(({ name }) => name.includes('given mazes'));
  const { options, imitation } = parseConfig(schema, cell!.variant.config, cell!.name);
  expect(cell!.variant.layouts).toEqual(['own']);
  expect([imitation.layout, options.env['shiftDoors']]).toEqual(['random', true]);
  const mazes = options.env['mazes'] as readonly { readonly doors: readonly (readonly number[])[] }[];
  expect(mazes).toHaveLength(1000);
  // The middle of a wall is two cells from the next walls.
  for (const { doors } of mazes) for (const [x, y] of doors) expect([x! % 4, y! % 4].sort()).toEqual([0, 2]);
});
