import type { Attribute } from './hdf5-objects.ts';
import type { RawAttribute, RawGroup } from './read-protocol.ts';
import {
  isStorableText,
  MOST_LEVELS,
  MOST_MESSAGE_BYTES,
  nameProblem,
  shortened,
  type Unstorable,
} from './storable.ts';

/** A value in the options of a reset: what JSON holds, special numbers, and integers beyond 2^53. */
export type OptionValue =
  | string
  | number
  | bigint
  | boolean
  | readonly OptionValue[]
  | { readonly [name: string]: OptionValue };

/** Options of an episode by name, as they are stored with it. */
export type OptionRecord = { readonly [name: string]: OptionValue };

const MOST_OPTIONS = 10_000;

/** The same options with integers as numbers where those hold them; null for none at all. */
export function canonicalOptions(options: OptionRecord | null): OptionRecord | null {
  return options === null || Object.keys(options).length === 0 ? null : (canonical(options) as OptionRecord);
}

function canonical(value: OptionValue): OptionValue {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(canonical);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, canonical(inner)]));
}

/** What keeps canonical options from being stored and read back as they are; null when nothing does. */
export function optionsProblem(options: OptionRecord, path: string): Unstorable | null {
  let count = 0;
  const problemOf = (value: OptionValue, where: string, level: number): Unstorable | null => {
    if (!isRecord(value)) return ++count > MOST_OPTIONS ? tooMany(path) : valueProblem(value, where);
    const entries = Object.entries(value);
    if (entries.length === 0 || level > MOST_LEVELS) {
      const expected = `something in it, and at most ${MOST_LEVELS} levels`;
      return { path: where, expected, received: entries.length === 0 ? '{}' : 'more' };
    }
    for (const [name, inner] of entries) {
      const problem = nameProblem(name, where) ?? problemOf(inner, `${where}/${name}`, level + 1);
      if (problem !== null) return problem;
    }
    return null;
  };
  return problemOf(options, path, 0);
}

function tooMany(path: string): Unstorable {
  return { path, expected: `at most ${MOST_OPTIONS} options`, received: 'more' };
}

function valueProblem(value: OptionValue, path: string): Unstorable | null {
  const attribute = attributeOf(value);
  if (attribute === null) {
    const json = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner));
    return {
      path,
      expected: 'a text, number, boolean, or a list of texts, of numbers or of booleans',
      received: shortened(json ?? 'nothing'),
    };
  }
  const list: readonly unknown[] = Array.isArray(attribute.value) ? attribute.value : [attribute.value];
  if (attribute.type === 'text' && !list.every((text) => isStorableText(text as string)))
    return { path, expected: 'texts without NUL and lone surrogates', received: 'one with them' };
  const bytes = Buffer.byteLength(path) + 16 * list.length;
  if (bytes <= MOST_MESSAGE_BYTES) return null;
  const expected = `at most ${MOST_MESSAGE_BYTES} bytes of an option and its name`;
  return { path, expected, received: `${bytes}` };
}

/** Canonical options as attributes `prefix/a/b`. */
export function flattenOptions(options: OptionRecord, prefix: string): Record<string, Attribute> {
  const flat: Record<string, Attribute> = {};
  for (const [name, value] of Object.entries(options)) {
    const key = `${prefix}/${name}`;
    if (isRecord(value)) Object.assign(flat, flattenOptions(value, key));
    else flat[key] = attributeOf(value)!;
  }
  return flat;
}

function isRecord(value: OptionValue): value is OptionRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null for what no attribute gives back as it was. */
function attributeOf(value: OptionValue): Attribute | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const all = (is: (item: never) => boolean) => (list as readonly never[]).every(is);
  if (list.length > 0 && all((item) => typeof item === 'string'))
    return { type: 'text', value: value as string | readonly string[] };
  if (list.length > 0 && all((item) => typeof item === 'boolean'))
    return { type: 'bool', value: Array.isArray(value) ? list.map(Number) : Number(value) };
  const numbers = value as number | readonly number[];
  if (all(isWhole)) {
    if (all((item) => item >= -(2n ** 63n) && item < 2n ** 63n)) return { type: 'int64', value: numbers };
    return all((item) => item >= 0n && item < 2n ** 64n) ? { type: 'uint64', value: numbers } : null;
  }
  return all((item) => typeof item === 'number') ? { type: 'float64', value: numbers } : null;
}

function isWhole(item: unknown): boolean {
  return typeof item === 'bigint' || (Number.isSafeInteger(item) && !Object.is(item, -0));
}

/** Attributes `prefix/a/b` as `{ a: { b } }`; null where there are none. */
export function nestedOptions(attributes: RawGroup['attributes'], prefix: string): OptionRecord | null {
  const options: Record<string, OptionValue> = {};
  for (const [key, value] of Object.entries(attributes)) {
    const [first, ...names] = key.split('/');
    if (first !== prefix || names.length === 0 || names.includes('__proto__')) continue;
    let level = options;
    for (const name of names.slice(0, -1)) level = (level[name] ??= {}) as Record<string, OptionValue>;
    level[names.at(-1)!] = value as RawAttribute;
  }
  return canonicalOptions(options);
}
