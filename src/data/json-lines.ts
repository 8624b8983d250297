import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import {
  type Box,
  createArray,
  Dict,
  Discrete,
  type Dtype,
  dtypes,
  type MultiBinary,
  type MultiDiscrete,
  type Space,
  Text,
  Tuple,
} from 'gymnasium-js';
import { z } from 'zod';
import { validate } from '../config/config.ts';
import { UsageError } from '../errors.ts';
import { AtomicFile, writeAll } from '../files/atomic-file.ts';
import {
  type Column,
  columnGroup,
  columnOf,
  numberColumn,
  numbersOf,
  plain,
  sizeOf,
  textColumn,
  valuesOf,
} from './column.ts';
import type { Dataset } from './dataset.ts';
import { DatasetError } from './dataset-error.ts';
import { createDemonstration, type DatasetSpaces, type Demonstration, notesSchema } from './demonstration.ts';
import { descriptionOf } from './derive.ts';
import { onDisk } from './disk.ts';
import { ownDescriptionSchema } from './metadata.ts';
import { formatMinariSpace, parseMinariSpace } from './minari-spaces.ts';
import type { OptionRecord, OptionValue } from './options.ts';
import type { DatasetDescription } from './recording.ts';

/**
 * Datasets as JSON Lines: a header, then a line for each episode. Values of spaces are as an environment gives them,
 * arrays flat; infos are columns with their types. What JSON has no number for (−0, NaN, infinities, integers beyond
 * 2^53) is text; in options, where it could be taken for one, `{ "": text }`.
 */
const FORMAT = 'burstwise-demonstrations-1';

const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  episodes: z.int().min(0),
  observation_space: z.string(),
  action_space: z.string(),
  env_spec: z.string().nullable().default(null),
  author: z.array(z.string()).default([]),
  licence: z.string().nullable().default(null),
  description: z.string().nullable().default(null),
  /** What other programs wrote into the metadata. */
  others: z.record(z.string(), z.unknown()).default({}),
  burstwise: ownDescriptionSchema,
});

const number = z.union([z.number(), z.string().regex(/^(-?\d+|NaN|-?Infinity)$/)]);

const columnSchema: z.ZodType<JsonColumn> = z.lazy(() =>
  z.union([
    z.strictObject({ dtype: z.enum(dtypes), shape: z.array(z.int().min(0)), data: z.array(number) }),
    z.strictObject({ texts: z.array(z.string()) }),
    z.strictObject({ parts: z.record(z.string(), columnSchema) }),
  ]),
);

const specialNumber = z
  .strictObject({ '': z.string().regex(/^(-0|-?[1-9]\d*|NaN|-?Infinity)$/) })
  .transform(({ '': text }) => (/^-?[1-9]/.test(text) ? BigInt(text) : Number(text)));

const option: z.ZodType<OptionValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(option),
    specialNumber,
    z.record(z.string(), option),
  ]),
);

const episodeSchema = z.strictObject({
  seed: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable(),
  options: z.record(z.string(), option).nullable(),
  observations: z.array(z.unknown()),
  actions: z.array(z.unknown()),
  rewards: z.array(number),
  terminated: z.boolean(),
  truncated: z.boolean(),
  infos: z.record(z.string(), columnSchema),
  notes: notesSchema.optional(),
});

type JsonColumn =
  | { readonly dtype: Dtype; readonly shape: number[]; readonly data: (number | string)[] }
  | { readonly texts: string[] }
  | { readonly parts: Record<string, JsonColumn> };

export interface ExportOptions {
  /** Replace a file that is there. */
  readonly overwrite?: boolean;
  readonly onEpisode?: (completed: number) => void;
}

/**
 * Writes a dataset as JSON Lines, an episode at a time.
 *
 * @param path a file, which appears when it is whole; what is there and is no file, such as a pipe, is written to at
 *   once; `-` is standard output
 * @throws UsageError when the file exists (without `overwrite`), or cannot be written
 */
export function exportJsonLines(
  dataset: Dataset,
  path: string,
  { overwrite = false, onEpisode }: ExportOptions = {},
): void {
  const file = onDisk(path, () => openOutput(path, overwrite), 'writeFile');
  const write = (value: unknown) => onDisk(path, () => file.write(`${JSON.stringify(value)}\n`), 'writeFile');
  try {
    write(headerOf(dataset));
    for (const episode of dataset.episodes()) {
      write(jsonOf(episode, dataset));
      onEpisode?.(episode.id + 1);
    }
  } catch (error) {
    file.discard();
    throw error;
  }
  onDisk(path, () => file.finish(), 'writeFile');
}

function openOutput(path: string, overwrite: boolean): Pick<AtomicFile, 'write' | 'finish' | 'discard'> {
  if (path === '-') return { write: (text) => writeAll(1, text), finish() {}, discard() {} };
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) return new AtomicFile(path);
  if (there.isDirectory())
    throw new UsageError(`${path}: expected a file, received a folder; name a file in it`);
  if (there.isFile()) {
    if (overwrite) return new AtomicFile(realpathSync(path));
    throw new UsageError(
      `${path}: expected a name that is free, received that of a file; choose another one, or replace it with --overwrite`,
    );
  }
  const descriptor = openSync(path, 'w');
  const close = () => closeSync(descriptor);
  return { write: (text) => writeAll(descriptor, text), finish: close, discard: close };
}

