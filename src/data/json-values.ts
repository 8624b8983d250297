import {
  type Box,
  createArray,
  Dict,
  Discrete,
  type Dtype,
  type MultiBinary,
  type MultiDiscrete,
  type Space,
  Text,
  Tuple,
} from 'gymnasium-js';
import {
  type Column,
  type ColumnGroup,
  columnGroup,
  numberColumn,
  numbersOf,
  sizeOf,
  textColumn,
} from './column.ts';
import { DatasetError } from './dataset-error.ts';
import { type JsonColumn, jsonNumber } from './json-lines-schema.ts';

/** A value of a space from its plain form. @throws DatasetError when it has not even the right shape */
export function valueFrom(space: Space, value: unknown, source: string, path: string): unknown {
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
    value.every((item) => jsonNumber.safeParse(item).success);
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

/** A group of columns from its plain form. @throws DatasetError when the numbers do not fit shape or type */
export function groupFrom(parts: Record<string, JsonColumn>, source: string, path: string): ColumnGroup {
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
