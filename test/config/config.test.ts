import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { encodeConfig, parseConfig } from '../../src/config/config.ts';
import { unionWithDefault } from '../../src/config/union-with-default.ts';
import { duration } from '../../src/config/units.ts';
import { ConfigError, type Problem } from '../../src/errors.ts';

const schema = z.strictObject({
  network: z
    .strictObject({
      size: z.int().min(1).max(5000).default(500),
      tauMembrane: duration({ default: '20 ms', min: '0.1 ms' }),
      context: z.enum(['apical', 'basal']).default('apical'),
    })
    .refine(({ size, context }) => context === 'apical' || size > 10, {
      error: 'a basal network of more than 10',
    })
    .prefault({}),
  readout: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('ridge'), lambda: z.number().positive() }),
      z.strictObject({ kind: z.literal('delta'), rate: z.number() }),
    ])
    .optional(),
  seeds: z.array(z.int()).min(1).default([0]),
  limit: z.union([z.number(), z.literal('none')]).optional(),
  verbose: z.boolean().optional(),
});

function problems(value: unknown): readonly Problem[] {
  try {
    parseConfig(schema, value, 'config.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

test('a refinement of several fields shows the value of the one that it refuses', () => {
  const parts = z.strictObject({ low: z.number().default(1), high: z.number().default(2) });
  const ordered = parts.refine(({ low, high }) => low < high, { path: ['low'], error: 'less than high' });
  const whole = z
    .strictObject({ range: ordered.prefault({}), unit: z.strictObject({ size: z.number() }) })
    .refine(({ unit }) => unit.size > 0, { path: ['unit', 'size'], error: 'more than 0' });
  expect(() => parseConfig(whole, { range: { low: 5 }, unit: { size: 1 } }, 'x')).toThrow(
    'x: range.low: expected less than high, received 5',
  );
  expect(() => parseConfig(whole, { unit: { size: -1 } }, 'x')).toThrow(
    'x: unit.size: expected more than 0, received -1',
  );
});

describe('parseConfig', () => {
  test('fills in defaults and converts units', () => {
    const config = parseConfig(schema, { network: { tauMembrane: '0.01 s' } }, 'config.yaml');
    expect(config).toEqual({ network: { size: 500, tauMembrane: 10, context: 'apical' }, seeds: [0] });
  });

  test('writes a configuration that reads back the same', () => {
    const config = parseConfig(schema, { readout: { kind: 'ridge', lambda: 0.1 } }, 'config.yaml');
    const written = encodeConfig(schema, config);
    expect(written.network).toMatchObject({ tauMembrane: '20 ms' });
    expect(parseConfig(schema, written, 'again')).toEqual(config);
  });

  test.each<[string, unknown, Partial<Problem>]>([
    [
      'an unknown field',
      { network: { tauMembrain: '1 ms' } },
      {
        path: 'network.tauMembrain',
        expected: 'one of the fields size, tauMembrane, context',
        received: 'the unknown field "tauMembrain"',
        remedy: 'did you mean tauMembrane?',
      },
    ],
    ['an unknown field like no other', { zzz: 1 }, { path: 'zzz', remedy: 'remove it' }],
    [
      'a number without its unit',
      { network: { tauMembrane: 20 } },
      { path: 'network.tauMembrane', received: '20', remedy: 'write the unit, e.g. "20 ms"' },
    ],
    [
      'another unit',
      { network: { tauMembrane: '20 kg' } },
      {
        path: 'network.tauMembrane',
        expected: 'a time such as "20 ms", at least 0.1 ms',
        received: '"20 kg"',
      },
    ],
    ['a number out of range', { network: { size: 0 } }, { expected: 'a number >= 1', received: '0' }],
    [
      'a number that is not whole',
      { network: { size: 2.5 } },
      { expected: 'a whole number', received: '2.5' },
    ],
    [
      'NaN',
      { readout: { kind: 'delta', rate: Number.NaN } },
      { path: 'readout.rate', expected: 'a finite number' },
    ],
    [
      'infinity',
      { limit: Number.POSITIVE_INFINITY },
      { path: 'limit', expected: 'a finite number, or none' },
    ],
    [
      'a bound of zero',
      { readout: { kind: 'ridge', lambda: 0 } },
      { expected: 'a number > 0', received: '0' },
    ],
    [
      'a misspelt choice',
      { network: { context: 'apikal' } },
      { expected: 'one of apical, basal', received: '"apikal"', remedy: 'did you mean apical?' },
    ],
    [
      'an unknown kind',
      { readout: { kind: 'ridged' } },
      { path: 'readout.kind', expected: 'one of ridge, delta', received: '"ridged"' },
    ],
    [
      'a missing field',
      { readout: { kind: 'ridge' } },
      { path: 'readout.lambda', received: 'nothing', remedy: 'add it' },
    ],
    [
      'a wrong entry',
      { seeds: [1, 'two'] },
      { path: 'seeds[1]', expected: 'a finite number', received: '"two"' },
    ],
    ['a list that is too short', { seeds: [] }, { path: 'seeds', expected: 'a list of length >= 1' }],
    ['text for a switch', { verbose: 'yes' }, { expected: 'true or false', received: '"yes"' }],
    [
      'a value for fields',
      { network: 3 },
      { path: 'network', expected: 'fields (a mapping)', received: '3' },
    ],
    ['no mapping at all', [], { path: '', expected: 'fields (a mapping)', received: '[]' }],
    [
      'fields that do not fit each other',
      { network: { size: 5, context: 'basal' } },
      { path: 'network', expected: 'a basal network of more than 10', received: 'fields (a mapping)' },
    ],
  ])('refuses %s', (_name, value, problem) => {
    expect(problems(value)).toEqual([expect.objectContaining(problem)]);
  });

  test('tells every problem, with the source', () => {
    const value = { network: { size: -1, contxt: 'apical' }, verbose: 1 };
    expect(() => parseConfig(schema, value, 'my.yaml')).toThrow(
      /^my\.yaml: 3 problems\n {2}network\.size: expected a number >= 1, received -1\n {2}network\.contxt: /,
    );
  });

  test('says what form a text or number must have', () => {
    const forms = z.strictObject({
      id: z.string().regex(/^[a-z]+$/),
      step: z.number().multipleOf(5),
      pair: z.array(z.int()).length(2),
    });
    expect(() => parseConfig(forms, { id: 'A1', step: 3, pair: [1] }, 'c')).toThrow(
      /id: expected text of the form .*, received "A1"\n.*step: expected a multiple of 5, received 3\n.*a list of length 2/,
    );
  });

  test('explains the alternative that was meant in a union of mappings', () => {
    const either = z.union([z.strictObject({ from: z.number() }), z.string()]);
    expect(() => parseConfig(z.strictObject({ x: either }), { x: { frm: 1 } }, 'c')).toThrow(
      /x\.frm: expected one of the fields from.*did you mean from\?/s,
    );
  });
});

describe('settings of one of several kinds', () => {
  const rule = unionWithDefault<{ kind: string }>('kind', { kind: 'ridge' }, [
    z.strictObject({ kind: z.literal('ridge'), ridge: z.number().default(1) }),
    z.strictObject({ kind: z.literal('delta'), rate: z.number().default(0.1) }),
    z.strictObject({ kind: z.literal('adam').default('adam'), rate: z.number().default(0.2) }),
  ]);
  const schema = z.strictObject({ rule });

  test('of the default kind are changed by themselves', () => {
    expect(parseConfig(schema, { rule: { ridge: 3 } }, 's')).toEqual({ rule: { kind: 'ridge', ridge: 3 } });
  });

  test('of another kind are refused with the kinds that have them', () => {
    expect(() => parseConfig(schema, { rule: { rate: 1 } }, 's')).toThrow(
      'rule.rate: expected one of the fields kind, ridge, received the unknown field "rate"; ' +
        'it belongs to kind: delta or adam, set that, too, or remove it',
    );
    expect(() => parseConfig(schema, { rule: { kind: 'delta', toString: 1 } }, 's')).toThrow(/remove it/);
  });
});
