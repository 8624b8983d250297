/** Datasets of an HDF5 file as columns. Runs in the thread that reads the file. */
import { arrayTypes, type Dtype, type NumericArray } from 'gymnasium-js';
import type { Dataset, Metadata } from 'h5wasm/node';
import { decodeUtf8 } from '../files/json.ts';
import { type Column, sizeOf } from './column.ts';
import { fromHalves } from './half.ts';
import { classes, knownFilters, readRows } from './hdf5-library.ts';
import { decodePictures } from './jpeg.ts';
import type { PictureShape } from './pictures.ts';
import { Refusal } from './read-service.ts';

/** What reading an episode may still cost. It is checked before anything is read. */
export interface Budget {
  /** Bytes that are left. */
  bytes: number;
  /** Groups and datasets that are left. */
  objects: number;
  /** Length of the file: no text or picture in it is longer. */
  readonly fileBytes: number;
  /** Steps of the episode; columns have a row for each, and may have one more. */
  readonly steps: number;
  /** Columns that hold compressed pictures. */
  readonly pictures: Readonly<Record<string, PictureShape>>;
}

/**
 * Reads a dataset as a column.
 *
 * @param where its path, which begins with the episode
 * @throws Refusal when it is of a type that columns cannot have, has rows for other steps than the episode's, or costs
 *   more than the budget
 */
export function readColumn(dataset: Dataset, where: string, budget: Budget): Column {
  const { metadata } = dataset;
  requireOwnData(dataset, where);
  const shape = metadata.shape!;
  const rows = rowsOf(shape, where, budget);
  charge(budget, metadata.size * sizeOf(shape), where);
  const chunk = metadata.chunks === null ? 0 : metadata.size * sizeOf(metadata.chunks);
  if (chunk > budget.bytes) throw new Refusal(where, `chunks of at most ${budget.bytes} bytes`, `${chunk}`);
  const picture = budget.pictures[where.slice(where.indexOf('/') + 1)];
  if (picture !== undefined) return readPictures(dataset, picture, where, budget);
  if (metadata.type === classes.text) {
    if (shape.length > 1) throw new Refusal(where, 'one text a step', `texts [${shape}]`);
    return { kind: 'text', values: readEach(dataset, budget, where, (bytes) => textOf(bytes, where)) };
  }
  const { dtype, data } = readNumbers(dataset, rows, where);
  return { kind: 'numbers', dtype, shape, data };
}

function requireOwnData(dataset: Dataset, where: string): void {
  const { metadata } = dataset;
  if (metadata.shape === null) throw new Refusal(where, 'data', 'an empty dataspace');
  const [source] = metadata.virtual_sources ?? [];
  if (source !== undefined)
    throw new Refusal(where, 'data of its own', `references to the file ${source.file_name}`);
  const strange = dataset.filters.find(({ id }) => !knownFilters.includes(id));
  if (strange !== undefined) {
    const received = `the filter ${strange.name || strange.id}`;
    throw new Refusal(where, 'data that are not compressed, or by gzip', received);
  }
}

/** The rows of a dataset; null for a single value. */
function rowsOf(shape: readonly number[], where: string, { steps }: Budget): [0, number] | null {
  const [rows] = shape;
  if (rows === undefined) return null;
  if (rows === steps || rows === steps + 1) return [0, rows];
  throw new Refusal(where, `${steps} or ${steps + 1} rows`, `${rows}`);
}

function charge(budget: Budget, bytes: number, where: string): void {
  if (!(bytes <= budget.bytes))
    throw new Refusal(where, `at most ${budget.bytes} bytes more in an episode of this file`, `${bytes}`);
  budget.bytes -= bytes;
}

interface Numbers {
  readonly dtype: Dtype;
  readonly data: NumericArray;
}

function readNumbers(dataset: Dataset, rows: readonly [number, number] | null, where: string): Numbers {
  const { metadata } = dataset;
  const { type, size, signed, enum_type: enumeration } = metadata;
  const read = () => readRows(dataset, rows, (bytes) => bytes.slice().buffer as ArrayBuffer);
  const numbersOf = (dtype: Dtype): Numbers => ({ dtype, data: new arrayTypes[dtype](read()) });
  if (type === classes.integer && [1, 2, 4, 8].includes(size))
    return numbersOf(`${signed ? '' : 'u'}int${size * 8}` as Dtype);
  if (type === classes.float && (size === 4 || size === 8)) return numbersOf(`float${size * 8}` as Dtype);
  if (type === classes.float && size === 2)
    return { dtype: 'float32', data: fromHalves(new Uint16Array(read())) };
  if (type === classes.enumeration && size === 1 && isBoolean(enumeration?.members)) return numbersOf('bool');
  const received = type === classes.list ? 'lists of different lengths' : `HDF5 class ${type}, ${size} bytes`;
  throw new Refusal(where, 'numbers, booleans or texts', received);
}

function isBoolean(members: Readonly<Record<string, number>> = {}): boolean {
  return Object.keys(members).length === 2 && members['FALSE'] === 0 && members['TRUE'] === 1;
}

/** Pictures as Minari compresses them: lists of bytes or, where all have one length, rows of bytes. */
function readPictures(dataset: Dataset, picture: PictureShape, where: string, budget: Budget): Column {
  const { shape, type, vlen_type: items, size } = dataset.metadata;
  const isList = type === classes.list && shape!.length === 1 && items?.size === 1;
  const isRows = type === classes.integer && size === 1 && shape!.length === 2;
  if (!isList && !isRows) {
    const received = `HDF5 class ${type} [${shape}]`;
    throw new Refusal(where, 'a compressed picture in each row', received);
  }
  charge(budget, shape![0]! * sizeOf(picture), where);
  const files = readEach(dataset, budget, where, (bytes) => bytes.slice());
  const data = decodePictures(files, picture, where);
  return { kind: 'numbers', dtype: 'uint8', shape: [files.length, ...picture], data };
}

/** Reads texts, lists or rows of bytes one by one, so many at a time that the budget lasts even where all are long. */
function readEach<T>(
  dataset: Dataset,
  budget: Budget,
  where: string,
  use: (bytes: Uint8Array, memory: Uint8Array) => T,
): T[] {
  const { metadata } = dataset;
  const values: T[] = [];
  const [rows] = metadata.shape!;
  for (let start = 0; start < (rows ?? 1); ) {
    const most = Math.max(1, Math.floor(budget.bytes / budget.fileBytes));
    const end = Math.min(rows ?? 1, start + most);
    readRows(dataset, rows === undefined ? null : [start, end], (bytes, memory) => {
      const size = bytes.length / (end - start);
      for (let i = 0; i < end - start; i++) {
        const item = itemOf(metadata, bytes.subarray(i * size, (i + 1) * size), memory);
        charge(budget, item.length, where);
        values.push(use(item, memory));
      }
    });
    start = end;
  }
  return values;
}

/** The bytes of one text or list, which stand in the row or which the row points to. */
function itemOf(metadata: Metadata, row: Uint8Array, memory: Uint8Array): Uint8Array {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  if (metadata.type === classes.list) {
    const [length, address] = [view.getUint32(0, true), view.getUint32(4, true)];
    return memory.subarray(address, address + length);
  }
  if (!metadata.vlen) return metadata.type === classes.text ? upToZero(row) : row;
  const address = view.getUint32(0, true);
  return address === 0 ? row.subarray(0, 0) : upToZero(memory.subarray(address));
}

/** Texts end at the first zero, or with their row. */
function upToZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function textOf(bytes: Uint8Array, where: string): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw new Refusal(where, 'texts in UTF-8', (cause as Error).message);
  }
}
