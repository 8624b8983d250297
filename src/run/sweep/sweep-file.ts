import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { encodeConfig, parseConfig } from '../../config/config.ts';
import { loadConfigFile, type RawConfig } from '../../config/config-file.ts';
import { parseSeeds } from '../../config/seed-ranges.ts';
import { duration } from '../../config/units.ts';

/** Values of settings by their dotted names, e.g. `imitation.rounds`. */
export type Settings = Readonly<Record<string, unknown>>;

const name = z
  .string()
  .regex(/^[\w-]+(\.[\w-]+)*$/)
  .refine((text) => !text.split('.').includes('__proto__'), { error: 'the name of a setting' });
const values = z.array(z.json()).min(1);
const settings = z.record(name, z.json());

const range = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high, { error: 'two numbers, the smaller one first' });

const whole = z.boolean().default(false);
const distribution = z.union([
  z.strictObject({ linear: range, whole }),
  z.strictObject({
    log: range.refine(([low]) => low > 0, { error: 'two positive numbers, the smaller one first' }),
    whole,
  }),
  z.strictObject({ choice: values }),
]);

const seeds = z.codec(z.unknown(), z.array(z.number()), {
  decode(given, context) {
    const isList = Array.isArray(given) && given.every((seed) => Number.isSafeInteger(seed) && seed >= 0);
    const parsed = parseSeeds(isList ? given.join(',') : `${given}`);
    if (parsed !== undefined) return [...parsed];
    context.issues.push({
      code: 'custom',
      message: 'different whole numbers, e.g. "1-5" or [1, 4, 7]',
      input: given,
    });
    return z.NEVER;
  },
  encode: (list) => list,
});

const schema = z.strictObject({
  task: z.string().min(1),
  use: z.union([z.string(), z.array(z.string())]).default([]),
  settings: z.record(z.string(), z.json()).default({}),
  seeds: seeds.prefault('1'),
  grid: z.record(name, values).default({}),
  zip: z
    .record(name, values)
    .refine((lists) => new Set(Object.values(lists).map(({ length }) => length)).size <= 1, {
      error: 'lists of one length, which are taken side by side',
    })
    .default({}),
  list: z.array(settings).default([]),
  random: z
    .strictObject({
      count: z.int().min(1).max(1_000_000),
      seed: z.int().min(0).default(1),
      settings: z.record(name, distribution),
    })
    .optional(),
  exclude: z.array(settings).default([]),
  layouts: z
    .strictObject({
      episodes: z.int().min(1).optional(),
      seed: z.int().min(0).default(1),
      layout: z.string().optional(),
    })
    .prefault({}),
  lease: z
    .strictObject({
      beat: duration({ default: '15 s', min: '100 ms', max: '1 h' }),
      expires: duration({ default: '3 min', min: '300 ms', max: '24 h' }),
    })
    .refine(({ beat, expires }) => expires >= 3 * beat, {
      path: ['expires'],
      error: 'at least three times `lease.beat`',
    })
    .prefault({}),
  measure: z.strictObject({ report: z.string(), goal: z.enum(['least', 'most']).default('most') }).optional(),
  halving: z
    .strictObject({
      factor: z.number().min(1.5).max(10).default(3),
      level: z.number().gt(0.5).lt(1).default(0.95),
    })
    .optional(),
});

/** A sweep as its file describes it: which settings take which values, and how the runs are compared. */
export interface SweepFile extends Omit<z.infer<typeof schema>, 'use'> {
  /** Users' modules, as absolute paths. */
  readonly use: readonly string[];
}

/** How a random setting is drawn. */
export type Distribution = z.infer<typeof distribution>;

/**
 * Reads the file of a sweep.
 * @throws ConfigError naming each field that does not fit
 */
export function loadSweepFile(path: string): SweepFile {
  return parseSweep(loadConfigFile(path), path, dirname(path));
}

/** As `loadSweepFile`, of a value at hand. @param folder what paths of modules are relative to */
export function parseSweep(value: RawConfig, source: string, folder: string): SweepFile {
  const file = parseConfig(schema, value, source);
  const use = (typeof file.use === 'string' ? [file.use] : file.use).map((path) => resolve(folder, path));
  return { ...file, use };
}

/** The file as people write it, with units. */
export function encodeSweep(file: SweepFile): RawConfig {
  const encoded = encodeConfig(schema, { ...file, use: [...file.use] }) as RawConfig;
  return JSON.parse(JSON.stringify(encoded)); // Without fields that are undefined.
}
