import {
  arrayTypes,
  Box,
  createArray,
  Dict,
  Discrete,
  type Dtype,
  MultiBinary,
  MultiDiscrete,
  type NumericArray,
  type Space,
  Text,
  Tuple,
} from 'gymnasium-js';
import { UsageError } from '../errors.ts';

/** Numbers of one type; the first dimension counts steps, the others are those of one value. */
export interface NumberColumn {
  readonly kind: 'numbers';
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Row-major; `bool` as bytes 0 and 1. */
  readonly data: NumericArray;
}

/** Texts, one for each step. */
export interface TextColumn {
  readonly kind: 'text';
  readonly values: readonly string[];
}

/** Columns by name: the parts of a `Dict`, of a `Tuple` (`_index_0`, `_index_1`, …), or infos. */
export interface ColumnGroup {
  readonly kind: 'group';
  readonly columns: Readonly<Record<string, Column>>;
}

/** The values of a space, or of an info, at every step of an episode. */
export type Column = NumberColumn | TextColumn | ColumnGroup;

/** Whether an array is the one that holds numbers of this type. */
export function holdsNumbers(dtype: Dtype, data: unknown): data is NumericArray {
  return data instanceof arrayTypes[dtype];
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** A column of numbers. The array is not copied. */
export function numberColumn(dtype: Dtype, shape: readonly number[], data: NumericArray): NumberColumn {
  return Object.freeze({ kind: 'numbers', dtype, shape: Object.freeze([...shape]), data });
}

export function textColumn(values: readonly string[]): TextColumn {
  return Object.freeze({ kind: 'text', values: Object.freeze([...values]) });
}

export function columnGroup(columns: Readonly<Record<string, Column>>): ColumnGroup {
  return Object.freeze({ kind: 'group', columns: Object.freeze({ ...columns }) });
}

/** The spaces inside a `Dict` or `Tuple` under the names of their columns; null for other spaces. */
export function partsOf(space: Space): readonly (readonly [name: string, space: Space])[] | null {
  if (space instanceof Dict) return space.keys.map((key) => [key, space.spaces[key]!] as const);
  if (!(space instanceof Tuple)) return null;
  return space.spaces.map((part: Space, i: number) => [`_index_${i}`, part] as const);
}

/** Type and dimensions of one value of a space of numbers; null for texts and structures. */
export function numbersOf(space: Space): { readonly dtype: Dtype; readonly shape: readonly number[] } | null {
  if (space instanceof Discrete) return { dtype: space.dtype, shape: [] };
  if (space instanceof Box || space instanceof MultiDiscrete)
    return { dtype: space.dtype, shape: space.shape };
  if (space instanceof MultiBinary) return { dtype: 'int8', shape: space.shape };
  return null;
}

/**
 * Values of a space as a column.
 *
 * @throws UsageError for spaces that datasets cannot hold (sequences, graphs, choices)
 */
export function columnOf(space: Space, values: readonly unknown[]): Column {
  const parts = partsOf(space);
  if (parts !== null) {
    const isDict = space instanceof Dict;
    const columns = parts.map(([name, part], i) => {
      const inner = values.map((value) => (value as Record<string, unknown>)[isDict ? name : `${i}`]);
      return [name, columnOf(part, inner)] as const;
    });
    return columnGroup(Object.fromEntries(columns));
  }
  if (space instanceof Text) return textColumn(values as readonly string[]);
  const numbers = numbersOf(space);
  if (numbers === null) {
    throw new UsageError(
      `space: expected Box, Discrete, MultiDiscrete, MultiBinary, Text, Dict or Tuple, received ${space.toJSON().type}; ` +
        'datasets cannot hold others: flatten it first',
    );
  }
  const { dtype, shape } = numbers;
  const size = sizeOf(shape);
  const data = createArray(dtype, values.length * size);
  values.forEach((value, step) => {
    put(data, step * size, typeof value === 'object' ? (value as ArrayLike<number>) : [value as number]);
  });
  return numberColumn(dtype, [values.length, ...shape], data);
}

function put(target: NumericArray, offset: number, source: ArrayLike<number | bigint>): void {
  if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    for (let i = 0; i < source.length; i++) target[offset + i] = BigInt(source[i]!);
  } else {
    for (let i = 0; i < source.length; i++) target[offset + i] = Number(source[i]);
  }
}

