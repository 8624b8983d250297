import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeConfig, parseConfig } from '../../src/config/config.ts';
import { withRecipe } from '../../src/config/recipe.ts';
import { duration } from '../../src/config/units.ts';

const rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delta'), rate: z.number().default(0.03) }),
  z.strictObject({ kind: z.literal('ridge'), ridge: z.number().default(1e-3) }),
]);
const plain = z.strictObject({
  seed: z.int().default(1),
  network: z
    .strictObject({
      neurons: z.int().default(500),
      sigma: z.number().default(20),
      tau: duration({ default: '20 ms' }),
    })
    .prefault({}),
  readout: rule.prefault({ kind: 'ridge' }),
  sizes: z.array(z.int()).default([1, 2]),
});
const recipe = { network: { sigma: 40, tau: '5 ms' }, readout: { kind: 'ridge', ridge: 0.1 }, sizes: [7] };
const schema = withRecipe(plain, recipe);
const parse = (value: unknown) => parseConfig(schema, value, 'test');

describe('a recipe', () => {
  it('takes the place of defaults, field by field', () => {
    expect(parse({})).toEqual({
      seed: 1,
      network: { neurons: 500, sigma: 40, tau: 5 },
      readout: { kind: 'ridge', ridge: 0.1 },
      sizes: [7],
    });
  });

  it('gives way to what is given', () => {
    const given = { network: { sigma: 30, neurons: undefined }, readout: { ridge: 0.2 }, sizes: [], seed: 3 };
    expect(parse(given)).toEqual({
      seed: 3,
      network: { neurons: 500, sigma: 30, tau: 5 },
      readout: { kind: 'ridge', ridge: 0.2 },
      sizes: [],
    });
    expect(parse({ network: { sigma: undefined }, readout: undefined })).toEqual(parse({}));
  });

  it('has no say in an alternative that it does not name', () => {
    expect(parse({ readout: { kind: 'delta' } }).readout).toEqual({ kind: 'delta', rate: 0.03 });
    expect(parse({ readout: { kind: 'ridge' } }).readout).toEqual({ kind: 'ridge', ridge: 0.1 });
  });

  it('leaves errors where they are', () => {
    expect(() => parse({ network: { sigm: 3 } })).toThrow(/network\.sigm: .*did you mean sigma/);
    expect(() => parse({ network: { tau: 3 } })).toThrow(/network\.tau: .*write the unit/);
    expect(() => parse({ network: 3 })).toThrow(/network: expected fields/);
    expect(() => parse(null)).toThrow(/expected fields/);
  });

  it('is written out with everything else, and reads back the same', () => {
    const config = parse({ network: { neurons: 60 } });
    const written = encodeConfig(schema, config) as Record<string, unknown>;
    expect(written['network']).toEqual({ neurons: 60, sigma: 40, tau: '5 ms' });
    expect(parse(written)).toEqual(config);
    expect(parseConfig(plain, written, 'test')).toEqual(config);
  });

  it('is not changed by what is laid over it', () => {
    const before = structuredClone(recipe);
    parse({ network: { sigma: 1 }, sizes: [9] });
    expect(recipe).toEqual(before);
  });
});
