import { describe, expect, test } from 'vitest';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { adapters } from '../../envs/index.ts';
import { handedOver, variants } from '../../experiments/minigrid/rows.ts';
import { parseConfig } from '../../src/config/config.ts';

describe('the rows of the table of MiniGrid and BabyAI', () => {
  test('have names of their own, and settings that their tasks accept', () => {
    const names = variants.map(({ task, name }) => `${task}: ${name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { task, name, config } of variants) {
      const { schema } = imitationTrainable(adapters.find((adapter) => adapter.name === task)!);
      expect(parseConfig(schema, config, name).task).toBe(task);
    }
  });

  test('say what is handed over to agents', () => {
    const of = (part: string) => handedOver(variants.find(({ name }) => name.startsWith(part))!);
    expect(of('7 × 7 view')).toEqual([]);
    expect(of('KeyCorridorS6R3, recipe')).toEqual(['ways']);
    expect(of('ObstructedMaze-2Dl, recipe')).toEqual(['ways', 'hindrances']);
    expect(of('BossLevel, recipe')).toEqual(['ways', 'hindrances', 'memory']);
    expect(of('BossLevel, without memory')).toEqual(['ways', 'hindrances']);
  });
});