function headerOf(dataset: Dataset) {
  const { envSpec, authors, licence, description, others = {}, own } = descriptionOf(dataset);
  return {
    format: FORMAT,
    episodes: dataset.length,
    observation_space: formatMinariSpace(dataset.observationSpace),
    action_space: formatMinariSpace(dataset.actionSpace),
    env_spec: envSpec,
    author: authors,
    licence,
    description,
    ...(Object.keys(others).length === 0 ? {} : { others }),
    burstwise: own,
  };
}

function jsonOf(episode: Demonstration, { observationSpace, actionSpace }: DatasetSpaces) {
  const { seed, options, rewards, terminations, truncations, infos, notes } = episode;
  return {
    seed: seed === null ? null : `${seed}`,
    options: options === null ? null : optionJson(options),
    observations: valuesOf(observationSpace, episode.observations).map(plain),
    actions: valuesOf(actionSpace, episode.actions).map(plain),
    rewards: plain(rewards),
    terminated: terminations.at(-1) === 1,
    truncated: truncations.at(-1) === 1,
    infos: partsJson(infos),
    ...(notes === undefined ? {} : { notes }),
  };
}

function optionJson(value: OptionValue): unknown {
  if (Array.isArray(value)) return value.map(optionJson);
  if (typeof value !== 'object') return plain(value) === value ? value : { '': plain(value) };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, optionJson(inner)]));
}

function partsJson(group: Extract<Column, { kind: 'group' }>): Record<string, JsonColumn> {
  const parts = Object.entries(group.columns).map(([name, column]) => [name, columnJson(column)] as const);
  return Object.fromEntries(parts);
}

function columnJson(column: Column): JsonColumn {
  if (column.kind === 'group') return { parts: partsJson(column) };
  if (column.kind === 'text') return { texts: [...column.values] };
  return { dtype: column.dtype, shape: [...column.shape], data: plain(column.data) as (number | string)[] };
}

/** A file of JSON Lines, to be read an episode at a time. */
export interface JsonLinesDataset {
  readonly description: DatasetDescription;
  readonly length: number;
  episodes(): IterableIterator<Demonstration>;
}

/**
 * Opens a file of JSON Lines.
 *
 * @throws DatasetError when the header, or later an episode, is not what it should be: with the line
 */
export function openJsonLines(path: string): JsonLinesDataset {
  const header = parseLine(firstLine(path), headerSchema, `${path}, line 1`);
  const { author, licence, description, others, env_spec: envSpec, burstwise: own } = header;
  const spaces = {
    observationSpace: parseMinariSpace(header.observation_space, path, 'observation_space'),
    actionSpace: parseMinariSpace(header.action_space, path, 'action_space'),
    own,
  };
  return {
    description: { ...spaces, envSpec, authors: author, licence, description, others },
    length: header.episodes,
    *episodes() {
      let id = -1;
      for (const line of readLines(path)) {
        if (id >= 0) yield episodeOf(line, id, spaces, `${path}, line ${id + 2}`);
        id++;
      }
      if (id !== header.episodes) {
        const expected = `${header.episodes} episodes, as the header says`;
        throw new DatasetError(path, { path: '', expected, received: `${Math.max(id, 0)}` });
      }
    },
  };
}

function parseLine<Schema extends z.ZodType>(line: string, schema: Schema, source: string): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    const received = line === '' ? 'nothing' : (cause as Error).message;
    throw new DatasetError(source, { path: '', expected: 'JSON', received }, { cause });
  }
  const validation = validate(schema, json);
  if ('problems' in validation) throw new DatasetError(source, validation.problems[0]!);
  return validation.value;
}

function episodeOf(line: string, id: number, spaces: DatasetSpaces, source: string): Demonstration {
  const json = parseLine(line, episodeSchema, source);
  const steps = json.rewards.length;
  if (steps === 0)
    throw new DatasetError(source, { path: 'rewards', expected: 'a number a step', received: 'none' });
  const ends = (ended: boolean) => new Uint8Array(steps).fill(ended ? 1 : 0, steps - 1);
  const columnOfValues = (space: Space, values: readonly unknown[], path: string) =>
    columnOf(
      space,
      values.map((value, i) => valueFrom(space, value, source, `${path}[${i}]`)),
    );
  return createDemonstration(
    {
      id,
      seed: json.seed === null ? null : BigInt(json.seed),
      options: json.options as OptionRecord | null,
      observations: columnOfValues(spaces.observationSpace, json.observations, 'observations'),
      actions: columnOfValues(spaces.actionSpace, json.actions, 'actions'),
      rewards: Float64Array.from(json.rewards, Number),
      terminations: ends(json.terminated),
      truncations: ends(json.truncated),
      infos: groupFrom(json.infos, source, 'infos'),
      ...(json.notes === undefined ? {} : { notes: json.notes }),
    },
    spaces,
    source,
  );
}

