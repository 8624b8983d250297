import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { models } from '../../src/models/catalogue.ts';

test('names of models differ', () => {
  expect(new Set(models.map(({ name }) => name)).size).toBe(models.length);
});

describe.each([...models])('model $name', (definition) => {
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
