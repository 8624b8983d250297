import { z } from 'zod';
import type { Problem } from '../errors.ts';
import { branchWith } from './branches.ts';
import { closest } from './suggest.ts';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];
type Path = readonly PropertyKey[];

/**
 * Noun phrase for what the schema asks for at the place of an issue; the issue then carries it as its message. For
 * unknown fields, which are told one by one later: {@link KnownFields} as JSON.
 */
export function expectation(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_small':
    case 'too_big':
      return bound(issue);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return `text of the form ${issue.pattern ?? issue.format}`;
    case 'unrecognized_keys':
      return JSON.stringify(knownFields(issue.inst, issue.keys));
    case 'invalid_union':
      return 'options' in issue ? oneOf(issue['options'] as unknown[]) : undefined;
    default:
      return undefined;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  nonoptional: 'a value',
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a finite number',
  object: 'fields (a mapping)',
  record: 'fields (a mapping)',
  string: 'text',
  tuple: 'a list',
};

/** Bounds of a number, or of the length of a list or text. */
function bound(issue: RawIssue & { code: 'too_small' | 'too_big' }): string {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const noun = { array: 'a list of length', string: 'text of length' }[issue.origin as string] ?? 'a number';
  if (issue.exact) return `${noun} ${limit}`;
  return `${noun} ${issue.code === 'too_small' ? '>' : '<'}${issue.inclusive ? '=' : ''} ${limit}`;
}

function oneOf(values: readonly unknown[]): string {
  // A field with a default may also be left out; that goes without saying.
  const names = values.filter((value) => value !== undefined).map((value) => String(value));
  return names.length === 1 ? names[0]! : `one of ${names.join(', ')}`;
}

/** What an issue says, in our words; `parent` is where the checked value lies in the whole. */
export function problemsOf(issue: z.core.$ZodIssue, parent: Path = []): Problem[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownKeys(path, issue.keys, issue.message);
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return unionProblems(issue, path);
  const received = inWords(valueAt(issue));
  return [{ path: fieldPath(path), expected: issue.message, received, remedy: remedyOf(issue, received) }];
}

/** Problems of the alternative that was evidently meant, else the choice between all. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: Path): Problem[] {
  const branches = issue.errors.map((errors) => errors.flatMap((error) => problemsOf(error, path)));
  // An alternative whose problems all lie deeper has accepted the value's type.
  const meant = branches.find((problems) => problems.every((problem) => problem.path !== fieldPath(path)));
  if (meant !== undefined) return meant;
  const expected = [...new Set(branches.flat().map((problem) => problem.expected))].join(', or ');
  return [{ path: fieldPath(path), expected, received: inWords(issue.input) }];
}

/** What can be said of fields that a schema does not know. */
interface KnownFields {
  /** Names of the fields that it knows. */
  readonly names: readonly string[];
  /** Settings under which there is an unknown one, by its name. */
  readonly elsewhere: Readonly<Record<string, string>>;
}

function knownFields(schema: unknown, unknown: readonly string[]): KnownFields {
  const elsewhere = unknown.flatMap((key) => {
    const branch = branchWith(schema, key);
    return branch === undefined ? [] : [[key, branch] as const];
  });
  return { names: keysOf(schema), elsewhere: Object.fromEntries(elsewhere) };
}

function unknownKeys(path: Path, keys: readonly string[], message: string): Problem[] {
  const { names, elsewhere } = JSON.parse(message) as KnownFields;
  return keys.map((key) => {
    const meant = closest(key, names);
    const branch = Object.hasOwn(elsewhere, key) ? elsewhere[key] : undefined;
    const known = meant === undefined ? 'remove it' : `did you mean ${meant}?`;
    return {
      path: fieldPath([...path, key]),
      expected: names.length === 0 ? 'no such field' : `one of the fields ${names.join(', ')}`,
      received: `the unknown field ${inWords(key)}`,
      remedy: branch === undefined ? known : `it belongs to ${branch}, set that, too, or remove it`,
    };
  });
}

function remedyOf(issue: z.core.$ZodIssue, received: string): string | undefined {
  if (issue.code === 'custom' && typeof issue.params?.['remedy'] === 'string') return issue.params['remedy'];
  if (issue.code === 'invalid_value' && typeof issue.input === 'string') {
    const meant = closest(issue.input, issue.values.map(String));
    return meant === undefined ? undefined : `did you mean ${meant}?`;
  }
  return received === nothing ? 'add it' : undefined;
}

/** The value that an issue is about. A discriminated union reports the whole object, not the field. */
function valueAt(issue: z.core.$ZodIssue): unknown {
  if (issue.code === 'custom') return refusedPart(issue.input, issue.path);
  if (issue.code !== 'invalid_union' || issue.discriminator === undefined) return issue.input;
  return (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator];
}

/** What a refinement of a mapping refuses: the part that its path names, of which the last keys lie in the mapping. */
function refusedPart(input: unknown, path: Path): unknown {
  if (Array.isArray(input)) return input;
  for (let from = 0; from < path.length; from++) {
    const keys = path.slice(from);
    let value = input;
    const isThere = keys.every((key) => {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
      value = (value as Record<PropertyKey, unknown>)[key];
      return true;
    });
    if (isThere) return value;
  }
  return input;
}

/** Names of the fields of an object schema. */
function keysOf(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** Path as people write it: `network.layers[2].size`. */
function fieldPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? shorten(String(key)) : `${text}.${shorten(String(key))}`;
  }, '');
}

const nothing = 'nothing';

/** A short description of a received value. */
export function inWords(value: unknown): string {
  if (value === undefined) return nothing;
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return describeList(value);
  if (value !== null && typeof value === 'object') return 'fields (a mapping)';
  return String(value);
}

/** A short list of numbers, texts and the like as it is; of others the length. */
function describeList(list: readonly unknown[]): string {
  const written = list.every((entry) => entry === null || typeof entry !== 'object')
    ? `[${list.map(inWords).join(', ')}]`
    : '';
  return written === '' || written.length > 60 ? `a list of ${list.length} entries` : written;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
