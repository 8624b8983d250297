import { z } from 'zod';
import { validate } from '../config/config.ts';
import { CheckpointError } from '../errors.ts';
import { parseJsonBytes } from './json.ts';

/** Numbers of a tensor. */
export type TensorData = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** An array of numbers with its shape. */
export interface Tensor {
  /** Row-major. */
  readonly shape: readonly number[];
  /** Row-major; length: product of the shape. */
  readonly data: TensorData;
}

/** Tensors by name. */
export type Tensors = ReadonlyMap<string, Tensor>;

const types = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U32: Uint32Array,
  U8: Uint8Array,
} as const;
type TypeName = keyof typeof types;

const entrySchema = z.strictObject({
  dtype: z.enum(Object.keys(types) as TypeName[]),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).default({}) })
  .catchall(entrySchema);

type Entry = z.infer<typeof entrySchema>;

/** Bytes in front of the header that give its length; also the alignment of the numbers. */
const prefix = 8;
/** The format allows no longer header. */
const MOST_HEADER_BYTES = 100_000_000;
/** Fills the header up to a multiple of `prefix`. */
const space = 0x20;

/**
 * Tensors and free text as a file in the safetensors format (https://huggingface.co/docs/safetensors): eight bytes with
 * the length of the header, a JSON header with each tensor's type, shape and place, then the numbers, little-endian,
 * in the order of the map.
 */
export function encodeSafetensors(tensors: Tensors, metadata: Readonly<Record<string, string>>): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: typeName(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(text.length / prefix) * prefix;
  const file = new Uint8Array(prefix + headerLength + offset).fill(space, prefix, prefix + headerLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(text, prefix);
  let end = prefix + headerLength;
  for (const { data } of tensors.values()) {
    file.set(bytesOf(data), end);
    end += data.byteLength;
  }
  return file;
}

/**
 * Reads what {@link encodeSafetensors} wrote. Strict: the header must account for every byte behind it exactly once.
 *
 * @param source name of the file, for errors
 * @returns tensors in the order of the file, as copies, and the free text
 * @throws CheckpointError when the file is truncated, has bytes left over, or its header does not fit it
 */
export function decodeSafetensors(
  file: Uint8Array,
  source: string,
): { tensors: Tensors; metadata: Readonly<Record<string, string>> } {
  const headerEnd = prefix + headerLength(file, file.length, source);
  const { __metadata__: metadata, ...entries } = parseHeader(file.subarray(prefix, headerEnd), source);
  const body = file.subarray(headerEnd);
  const sorted = Object.entries(entries).sort(
    ([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1],
  );
  const tensors = new Map<string, Tensor>();
  let end = 0;
  for (const [name, entry] of sorted) {
    tensors.set(name, decodeTensor(name, entry, body, end, source));
    end = entry.data_offsets[1];
  }
  if (end !== body.length) throw refuse(source, 'data', `${end} bytes in all tensors`, `${body.length}`);
  return { tensors, metadata };
}

/**
 * Refuses a file whose length is not the one that its header tells, before more than the header is read.
 *
 * @param size length of the file in bytes
 * @param read gives the first so many bytes of the file
 * @param source name of the file, for errors
 * @throws CheckpointError
 */
export function checkLength(size: number, read: (count: number) => Uint8Array, source: string): void {
  const headerEnd = prefix + headerLength(read(prefix), size, source);
  const { __metadata__: _, ...entries } = parseHeader(read(headerEnd).subarray(prefix), source);
  const end = Object.values(entries).reduce((most, { data_offsets }) => Math.max(most, data_offsets[1]), 0);
  if (headerEnd + end !== size)
    throw refuse(source, 'data', `${end} bytes in all tensors`, `${size - headerEnd}`);
}

/** Name that the format gives to the type of the numbers, e.g. `F64`. */
export function typeName(data: TensorData): string {
  return Object.entries(types).find(([, type]) => data instanceof type)![0];
}

/** The numbers as they lie in memory and in the file. */
export function bytesOf(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** @param size length of the file, whose first bytes are given */
function headerLength(start: Uint8Array, size: number, source: string): number {
  if (size < prefix) throw refuse(source, 'header', `${prefix} bytes of length`, `${size} bytes`);
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  const rest = size - prefix;
  if (length > rest) throw refuse(source, 'header', `a length within the file (${rest} bytes)`, `${length}`);
  if (length > MOST_HEADER_BYTES)
    throw refuse(source, 'header', `at most ${MOST_HEADER_BYTES} bytes`, `${length}`);
  return Number(length);
}

function parseHeader(bytes: Uint8Array, source: string): z.infer<typeof headerSchema> {
  let json: unknown;
  try {
    json = parseJsonBytes(bytes);
  } catch (error) {
    throw refuse(source, 'header', 'JSON', (error as Error).message);
  }
  const validation = validate(headerSchema, json);
  if ('value' in validation) return validation.value;
  const { path, expected, received } = validation.problems[0]!;
  throw refuse(source, path === '' ? 'header' : `header, ${path}`, expected, received);
}

/** Checks an entry of the header and copies its numbers; `start` is where the tensor before it ends. */
function decodeTensor(name: string, entry: Entry, body: Uint8Array, start: number, source: string): Tensor {
  const where = `tensor ${name}`;
  const type = types[entry.dtype];
  const { shape } = entry;
  const [begin, end] = entry.data_offsets;
  const size = shape.reduce((product, extent) => product * extent, type.BYTES_PER_ELEMENT);
  if (begin !== start)
    throw refuse(source, where, `data from byte ${start}, no gap or overlap`, `byte ${begin}`);
  if (end - begin !== size)
    throw refuse(source, where, `${size} bytes for shape [${shape}]`, `${end - begin}`);
  if (end > body.length) throw refuse(source, where, `data up to byte ${end}`, `only ${body.length} bytes`);
  // A copy, since in the file numbers need not be aligned as typed arrays want it.
  return { shape, data: new type(Uint8Array.from(body.subarray(begin, end)).buffer) };
}

function refuse(source: string, path: string, expected: string, received: string): CheckpointError {
  const remedy = 'the file is damaged or not a checkpoint; use another one';
  return new CheckpointError(source, { path, expected, received, remedy });
}
