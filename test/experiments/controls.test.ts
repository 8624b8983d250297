import { describe, expect, test } from 'vitest';
import { noLabels } from '../../agents/imitation/label-counts.ts';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { adapters } from '../../envs/index.ts';
import search from '../../experiments/controls/search.ts';
import controls from '../../experiments/controls/table.ts';
import { parseConfig } from '../../src/config/config.ts';

const extent = { seeds: [1, 2], episodes: 100 };
const cells = controls.cells(extent);

describe('the table of controls', () => {
  test('has cells whose settings are valid and differ in the model', () => {
    const models = new Set<string>();
    for (const { name, variant, seed } of cells) {
      const { schema } = imitationTrainable(adapters.find((adapter) => adapter.name === variant.task)!);
      const { agent } = parseConfig(schema, { ...variant.config, seed }, name);
      const networks = agent.kind === 'flat' ? [agent] : [agent.manager, agent.workers];
      models.add(networks.map(({ network }) => network.model).join());
    }
    expect([...models].sort()).toEqual(
      ['burst', 'linear', 'perceptron', 'random-relu']
        .flatMap((model) => [model, `${model},${model}`])
        .sort(),
    );
  });

  test('shows the success of each model with its interval, and models that were not measured as missing', () => {
    const measured = cells
      .filter(({ name }) => name.startsWith('door-key: DoorKey, ') && !name.endsWith('perceptron'))
      .map((cell) => ({
        cell,
        result: { ...noLabels, cpuSeconds: 1, labels: 10 * cell.seed, steps: 1, reached: [[100, 90]] },
      }));
    const { table } = controls.render(measured, extent);
    expect(table.head).toEqual(['task', 'burst', 'linear', 'random-relu', 'perceptron']);
    const shown = '0.900 [0.851, 0.934]\n20 labels';
    expect(table.rows).toEqual(
      ['DoorKey', 'DoorKey, 7 × 7 view', 'DoorKey, flat'].map((title) => [title, shown, shown, shown, '–']),
    );
  });
});

describe('the table of searching', () => {
  const played = search.cells(extent);

  test('has every agent with and without the inhibition of its recipe', () => {
    const inhibitions = played.map(({ name, variant }) => {
      const { schema } = imitationTrainable(adapters.find((adapter) => adapter.name === variant.task)!);
      const { agent } = parseConfig(schema, variant.config, name);
      return [name.split(', ').at(-1), agent.repeatInhibition];
    });
    expect(new Set(inhibitions.map(String))).toEqual(
      new Set(['repetitions inhibited,0.3', 'not inhibited,0']),
    );
  });

  test('shows the steps beside the success', () => {
    const measured = played
      .filter(({ name }) => name === 'door-key: linear, untrained, not inhibited')
      .map((cell) => ({
        cell,
        result: {
          ...noLabels,
          cpuSeconds: 1,
          steps: 1,
          reached: [[100, 90]],
          episodeSteps: [1000 * cell.seed],
        },
      }));
    expect(search.render(measured, extent).table.rows).toEqual([
      ['door-key', 'linear, untrained', '–', '0.900 [0.851, 0.934]\n15 steps'],
    ]);
  });
});
