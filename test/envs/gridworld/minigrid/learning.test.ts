import { expect, it } from 'vitest';
import { imitationTrainable } from '../../../../agents/trainable/trainable.ts';
import { adapters } from '../../../../envs/index.ts';
import { parseConfig } from '../../../../src/config/config.ts';

const adapter = adapters.find(({ name }) => name === 'door-key')!;

it('a manager and workers find key, door and goal in unseen rooms after a few demonstrations', () => {
  const task = imitationTrainable(adapter);
  const settings = { seed: 2, imitation: { demonstrations: 40, rounds: 2 } };
  const session = task.begin(parseConfig(task.schema, settings, 'settings'));
  const success = () => {
    const results = session.play({ episodes: 30, layout: 'random', seed: 8 });
    return results.filter(({ achieved }) => achieved.at(-1)).length / results.length;
  };
  expect(success()).toBeLessThan(0.1);
  while (session.completed < session.total) session.advance();
  expect(success()).toBeGreaterThan(0.8);
});
