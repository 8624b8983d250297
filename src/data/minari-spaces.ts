import {
  Box,
  Dict,
  Discrete,
  type Dtype,
  dtypes,
  InvalidSpace,
  MultiBinary,
  MultiDiscrete,
  type Space,
  type SpaceJson,
  spaceFromJSON,
  Text,
  Tuple,
} from 'gymnasium-js';
import { UsageError } from '../errors.ts';
import { sizeOf } from './column.ts';
import { DatasetError } from './dataset-error.ts';
import { nameProblem } from './storable.ts';

/**
 * A space as Minari writes it into `metadata.json`: JSON as Python writes it, with `Infinity` for infinite bounds.
 *
 * @throws UsageError for a space that Minari cannot describe
 */
export function formatMinariSpace(space: Space): string {
  // JSON has no infinities: they pass through it as marked texts.
  return JSON.stringify(describe(space)).replaceAll(/"∞(-?Infinity|-?\d+)"/g, '$1');
}

function describe(space: Space): unknown {
  if (space instanceof Box) {
    const { shape, dtype } = space;
    const [low, high] = [space.low, space.high].map((bound) =>
      nested(Array.from(bound as ArrayLike<number | bigint>, pythonNumber), shape),
    );
    return { type: 'Box', dtype, shape, low, high };
  }
  if (space instanceof Discrete) return { type: 'Discrete', dtype: 'int64', start: space.start, n: space.n };
  if (space instanceof MultiDiscrete) {
    const { dtype, shape } = space;
    const [nvec, start] = [space.nvec, space.start].map((list) => nested(Array.from(list), shape));
    return { type: 'MultiDiscrete', dtype, nvec, start };
  }
  if (space instanceof MultiBinary) {
    return { type: 'MultiBinary', n: space.shape.length === 1 ? space.shape[0] : space.shape };
  }
  if (space instanceof Text) {
    const { maxLength, minLength, characters } = space;
    return { type: 'Text', max_length: maxLength, min_length: minLength, charset: characters.join('') };
  }
  if (space instanceof Dict) {
    const parts = space.keys.map((key) => {
      const problem = nameProblem(key, 'space');
      if (problem !== null)
        throw new UsageError(`space: expected ${problem.expected}, received ${problem.received}`);
      return [key, describe(space.spaces[key]!)] as const;
    });
    return { type: 'Dict', subspaces: Object.fromEntries(parts) };
  }
  if (space instanceof Tuple) return { type: 'Tuple', subspaces: space.spaces.map(describe) };
  throw new UsageError(
    `space: expected Box, Discrete, MultiDiscrete, MultiBinary, Text, Dict or Tuple, received ${space.toJSON().type}; ` +
      'Minari cannot describe others: flatten it first',
  );
}

function pythonNumber(value: number | bigint): unknown {
  if (typeof value === 'bigint') return `∞${value}`;
  return Number.isFinite(value) ? value : `∞${value}`;
}

/** A flat list as lists of lists. */
function nested(values: readonly unknown[], shape: readonly number[]): unknown {
  if (shape.length === 0) return values[0];
  if (shape.length === 1) return values;
  const [length, ...rest] = shape as [number, ...number[]];
  const size = sizeOf(rest);
  return Array.from({ length }, (_, i) => nested(values.slice(i * size, (i + 1) * size), rest));
}

/**
 * The space that {@link formatMinariSpace}, or Minari, described.
 *
 * @param source file, for errors
 * @throws DatasetError when it describes none
 */
export function parseMinariSpace(text: string, source: string, path: string): Space {
  try {
    // Strings are kept; bare infinities, and integers that a double does not hold, become texts.
    const token = /"(?:[^"\\]|\\.)*"|-?Infinity|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
    const json = text.replaceAll(token, (found) =>
      /^-?(?:Infinity|\d{16,})$/.test(found) ? `"${found}"` : found,
    );
    return spaceFromJSON(translate(JSON.parse(json)));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof InvalidSpace || cause instanceof TypeError))
      throw cause;
    const received = `${cause.message} (in ${text.slice(0, 60)})`;
    throw new DatasetError(source, { path, expected: 'a space as Minari describes it', received }, { cause });
  }
}

/** Minari's description in the words of `Space.toJSON`. */
function translate(value: unknown, level = 0): SpaceJson {
  const json = value as Readonly<Record<string, unknown>>;
  if (level > 20) throw new InvalidSpace('a space within more than 20 others');
  switch (json?.['type']) {
    case 'Box':
      return {
        type: 'Box',
        dtype: dtypeIn(json),
        shape: numbersIn(json['shape']),
        low: flat(json['low']),
        high: flat(json['high']),
      };
    case 'Discrete':
      return { type: 'Discrete', n: Number(json['n']), start: Number(json['start'] ?? 0), dtype: 'int64' };
    case 'MultiDiscrete': {
      const nvec = numbersIn(flat(json['nvec']));
      const start = json['start'] === undefined ? nvec.map(() => 0) : numbersIn(flat(json['start']));
      return { type: 'MultiDiscrete', nvec, start, shape: shapeOf(json['nvec']), dtype: dtypeIn(json) };
    }
    case 'MultiBinary':
      return { type: 'MultiBinary', shape: numbersIn(flat(json['n'])) };
    case 'Text':
      return {
        type: 'Text',
        minLength: Number(json['min_length']),
        maxLength: Number(json['max_length']),
        charset: String(json['charset']),
      };
    case 'Dict': {
      const parts = Object.entries(json['subspaces'] as object);
      return { type: 'Dict', spaces: parts.map(([key, part]) => [key, translate(part, level + 1)]) };
    }
    case 'Tuple':
      return {
        type: 'Tuple',
        spaces: (json['subspaces'] as unknown[]).map((part) => translate(part, level + 1)),
      };
    default:
      throw new InvalidSpace(`the type ${JSON.stringify(json?.['type'])}`);
  }
}

function dtypeIn(json: Readonly<Record<string, unknown>>): Dtype {
  const name = json['dtype'];
  if (dtypes.includes(name as Dtype)) return name as Dtype;
  throw new InvalidSpace(`the dtype ${JSON.stringify(name)}`);
}

function flat(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flat(32) : [value];
}

function numbersIn(value: unknown): number[] {
  const numbers = (value as unknown[]).map(Number);
  if (numbers.every((n) => Number.isSafeInteger(n) && n >= 0 && n < 2 ** 31)) return numbers;
  throw new InvalidSpace(`${JSON.stringify(value)} where whole numbers are expected`);
}

function shapeOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}
