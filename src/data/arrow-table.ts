/** Tables in Arrow's file format as columns. Runs in the thread that reads them. */
import { type Data, DataType, type Field, RecordBatchReader } from 'apache-arrow';
import { ByteBuffer } from 'flatbuffers';
import { arrayTypes, type Dtype, type NumericArray } from 'gymnasium-js';
import { decodeUtf8 } from '../files/json.ts';
import { type Column, columnGroup, numberColumn, sizeOf, textColumn } from './column.ts';
import { fromHalves } from './half.ts';
import { decodePictures } from './jpeg.ts';
import type { ReadSource } from './read-protocol.ts';
import { Refusal } from './read-service.ts';

// Arrow's library believes every length that a message names, and fills the memory with what is not there.
const { __vector_len: vectorLength } = ByteBuffer.prototype;
ByteBuffer.prototype.__vector_len = function (offset) {
  const length = vectorLength.call(this, offset);
  if (length >= 0 && length <= this.capacity()) return length;
  throw new RangeError(`${length} entries in ${this.capacity()} bytes`);
};

/** Bytes in front of the messages of a file, which are those of a stream: `ARROW1` and two zeros. */
const MAGIC = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31, 0, 0];

/** The columns that have a row for the last observation, too; in the others that row is padding. */
const longer = ['observations', 'infos'];

type Source = Pick<ReadSource, 'steps' | 'pictures'>;

/**
 * Reads the columns of an episode. The messages are read one after the other, not by the index at the end of the file:
 * the library looks for ever for a message that a damaged index does not lead to.
 *
 * @param where the episode, for errors
 * @throws Refusal when the table is damaged, has more rows than episodes have steps, or holds what columns cannot
 */
export function readTable(file: Uint8Array, where: string, source: Source): Record<string, Column> {
  if (!MAGIC.every((byte, i) => file[i] === byte))
    throw new Refusal(where, 'a table in Arrow’s file format', 'other bytes');
  // A copy of its own is aligned as the arrays in it need it.
  const reader = RecordBatchReader.from(new Uint8Array(file.subarray(MAGIC.length)));
  reader.open();
  const batches = [...reader];
  const [batch, ...others] = batches;
  if (batch === undefined || others.length > 0)
    throw new Refusal(where, 'one batch of rows', `${batches.length}`);
  const rows = batch.numRows;
  if (!(rows >= 1 && rows <= source.steps + 1))
    throw new Refusal(where, `1 to ${source.steps + 1} rows, by the total_steps of the dataset`, `${rows}`);
  const columns = batch.schema.fields.map((field, i) => {
    const data = batch.data.children[i];
    const inner = `${where}/${field.name}`;
    if (data === undefined) throw new Refusal(inner, 'a column', 'none');
    return [
      field.name,
      readField(field, data, longer.includes(field.name) ? rows : rows - 1, inner, source),
    ] as const;
  });
  return Object.fromEntries(columns);
}

/** The first rows of a column. */
function readField(field: Field, data: Data, rows: number, where: string, source: Source): Column {
  const { type } = field;
  if (data.length < rows || data.offset !== 0) throw new Refusal(where, `${rows} rows`, `${data.length}`);
  if (DataType.isStruct(type)) {
    const inner = (type.children as Field[]).map((child, i) => {
      const path = `${where}/${child.name}`;
      const part = data.children[i];
      if (part === undefined) throw new Refusal(path, 'a column', 'none');
      return [child.name, readField(child, part, rows, path, source)] as const;
    });
    return columnGroup(Object.fromEntries(inner));
  }
  requireValues(data, rows, where);
  const picture = source.pictures[columnPath(where)];
  if (picture !== undefined && DataType.isBinary(type)) {
    const files = Array.from({ length: rows }, (_, row) => bytesAt(data, row, where));
    return numberColumn('uint8', [rows, ...picture], decodePictures(files, picture, where));
  }
  if (DataType.isUtf8(type))
    return textColumn(Array.from({ length: rows }, (_, row) => textAt(data, row, where)));
  if (!DataType.isFixedSizeList(type)) {
    const { dtype, values } = readNumbers(data, rows, where);
    return numberColumn(dtype, [rows], values);
  }
  const [items] = data.children;
  const { listSize } = type;
  const dimensions = (field.metadata.get('shape') ?? `${listSize}`).split(',').filter(Boolean).map(Number);
  if (items === undefined || sizeOf(dimensions) !== listSize)
    throw new Refusal(where, `lists of ${listSize} numbers`, `the shape [${dimensions}]`);
  requireValues(items, rows * listSize, where);
  const { dtype, values } = readNumbers(items, rows * listSize, where);
  return numberColumn(dtype, [rows, ...dimensions], values);
}

/** The path of a column in its episode. Arrow numbers the parts of tuples; elsewhere they are `_index_0`, … */
function columnPath(where: string): string {
  const [, ...names] = where.split('/');
  return names.map((name) => (/^\d+$/.test(name) ? `_index_${name}` : name)).join('/');
}

/** @throws Refusal when one of the first values is missing */
function requireValues({ nullCount, nullBitmap }: Data, count: number, where: string): void {
  if (nullCount === 0 || nullBitmap === undefined || nullBitmap.length === 0) return;
  for (let i = 0; i < count; i++)
    if (((nullBitmap[i >> 3] ?? 0) & (1 << (i & 7))) === 0)
      throw new Refusal(`${where}[${i}]`, 'a value', 'none');
}

/** The bytes of a text or picture. */
function bytesAt({ values, valueOffsets }: Data, row: number, where: string): Uint8Array {
  const [start, end] = [Number(valueOffsets[row]), Number(valueOffsets[row + 1])];
  if (start >= 0 && start <= end && end <= values.length) return values.subarray(start, end);
  throw new Refusal(`${where}[${row}]`, `bytes within ${values.length}`, `those from ${start} to ${end}`);
}

function textAt(data: Data, row: number, where: string): string {
  // Where each text begins before the last has ended, together they would be longer than the file.
  if (row > 0 && Number(data.valueOffsets[row]) < Number(data.valueOffsets[row - 1]))
    throw new Refusal(`${where}[${row}]`, 'texts one after the other', 'texts that overlap');
  try {
    return decodeUtf8(bytesAt(data, row, where));
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal(`${where}[${row}]`, 'a text in UTF-8', (cause as Error).message);
  }
}

function readNumbers(data: Data, count: number, where: string): { dtype: Dtype; values: NumericArray } {
  const { type, values } = data;
  const dtype = dtypeOf(type, where);
  const stored = dtype === 'bool' ? 8 * values.length : values.length;
  if (stored < count) throw new Refusal(where, `${count} numbers`, `${stored}`);
  if (dtype === 'bool')
    return { dtype, values: Uint8Array.from({ length: count }, (_, i) => (values[i >> 3] >> (i & 7)) & 1) };
  const own = values.slice(0, count);
  const numbers = DataType.isFloat(type) && type.precision === 0 ? fromHalves(own) : own;
  if (!(numbers instanceof arrayTypes[dtype])) throw new Refusal(where, dtype, numbers.constructor.name);
  return { dtype, values: numbers };
}

function dtypeOf(type: DataType, where: string): Dtype {
  if (DataType.isBool(type)) return 'bool';
  if (DataType.isInt(type)) return `${type.isSigned ? '' : 'u'}int${type.bitWidth}` as Dtype;
  if (DataType.isFloat(type)) return type.precision === 2 ? 'float64' : 'float32';
  throw new Refusal(where, 'numbers, booleans, texts, or lists of one length', String(type));
}
