/** The thread that reads Minari's Arrow format: a folder for each episode, with a table and metadata. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataType, type Field, tableFromIPC, type Vector } from 'apache-arrow';
import type { Dtype } from 'gymnasium-js';
import type { Column } from './column.ts';
import type { RawAttribute, RawGroup } from './read-protocol.ts';
import { Refusal, serveReads } from './read-service.ts';

const NAME = /^episode_(\d+)$/;

serveReads('a table in Arrow’s file format', (path) => ({
  names: () =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [`episode_${entry.name}`] : [],
    ),
  group(name) {
    const [, number] = NAME.exec(name) ?? [];
    if (number === undefined) throw new Refusal(name, 'episode_N', name);
    const folder = join(path, number);
    const files = readdirSync(folder).filter((file) => file.endsWith('.arrow'));
    if (files.length !== 1) throw new Refusal(name, 'one table', `${files.length}`);
    return { columns: readTable(join(folder, files[0]!), name), attributes: readAttributes(folder, name) };
  },
}));

/** The last row belongs to the last observation: what else stands in it is padding, but for infos. */
function readTable(file: string, where: string): RawGroup['columns'] {
  const table = tableFromIPC(readFileSync(file));
  const columns: Record<string, Column> = {};
  for (const field of table.schema.fields) {
    const vector = table.getChild(field.name);
    if (vector === null || vector.length !== table.numRows)
      throw new Refusal(`${where}/${field.name}`, `${table.numRows} rows`, `${vector?.length ?? 0}`);
    const whole = field.name === 'observations' || field.name === 'infos';
    const rows = whole ? table.numRows : table.numRows - 1;
    columns[field.name] = readVector(vector.slice(0, rows), field, `${where}/${field.name}`);
  }
  return columns;
}

function readVector(vector: Vector, field: Field, where: string): Column {
  const { type } = field;
  if (DataType.isStruct(type)) {
    const inner = (type.children as Field[]).map((child, i) => {
      const part = vector.getChildAt(i) as Vector | null;
      if (part === null) throw new Refusal(`${where}/${child.name}`, 'a column', 'none');
      return [child.name, readVector(part, child, `${where}/${child.name}`)] as const;
    });
    return { kind: 'group', columns: Object.fromEntries(inner) };
  }
  if (vector.nullCount > 0) throw new Refusal(where, 'a value in every row', `${vector.nullCount} without`);
  if (DataType.isUtf8(type)) return { kind: 'text', values: Array.from(vector as Iterable<string>) };
  if (!DataType.isFixedSizeList(type)) return numbers(vector, type, [vector.length], where);
  const [item] = type.children as [Field];
  // `slice` keeps the list's own rows, so the items are taken row by row.
  const size = type.listSize;
  const dimensions = (field.metadata.get('shape') ?? `${size}`).split(',').filter(Boolean).map(Number);
  const rows = Array.from(vector as Iterable<Vector | null>);
  const parts = rows.map((row) => numbers(row!, item.type, [size], where));
  const data = concatenated(parts);
  return { kind: 'numbers', dtype: dtypeOf(item.type, where), shape: [vector.length, ...dimensions], data };
}

function concatenated(parts: readonly Extract<Column, { kind: 'numbers' }>[]) {
  const [first] = parts as [Extract<Column, { kind: 'numbers' }>];
  const total = parts.reduce((sum, { data }) => sum + data.length, 0);
  const out = new (first.data.constructor as new (length: number) => Float64Array)(total);
  let at = 0;
  for (const { data } of parts) {
    out.set(data as Float64Array, at);
    at += data.length;
  }
  return out;
}

function numbers(vector: Vector, type: DataType, shape: readonly number[], where: string) {
  const dtype = dtypeOf(type, where);
  const data =
    dtype === 'bool'
      ? Uint8Array.from(vector as Iterable<boolean>, (flag) => (flag ? 1 : 0))
      : (vector.toArray() as Float64Array);
  if (data.length !== shape[0]) throw new Refusal(where, `${shape[0]} numbers`, `${data.length}`);
  return { kind: 'numbers', dtype, shape, data } as const;
}

function dtypeOf(type: DataType, where: string): Dtype {
  if (DataType.isBool(type)) return 'bool';
  if (DataType.isInt(type)) return `${type.isSigned ? '' : 'u'}int${type.bitWidth}` as Dtype;
  if (DataType.isFloat(type) && type.precision > 0) return type.precision === 1 ? 'float32' : 'float64';
  throw new Refusal(where, 'numbers, booleans, texts, or lists of one length', String(type));
}

/** The episode's metadata, options under the names that they have in HDF5. */
function readAttributes(folder: string, where: string): RawGroup['attributes'] {
  const text = readFileSync(join(folder, 'metadata.json'), 'utf8');
  // Seeds go beyond the integers that JSON.parse keeps.
  const json = JSON.parse(text.replace(/"seed":\s*(\d+)/, '"seed": "$1"')) as Record<string, unknown>;
  const attributes: Record<string, RawAttribute> = {};
  flatten(json, '', attributes, 0, where);
  const { seed } = attributes;
  return typeof seed === 'string' ? { ...attributes, seed: BigInt(seed) } : attributes;
}

function flatten(
  json: object,
  prefix: string,
  out: Record<string, RawAttribute>,
  level: number,
  where: string,
): void {
  if (level > 12) throw new Refusal(`${where}/metadata.json`, 'at most 12 levels', 'more');
  for (const [name, value] of Object.entries(json)) {
    if (value === null) continue;
    if (typeof value === 'object' && !Array.isArray(value))
      flatten(value, `${prefix}${name}/`, out, level + 1, where);
    else out[`${prefix}${name}`] = value as RawAttribute;
  }
}
