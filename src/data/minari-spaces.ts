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
import { isMapping } from '../config/mapping.ts';
import { UsageError } from '../errors.ts';
import { parseJson } from '../files/json.ts';
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
  return JSON.stringify(described(space)).replaceAll(/"∞(-?Infinity|-?\d+)"/g, '$1');
}

/** A space in Minari's words. */
function described(space: Space): unknown {
  if (space instanceof Box) {
    const { shape, dtype } = space;
    const [low, high] = [space.low, space.high].map((bound) =>
      nested(Array.from(bound as ArrayLike<number | bigint>, pythonNumber), shape),
    );
    return { type: 'Box', dtype, shape, low, high };
  }
  // Minari writes int64 for all of them, and does not read the type.
  if (space instanceof Discrete)
    return { type: 'Discrete', dtype: space.dtype, start: space.start, n: space.n };
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
      return [key, described(space.spaces[key]!)] as const;
    });
    return { type: 'Dict', subspaces: Object.fromEntries(parts) };
  }
  if (space instanceof Tuple) return { type: 'Tuple', subspaces: space.spaces.map(described) };
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
    return spaceFromJSON(translate(parseJson(json)));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof InvalidSpace)) throw cause;
    const received = `${cause.message} (in ${text.slice(0, 60)})`;
    throw new DatasetError(source, { path, expected: 'a space as Minari describes it', received }, { cause });
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Minari's description in the words of `Space.toJSON`. @throws InvalidSpace */
function translate(value: unknown, level = 0): SpaceJson {
  if (level > 20) throw new InvalidSpace('a space within more than 20 others');
  const json = isMapping(value) ? value : {};
  const inner = (part: unknown) => translate(part, level + 1);
  switch (json['type']) {
    case 'Box':
      return boxFrom(json);
    case 'Discrete': {
      const [n, start] = integersIn([json['n'], json['start'] ?? 0]) as [number, number];
      return { type: 'Discrete', n, start, dtype: integerDtypeIn(json) };
    }
    case 'MultiDiscrete': {
      const nvec = integersIn(flat(json['nvec']));
      const start = json['start'] === undefined ? nvec.map(() => 0) : integersIn(flat(json['start']));
      return {
        type: 'MultiDiscrete',
        nvec,
        start,
        shape: shapeOf(json['nvec']),
        dtype: integerDtypeIn(json),
      };
    }
    case 'MultiBinary':
      return { type: 'MultiBinary', shape: extentsIn(flat(json['n'])) };
    case 'Text': {
      const [minLength, maxLength] = integersIn([json['min_length'], json['max_length']]) as [number, number];
      return { type: 'Text', minLength, maxLength, charset: String(json['charset']) };
    }
    case 'Dict': {
      const parts = Object.entries(isMapping(json['subspaces']) ? json['subspaces'] : {});
      return { type: 'Dict', spaces: parts.map(([key, part]) => [key, inner(part)]) };
    }
    case 'Tuple':
      return { type: 'Tuple', spaces: listIn(json['subspaces']).map(inner) };
    default:
      throw new InvalidSpace(`the type ${JSON.stringify(json['type']) ?? 'of nothing'}`);
  }
}

function boxFrom(json: Fields): SpaceJson {
  const shape = extentsIn(json['shape']);
  const [low, high] = [json['low'], json['high']].map((bound) => flat(bound).map(asBound)) as [
    unknown[],
    unknown[],
  ];
  // If lengths were not compared, a short text could describe a space of any size.
  if (low.length !== sizeOf(shape) || high.length !== sizeOf(shape))
    throw new InvalidSpace(`${low.length} lower and ${high.length} upper bounds for the shape [${shape}]`);
  return {
    type: 'Box',
    dtype: json['dtype'] === 'float16' ? 'float32' : dtypeIn(json, dtypes),
    shape,
    low,
    high,
  };
}

/** Python's bounds of boxes of booleans are booleans. */
function asBound(bound: unknown): unknown {
  return typeof bound === 'boolean' ? Number(bound) : bound;
}

function dtypeIn<D extends Dtype>(json: Fields, known: readonly D[]): D {
  const name = json['dtype'];
  const dtype = known.find((one) => one === name);
  if (dtype === undefined) throw new InvalidSpace(`the dtype ${JSON.stringify(name)}`);
  return dtype;
}

type IntegerSpaceDtype = Discrete['dtype'];

const integerDtypes = dtypes.filter((dtype) => /^u?int/.test(dtype)) as IntegerSpaceDtype[];

function integerDtypeIn(json: Fields): IntegerSpaceDtype {
  return json['dtype'] === undefined ? 'int64' : dtypeIn(json, integerDtypes);
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new InvalidSpace(`${JSON.stringify(value) ?? 'nothing'} where a list is expected`);
}

function flat(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flat(32) : [value];
}

function integersIn(value: readonly unknown[]): number[] {
  const numbers = value.map((item) => (typeof item === 'number' ? item : Number.NaN));
  if (numbers.every(Number.isSafeInteger)) return numbers;
  throw new InvalidSpace(`${JSON.stringify(value)} where whole numbers are expected`);
}

/** Lengths of dimensions. */
function extentsIn(value: unknown): number[] {
  const extents = integersIn(listIn(value));
  if (extents.length <= 32 && extents.every((extent) => extent >= 0) && sizeOf(extents) < 2 ** 31)
    return extents;
  throw new InvalidSpace(`the shape [${extents}]`);
}

function shapeOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}
