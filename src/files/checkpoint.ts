import type { z } from 'zod';
import { validate } from '../config/config.ts';
import { CheckpointError } from '../errors.ts';
import { isJson, type Json, parseJson } from './json.ts';
import {
  bytesOf,
  decodeSafetensors,
  encodeSafetensors,
  type Tensor,
  type TensorData,
  type Tensors,
  typeName,
} from './safetensors.ts';
import { createSha256 } from './sha256.ts';

export type { Json } from './json.ts';
export type { Tensor, TensorData, Tensors } from './safetensors.ts';

/** What a checkpoint is for: readers refuse another kind, and a version that they do not know. */
export interface CheckpointType {
  /** Who can read it, e.g. `hierarchical-agent`. */
  readonly kind: string;
  /** Version of the kind's tensors and metadata, from 1. */
  readonly version: number;
}

/** Everything that continues a run or restores an agent. Frozen; the arrays are its own copies. */
export interface Checkpoint extends CheckpointType {
  /** Everything that is not an array: counters, states of random generators, settings. */
  readonly metadata: { readonly [name: string]: Json };
  /** Weights and state by name, e.g. `worker/readoutWeights`. */
  readonly tensors: Tensors;
  /** File it was read from, for errors. */
  readonly source: string;
}

const format = 'burstwise-checkpoint-1';
const nameForm = /^[a-z][\w./-]*$/i;

/**
 * The one way to make a checkpoint, whether from a running program or from a file.
 *
 * @throws CheckpointError when a tensor's data does not fill its shape or is not finite, a name has other characters
 *   than letters, digits and `_ . / -`, or the metadata would not survive being written as JSON
 */
export function createCheckpoint(
  fields: Pick<Checkpoint, 'kind' | 'version' | 'metadata' | 'tensors'>,
  source = 'new checkpoint',
): Checkpoint {
  const { kind, version } = fields;
  if (!nameForm.test(kind)) throw refuse(source, 'kind', 'a name', JSON.stringify(kind));
  if (!Number.isInteger(version) || version < 1)
    throw refuse(source, 'version', 'a positive whole number', `${version}`);
  const tensors = new Map<string, Tensor>();
  for (const [name, tensor] of fields.tensors) tensors.set(name, checkedTensor(name, tensor, source));
  return Object.freeze({
    kind,
    version,
    metadata: checkedMetadata(fields.metadata, source),
    tensors,
    source,
  });
}

/**
 * A copy of a tensor's numbers.
 *
 * @throws CheckpointError when the checkpoint has no such tensor, or one of another shape or type
 */
export function expectTensor(checkpoint: Checkpoint, name: string, shape: readonly number[]): Float64Array;
export function expectTensor<Data extends TensorData>(
  checkpoint: Checkpoint,
  name: string,
  shape: readonly number[],
  type: new (length: number) => Data,
): Data;
export function expectTensor(
  { source, tensors }: Checkpoint,
  name: string,
  shape: readonly number[],
  type: new (length: number) => TensorData = Float64Array,
): TensorData {
  const tensor = tensors.get(name);
  const expected = `${typeName(new type(0))} [${shape}]`;
  const received = tensor === undefined ? 'nothing' : `${typeName(tensor.data)} [${tensor.shape}]`;
  if (tensor === undefined || received !== expected) {
    throw refuse(
      source,
      `tensor ${name}`,
      expected,
      received,
      'use the configuration that it was trained with',
    );
  }
  return tensor.data.slice();
}

/**
 * The metadata, checked against a schema.
 *
 * @throws CheckpointError naming the first field that does not fit
 */
export function expectMetadata<Schema extends z.ZodType>(
  { source, metadata }: Checkpoint,
  schema: Schema,
): z.output<Schema> {
  const validation = validate(schema, metadata);
  if ('value' in validation) return validation.value;
  const { path, expected, received } = validation.problems[0]!;
  throw refuse(source, path === '' ? 'metadata' : `metadata.${path}`, expected, received);
}

/** The checkpoint as a safetensors file with a checksum over all of its content. */
export function encodeCheckpoint({ kind, version, metadata, tensors }: Checkpoint): Uint8Array {
  const text = { format, kind, version: String(version), metadata: JSON.stringify(metadata) };
  return encodeSafetensors(tensors, { ...text, sha256: checksum(tensors, text) });
}