/** A value of a space from its plain form. @throws DatasetError when it has not even the right shape */
function valueFrom(space: Space, value: unknown, source: string, path: string): unknown {
  const refuse = (expected: string) =>
    new DatasetError(source, { path, expected, received: (JSON.stringify(value) ?? 'nothing').slice(0, 80) });
  if (space instanceof Text) {
    if (typeof value !== 'string') throw refuse('a text');
    return value;
  }
  if (space instanceof Discrete) {
    if (typeof value !== 'number') throw refuse('a number');
    if (!Number.isSafeInteger(value)) throw refuse('a whole number');
    return value;
  }
  if (space instanceof Tuple) {
    if (!Array.isArray(value) || value.length !== space.spaces.length)
      throw refuse(`${space.spaces.length} values`);
    return space.spaces.map((part: Space, i: number) => valueFrom(part, value[i], source, `${path}[${i}]`));
  }
  if (space instanceof Dict) {
    if (value === null || typeof value !== 'object' || Object.keys(value).length !== space.keys.length)
      throw refuse(`the fields ${space.keys.join(', ')}`);
    const parts = space.keys.map((key) => {
      const inner = (value as Record<string, unknown>)[key];
      return [key, valueFrom(space.spaces[key]!, inner, source, `${path}.${key}`)] as const;
    });
    return Object.fromEntries(parts);
  }
  const { dtype, shape } = numbersOf(space as Box | MultiDiscrete | MultiBinary)!;
  const isList =
    Array.isArray(value) &&
    value.length === sizeOf(shape) &&
    value.every((item) => number.safeParse(item).success);
  if (!isList) throw refuse(`${sizeOf(shape)} numbers`);
  return numbersFrom(dtype, value as (number | string)[], source, path);
}

function numbersFrom(dtype: Dtype, list: readonly (number | string)[], source: string, path: string) {
  const data = createArray(dtype, list.length);
  const wide = data instanceof BigInt64Array || data instanceof BigUint64Array;
  for (const [i, item] of list.entries()) {
    const isWhole = typeof item === 'string' ? /^-?\d+$/.test(item) : Number.isSafeInteger(item);
    if (wide ? isWhole : true) data[i] = wide ? BigInt(item) : Number(item);
    const kept = wide
      ? isWhole && data[i] === BigInt(item)
      : dtype === 'float32' || Object.is(data[i], zeroed(dtype, item));
    if (!kept)
      throw new DatasetError(source, {
        path: `${path}[${i}]`,
        expected: `a number of type ${dtype}`,
        received: `${item}`,
      });
  }
  return data;
}

/** What a number has to be once it is stored; integers know no negative zero. */
function zeroed(dtype: string, item: number | string): number {
  const value = Number(item);
  return dtype.startsWith('float') || value !== 0 ? value : 0;
}

function groupFrom(parts: Record<string, JsonColumn>, source: string, path: string) {
  const columns = Object.entries(parts).map(
    ([name, json]) => [name, columnFrom(json, source, `${path}/${name}`)] as const,
  );
  return columnGroup(Object.fromEntries(columns));
}

function columnFrom(json: JsonColumn, source: string, path: string): Column {
  if ('texts' in json) return textColumn(json.texts);
  if ('parts' in json) return groupFrom(json.parts, source, path);
  const { dtype, shape, data } = json;
  if (data.length !== sizeOf(shape)) {
    throw new DatasetError(source, {
      path,
      expected: `${sizeOf(shape)} numbers for [${shape}]`,
      received: `${data.length}`,
    });
  }
  return numberColumn(dtype, shape, numbersFrom(dtype, data, source, path));
}

function firstLine(path: string): string {
  for (const line of readLines(path)) return line;
  return '';
}

/** The lines of a file, without holding more than one and a buffer. */
function* readLines(path: string): IterableIterator<string> {
  const descriptor = onDisk(path, () => openFile(path), 'read');
  try {
    const buffer = Buffer.allocUnsafe(1 << 16);
    let pending: Buffer[] = [];
    for (;;) {
      const count = onDisk(path, () => readSync(descriptor, buffer, 0, buffer.length, null), 'read');
      if (count === 0) break;
      let start = 0;
      for (let end = buffer.indexOf(10); end >= 0 && end < count; end = buffer.indexOf(10, start)) {
        yield decode(Buffer.concat([...pending, buffer.subarray(start, end)]), path);
        pending = [];
        start = end + 1;
      }
      pending.push(Buffer.from(buffer.subarray(start, count)));
    }
    const rest = Buffer.concat(pending);
    if (rest.length > 0) yield decode(rest, path);
  } finally {
    closeSync(descriptor);
  }
}

function openFile(path: string): number {
  if (!statSync(path).isDirectory()) return openSync(path, 'r');
  throw new DatasetError(path, {
    path: '',
    expected: 'a file of JSON Lines, or a folder with a folder data in it',
    received: 'another folder',
    ...(basename(resolve(path)) === 'data' ? { remedy: `name ${dirname(resolve(path))}` } : {}),
  });
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DatasetError(path, { path: '', expected: 'UTF-8', received: 'other bytes' }, { cause });
  }
}
