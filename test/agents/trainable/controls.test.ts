import { describe, expect, it } from 'vitest';
import { comparedTrainable } from '../../../agents/trainable/controls.ts';
import { imitationTrainable } from '../../../agents/trainable/trainable.ts';
import { parseConfig } from '../../../src/config/config.ts';
import { lineAdapter } from '../line-task.ts';

const trainable = comparedTrainable(lineAdapter, {
  name: 'compared-line',
  description: 'the line beside its controls',
  published: { name: 'published', value: 0.5 },
});
const network = { neurons: 40, excitatory: 32 };
const settings = {
  seed: 3,
  agent: { manager: { network }, workers: { network } },
  imitation: { demonstrations: 4, rounds: 1, episodesPerRound: 4, labelInterval: '10 ms' },
  evaluation: { episodes: 25, layouts: ['spread'] },
};
const begin = () => trainable.begin(parseConfig(trainable.schema, settings, 'settings'));

describe('an agent beside its controls', () => {
  it('learns first, as it would alone, and its control after it', () => {
    const session = begin();
    expect(session.total).toBe(16);
    const alone = imitationTrainable({ ...lineAdapter, name: 'compared-line' });
    const agent = alone.begin(parseConfig(alone.schema, settings, 'settings'));
    for (let episode = 0; episode < 8; episode++) expect(session.advance()).toEqual(agent.advance());
    expect(session.advance()).toBeUndefined();
    for (const [name, tensor] of agent.checkpoint().tensors)
      expect(session.checkpoint().tensors.get(`trained/${name}`), name).toEqual(tensor);
  });

  it.each([3, 11])('continues after %i episodes as if it had never stopped', async (stop) => {
    const [whole, first, second] = [begin(), begin(), begin()];
    while (whole.completed < whole.total) whole.advance();
    while (first.completed < stop) first.advance();
    second.restore(first.checkpoint());
    expect(second.completed).toBe(stop);
    while (second.completed < second.total) second.advance();
    expect(second.checkpoint()).toEqual(whole.checkpoint());
    expect((await second.evaluate()).data).toEqual((await whole.evaluate()).data);
  });

  it('continues only as it acted until now', () => {
    const first = begin();
    first.advance();
    const agent = { ...settings.agent, repeatInhibition: 0.5 };
    const other = trainable.begin(parseConfig(trainable.schema, { ...settings, agent }, 'settings'));
    const restore = () => other.restore(first.checkpoint(), { toTrain: true });
    expect(restore).toThrow(/agent\.repeatInhibition: expected 0, with which it was trained until now/);
  });

  it('reports and draws everyone on the same layouts', async () => {
    const session = begin();
    while (session.completed < session.total) session.advance();
    const { table, data } = await session.evaluate({ episodes: 5 });
    expect(table.head).toEqual(['agent', 'left end', 'right end']);
    expect(table.rows.map(([agent]) => agent)).toEqual([
      'manager + workers',
      'workers, perfect manager',
      'untrained',
      'shuffled subtasks (control)',
      'published',
    ]);
    expect(data).toMatchObject({ seed: 3, episodes: 5, published: 0.5 });
    expect((await session.draw([])).map(({ name }) => name)).toEqual([
      'trajectories',
      'raster',
      'comparison',
    ]);
  });
});