/** The values in a column that fits the space (see `columnProblem`), in the form in which environments give them. */
export function valuesOf(space: Space, column: Column): unknown[] {
  const parts = partsOf(space);
  if (parts !== null) {
    const { columns } = column as ColumnGroup;
    const inner = parts.map(([name, part]) => [name, valuesOf(part, columns[name]!)] as const);
    const length = inner[0]?.[1].length ?? 0;
    return Array.from({ length }, (_, i) => {
      const entries = inner.map(([name, values]) => [name, values[i]] as const);
      return space instanceof Dict ? Object.fromEntries(entries) : entries.map(([, value]) => value);
    });
  }
  if (column.kind === 'text') return [...column.values];
  const { data, shape } = column as NumberColumn;
  if (space instanceof Discrete) return Array.from(data as ArrayLike<number | bigint>, Number);
  const size = sizeOf(shape.slice(1));
  return Array.from({ length: shape[0]! }, (_, i) => {
    const row = data.slice(i * size, (i + 1) * size);
    return space instanceof MultiDiscrete ? Int32Array.from(row as ArrayLike<number>, Number) : row;
  });
}

/** What is wrong with a column of `length` values of a space; null when nothing is. */
export function columnProblem(
  space: Space,
  column: Column,
  length: number,
  path: string,
): { readonly path: string; readonly expected: string; readonly received: string } | null {
  const shapeProblem = columnShapeProblem(space, column, length, path);
  if (shapeProblem !== null) return shapeProblem;
  const values = valuesOf(space, column);
  const bad = values.findIndex((value) => !space.contains(value));
  if (bad < 0) return null;
  const received = JSON.stringify(plain(values[bad])).slice(0, 120);
  return { path: `${path}[${bad}]`, expected: `a value of ${space}`.slice(0, 200), received };
}

function columnShapeProblem(
  space: Space,
  column: Column,
  length: number,
  path: string,
): { readonly path: string; readonly expected: string; readonly received: string } | null {
  const received = describeColumn(column);
  const parts = partsOf(space);
  if (parts !== null) {
    const names = parts.map(([name]) => name);
    const present = column.kind === 'group' ? Object.keys(column.columns) : [];
    if (
      column.kind !== 'group' ||
      present.length !== names.length ||
      !names.every((name) => present.includes(name))
    )
      return { path, expected: `the parts ${names.join(', ')}`, received };
    for (const [name, part] of parts) {
      const problem = columnShapeProblem(part, column.columns[name]!, length, `${path}/${name}`);
      if (problem !== null) return problem;
    }
    return null;
  }
  if (space instanceof Text) {
    return column.kind === 'text' && column.values.length === length
      ? null
      : { path, expected: `${length} texts`, received };
  }
  const numbers = numbersOf(space);
  const expected =
    numbers === null ? 'a space of numbers' : `${numbers.dtype} [${[length, ...numbers.shape]}]`;
  if (numbers === null || received !== expected) return { path, expected, received };
  const { data } = column as NumberColumn;
  const bad = isFloat(numbers.dtype) ? (data as Float64Array).findIndex((x) => !Number.isFinite(x)) : -1;
  if (bad < 0) return null;
  const step = Math.floor(bad / sizeOf(numbers.shape));
  return { path: `${path}[${step}]`, expected: 'finite numbers', received: String(data[bad]) };
}

function isFloat(dtype: Dtype): boolean {
  return dtype === 'float32' || dtype === 'float64';
}

/** A column in a few words: `float64 [12,5]`, `12 texts`, `the parts a, b`. */
export function describeColumn(column: Column): string {
  if (column.kind === 'group') return `the parts ${Object.keys(column.columns).join(', ')}`;
  return column.kind === 'text' ? `${column.values.length} texts` : `${column.dtype} [${column.shape}]`;
}

/** Values for JSON: typed arrays as lists; −0, NaN, infinities and integers beyond 2^53 as text. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number')
    return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
