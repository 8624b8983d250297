import { expect, test } from 'vitest';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { roomsMazeAdapter } from '../../envs/gridworld/rooms-maze/index.ts';
import table from '../../experiments/rooms-maze/table.ts';
import { parseConfig } from '../../src/config/config.ts';

test('no agent of the rooms maze table sees the plan of the environment', () => {
  const { schema } = imitationTrainable(roomsMazeAdapter);
  const cells = table.cells({ seeds: [1], episodes: 10 });
  const seen = cells.map(({ name, variant }) => {
    const { agent, options } = parseConfig(schema, variant.config, name);
    const planned = agent.kind === 'hierarchical' && agent.manager.planner !== undefined;
    return `${options.encoding['guide']}${planned ? ' and waves' : ''}`;
  });
  expect(seen).toEqual([
    'none and waves',
    'none and waves',
    'map and waves',
    ...Array.from({ length: 4 }, () => 'map'),
  ]);
});
