import { registry } from 'gymnasium-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { adapters, buttonFoodAdapter, roomsMazeAdapter } from '../envs/index.ts';
import { encodeConfig, parseConfig } from '../src/config/config.ts';
import { explainSettings } from '../src/config/explain.ts';
import { useBuiltIn } from '../src/run/modules.ts';
import { trainables } from '../src/run/trainables.ts';
import { tasks } from '../src/task/catalogue.ts';
import { taskOptions } from '../src/task/options.ts';

beforeAll(useBuiltIn);

describe('the catalogue of tasks', () => {
  const levels = [...registry.keys()].filter((id) => /^(MiniGrid|BabyAI)-/.test(id));

  it('finds a task by its name', () => {
    expect(tasks.find('button-food').entry).toBe(buttonFoodAdapter);
    expect(tasks.names).toEqual(adapters.map(({ name }) => name));
  });

  it('knows the task of every level, and sets the level', () => {
    expect(levels.length).toBeGreaterThan(160);
    for (const id of levels) {
      const { entry, settings } = tasks.find(id);
      const options = taskOptions(entry, settings);
      expect(options.env['id'], id).toBe(id);
      expect(entry.registered!(options).id, id).toBe(id);
      expect(entry.pythonModule, id).toBe('minigrid');
      expect(adapters.filter((other) => other.levels?.includes(id))).toEqual([entry]);
    }
  });

  it('knows environments by their ids, with the namespace or without', () => {
    for (const id of ['rooms-maze', 'RoomsMaze-v0', 'burstwise/RoomsMaze-v0'])
      expect(tasks.find(id)).toEqual({ entry: roomsMazeAdapter, settings: [] });
  });

  it('suggests the name or level that was probably meant', () => {
    expect(() => tasks.find('buton-food')).toThrow(/^environment: did you mean button-food\?/);
    expect(() => tasks.find('MiniGrid-DorKey-16x16-v0')).toThrow(/did you mean MiniGrid-DoorKey-16x16-v0\?/);
    expect(() => tasks.find('chess')).toThrow(/expected a name of `burstwise envs list`.*received "chess"/);
  });
});

describe('the catalogue of what can be trained', () => {
  it('has every task with an environment, and those without one', () => {
    expect(trainables.names).toEqual([...tasks.names, 'store-recall', 'demo']);
    expect(trainables.find('MiniGrid-DoorKey-8x8-v0').entry.name).toBe('door-key');
    expect(trainables.find('demo').entry.environment).toBe('button-food');
  });

  it.each(['button-food', 'craft', 'door-key', 'store-recall', 'demo'])(
    'explains every setting of %s',
    (name) => {
      const { schema } = trainables.find(name).entry;
      const settings = encodeConfig(schema, parseConfig(schema, {}, name));
      const explained = explainSettings(schema, { settings, alternatives: true });
      expect(explained.length).toBeGreaterThan(20);
      expect(explained.filter(({ meaning }) => meaning === '')).toEqual([]);
    },
  );
});
