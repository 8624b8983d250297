import { createArray, type Space } from 'gymnasium-js';
import { validate } from '../config/config.ts';
import {
  type Column,
  columnGroup,
  holdsNumbers,
  type NumberColumn,
  numberColumn,
  numbersOf,
  partsOf,
} from './column.ts';
import { DatasetError } from './dataset-error.ts';
import {
  createDemonstration,
  type DatasetSpaces,
  type Demonstration,
  type EpisodeNotes,
  notesSchema,
} from './demonstration.ts';
import type { GroupContent } from './hdf5-objects.ts';
import { flattenOptions, nestedOptions, type OptionRecord } from './options.ts';
import type { RawAttribute, RawGroup } from './read-protocol.ts';

/** Where attributes hold the notes of an episode. */
const NOTES = 'burstwise';

/** An episode as the group of an HDF5 file, in Minari's layout. */
export function encodeEpisode(episode: Demonstration): GroupContent {
  const {
    id,
    seed,
    options,
    notes = {},
    observations,
    actions,
    rewards,
    terminations,
    truncations,
    infos,
  } = episode;
  const { length } = rewards;
  return {
    columns: {
      observations,
      actions,
      rewards: numberColumn('float64', [length], rewards),
      terminations: numberColumn('bool', [length], terminations),
      truncations: numberColumn('bool', [length], truncations),
      ...(Object.keys(infos.columns).length === 0 ? {} : { infos }),
    },
    attributes: {
      id: { type: 'int64', value: id },
      ...(seed === null ? {} : { seed: { type: seed < 2n ** 63n ? 'int64' : 'uint64', value: seed } }),
      ...(options === null ? {} : flattenOptions(options, 'options')),
      ...flattenOptions(notes as OptionRecord, NOTES),
      total_steps: { type: 'int64', value: length },
    },
  };
}

/**
 * The episode in a group of an HDF5 file.
 *
 * @param source what to call it in errors
 * @throws DatasetError when it lacks something, or is not a valid demonstration
 */
export function decodeEpisode(
  raw: RawGroup,
  id: number,
  spaces: DatasetSpaces,
  source: string,
): Demonstration {
  const { columns, attributes } = raw;
  const need = (name: string): Column => {
    const column = columns[name];
    if (column !== undefined) return column;
    const received = Object.keys(columns).join(', ') || 'nothing';
    throw new DatasetError(source, { path: name, expected: 'a group or dataset', received });
  };
  const rewards = asNumbers(need('rewards'), 'float64', source, 'rewards') as Float64Array;
  const total = attributes['total_steps'];
  if (total !== undefined && Number(total) !== rewards.length) {
    const expected = `${total}, the length of rewards`;
    throw new DatasetError(source, { path: 'total_steps', expected, received: `${rewards.length}` });
  }
  const infos = columns['infos'];
  const notes = notesOf(attributes, source);
  return createDemonstration(
    {
      id,
      seed: seedOf(attributes['seed'], source),
      options: nestedOptions(attributes, 'options'),
      observations: fitted(spaces.observationSpace, need('observations')),
      actions: fitted(spaces.actionSpace, need('actions')),
      rewards,
      terminations: asNumbers(need('terminations'), 'bool', source, 'terminations') as Uint8Array,
      truncations: asNumbers(need('truncations'), 'bool', source, 'truncations') as Uint8Array,
      infos: infos?.kind === 'group' ? infos : columnGroup({}),
      ...(notes === null ? {} : { notes }),
    },
    spaces,
    source,
  );
}

/** A column in the types of its space, where that loses nothing: writers may choose larger ones. */
export function fitted(space: Space, column: Column): Column {
  const parts = partsOf(space);
  if (parts !== null && column.kind === 'group') {
    const inner = parts.flatMap(([name, part]) => {
      const own = column.columns[name];
      return own === undefined ? [] : [[name, fitted(part, own)] as const];
    });
    return inner.length === Object.keys(column.columns).length
      ? columnGroup(Object.fromEntries(inner))
      : column;
  }
  const numbers = numbersOf(space);
  if (numbers === null || column.kind !== 'numbers' || column.dtype === numbers.dtype) return column;
  return converted(column, numbers.dtype) ?? column;
}

function asNumbers(column: Column, dtype: NumberColumn['dtype'], source: string, path: string) {
  const isList = column.kind === 'numbers' && column.shape.length === 1;
  const own = isList ? converted(column, dtype) : null;
  if (own !== null) return own.data;
  const received = column.kind === 'numbers' ? `${column.dtype} [${column.shape}]` : `a ${column.kind}`;
  throw new DatasetError(source, { path, expected: `${dtype} [steps]`, received });
}

/** The same numbers in another type, or null where that would change one. */
function converted(column: NumberColumn, dtype: NumberColumn['dtype']): NumberColumn | null {
  const { data, shape } = column;
  if (column.dtype === dtype && holdsNumbers(dtype, data)) return column;
  const out = createArray(dtype, data.length);
  const wide = out instanceof BigInt64Array || out instanceof BigUint64Array;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (wide && typeof value === 'number' && !Number.isSafeInteger(value)) return null;
    out[i] = wide ? BigInt(value) : Number(value);
    if (!same(out[i]!, value)) return null;
  }
  return numberColumn(dtype, shape, out);
}

/** Whether a number or bigint equals its conversion; NaN is equal to NaN. */
function same(a: number | bigint, b: number | bigint): boolean {
  return Number.isNaN(a) === Number.isNaN(b) && !(a < b || a > b);
}

function seedOf(seed: RawAttribute | undefined, source: string): bigint | null {
  if (seed === undefined) return null;
  if (typeof seed === 'bigint' || Number.isSafeInteger(seed)) return BigInt(seed as number | bigint);
  throw new DatasetError(source, {
    path: 'seed',
    expected: 'a whole number',
    received: JSON.stringify(seed),
  });
}

/** @throws DatasetError when they are not what notes are */
function notesOf(attributes: RawGroup['attributes'], source: string): EpisodeNotes | null {
  const nested = nestedOptions(attributes, NOTES);
  if (nested === null) return null;
  const validation = validate(notesSchema, nested);
  if (!('problems' in validation)) return validation.value as EpisodeNotes;
  const [problem] = validation.problems;
  throw new DatasetError(source, { ...problem!, path: `${NOTES}/${problem!.path}` });
}
