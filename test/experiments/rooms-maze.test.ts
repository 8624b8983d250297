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
    ...raw,
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