/**
 * Reads what {@link encodeCheckpoint} wrote.
 *
 * @param expected what the reader can use; anything, if not given
 * @throws CheckpointError when the file is damaged, no checkpoint, or not of the expected kind and version
 */
export function decodeCheckpoint(file: Uint8Array, source: string, expected?: CheckpointType): Checkpoint {
  const { tensors, metadata: text } = decodeSafetensors(file, source);
  const { sha256: stored, ...content } = text;
  if (content['format'] !== format) throw refuse(source, 'format', format, content['format'] ?? 'nothing');
  if (stored !== checksum(tensors, content)) {
    throw refuse(
      source,
      'sha256',
      'the checksum of the content',
      'another one',
      'the file is damaged; use another',
    );
  }
  const { kind = '', version, metadata = '' } = content;
  const fields = { kind, version: Number(version), metadata: parseMetadata(metadata, source), tensors };
  const checkpoint = createCheckpoint(fields, source);
  if (expected !== undefined) checkType(checkpoint, expected);
  return checkpoint;
}

function checkType({ source, kind, version }: Checkpoint, expected: CheckpointType): void {
  if (kind !== expected.kind)
    throw refuse(source, 'kind', expected.kind, kind, 'use a checkpoint of that kind');
  if (version !== expected.version) {
    throw refuse(
      source,
      'version',
      `${expected.version}`,
      `${version}`,
      'open it with the version of Burstwise that wrote it (run.json names it), or train again',
    );
  }
}

function checkedTensor(name: string, { shape, data }: Tensor, source: string): Tensor {
  const where = `tensor ${name}`;
  if (!nameForm.test(name))
    throw refuse(source, where, 'a name of letters, digits and _ . / -', JSON.stringify(name));
  if (!shape.every((extent) => Number.isInteger(extent) && extent >= 0))
    throw refuse(source, where, 'a shape of whole numbers', `[${shape}]`);
  const length = shape.reduce((product, extent) => product * extent, 1);
  if (data.length !== length)
    throw refuse(source, where, `${length} numbers for shape [${shape}]`, `${data.length}`);
  const bad = firstNotFinite(data);
  if (bad >= 0) throw refuse(source, where, 'finite numbers', `${data[bad]} at index ${bad}`);
  return Object.freeze({ shape: Object.freeze([...shape]), data: data.slice() });
}

/** Index of the first number that is not finite; −1 where there is none. A plain loop, since checkpoints have millions of numbers. */
function firstNotFinite(data: TensorData): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i]!)) return i;
  return -1;
}

function parseMetadata(text: string, source: string): Checkpoint['metadata'] {
  try {
    return parseJson(text) as Checkpoint['metadata'];
  } catch (error) {
    throw refuse(source, 'metadata', 'JSON', (error as Error).message);
  }
}

function checkedMetadata(metadata: Checkpoint['metadata'], source: string): Checkpoint['metadata'] {
  if (!isJson(metadata) || Array.isArray(metadata) || metadata === null || typeof metadata !== 'object') {
    const expected = 'fields of plain JSON values (no NaN, infinity, -0, undefined or instances of classes)';
    throw refuse(source, 'metadata', expected, 'something else');
  }
  return JSON.parse(JSON.stringify(metadata), (_key, value) => Object.freeze(value));
}

/** SHA-256 of everything a file means: its text, and each tensor's name, type, shape and numbers. */
function checksum(tensors: Tensors, text: Readonly<Record<string, string>>): string {
  const utf8 = new TextEncoder();
  const hash = createSha256().update(utf8.encode(JSON.stringify(Object.entries(text).sort())));
  for (const [name, { shape, data }] of tensors) {
    hash.update(utf8.encode(JSON.stringify([name, typeName(data), shape]))).update(bytesOf(data));
  }
  return hash.digest();
}

function refuse(
  source: string,
  path: string,
  expected: string,
  received: string,
  remedy?: string,
): CheckpointError {
  return new CheckpointError(source, { path, expected, received, remedy });
}
