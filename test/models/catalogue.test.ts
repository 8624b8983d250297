import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { models } from '../../src/models/catalogue.ts';

test('the burst network comes first, then its controls', () => {
  expect(models.names).toEqual(['burst', 'linear', 'random-relu', 'perceptron']);
});

describe.each([...models.entries])('model $name', (definition) => {
  const schema = definition.schema('manager');

  test('says in one sentence what it is', () => {
    expect(definition.description).toMatch(/^[A-Z][^.]*[.]$/);
  });

  test('the name alone is a configuration', () => {
    expect(schema.parse({ model: definition.name })).toMatchObject({ model: definition.name });
  });

  test('every setting is described', () => {
    const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    for (const [field, setting] of Object.entries(properties!)) {
      expect(setting, field).toHaveProperty('description');
    }
  });

  test('settings that there are not are refused', () => {
    expect(schema.safeParse({ model: definition.name, noSuchSetting: 1 }).success).toBe(false);
  });
});
