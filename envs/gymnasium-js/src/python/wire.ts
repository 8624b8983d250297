import { endianness } from 'node:os';
import { InvalidArgument } from '../errors.ts';
import { arrayTypes, type Dtype, dtypes, type NumericArray, sizeOf } from '../spaces/dtype.ts';
import { PythonBridgeError } from './errors.ts';

/**
 * The wire format between JavaScript and Python (`python/gymnasium_js/wire.py` is the other half). A frame is
 *
 *     uint32 length of the header, uint32 length of the body, header, body
 *
 * little-endian. The header is JSON; the bytes of arrays are in the body. What JSON cannot hold is an object
 * with one key:
 *
 * - `{"$a": [dtype, shape, offset]}`: an array, row-major, whose bytes begin at `offset` of the body;
 * - `{"$n": text}`: a floating-point number that JSON cannot hold, or that would be read as an integer;
 * - `{"$i": "digits"}`: an integer beyond ±(2^53 − 1);
 * - `{"$d": [[key, value], …]}`: an object with a key that begins with `$`.
 */
export interface Frame {
  readonly header: string;
  readonly body: Uint8Array;
}

export const prefixLength = 8;
const maximumLength = 2 ** 32 - 1;

const dtypeNames = new Map<unknown, Dtype>(
  dtypes.filter((dtype) => dtype !== 'bool').map((dtype) => [arrayTypes[dtype], dtype]),
);
dtypeNames.set(Uint8ClampedArray, 'uint8');

if (endianness() !== 'LE') throw new PythonBridgeError('The bridge to Python needs a little-endian machine.');

/** What stands for a value that has no counterpart in Python. */
type Replace = (path: string, value: unknown) => string;

/**
 * @param value numbers, bigints, strings, booleans, null, typed arrays, arrays and plain objects of these
 * @param replace what to do about other values; by default an error with their path
 * @throws InvalidArgument
 */
export function pack(value: unknown, replace: Replace = refuse): Frame {
  const chunks: Uint8Array[] = [];
  const header = JSON.stringify(new Encoder(chunks, replace).encode(value, 'value'));
  return { header, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) };
}

/** The inverse of `pack`. Typed arrays own their memory. */
export function unpack({ header, body }: Frame): unknown {
  return revive(JSON.parse(header), body);
}

/** The eight bytes before the header. */
export function writePrefix(target: Buffer, headerLength: number, bodyLength: number): void {
  if (headerLength > maximumLength || bodyLength > maximumLength) {
    throw new InvalidArgument(
      `value: expected at most ${maximumLength} bytes, received ${headerLength} + ${bodyLength}. Send it in parts.`,
    );
  }
  target.writeUInt32LE(headerLength, 0);
  target.writeUInt32LE(bodyLength, 4);
}

class Encoder {
  readonly #chunks: Uint8Array[];
  readonly #replace: Replace;
  #offset = 0;

  constructor(chunks: Uint8Array[], replace: Replace) {
    this.#chunks = chunks;
    this.#replace = replace;
  }

  encode(value: unknown, path: string): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return isPlain(value) ? value : { $n: Object.is(value, -0) ? '-0' : String(value) };
      case 'bigint':
        return BigInt.asIntN(53, value) === value ? Number(value) : { $i: String(value) };
      case 'undefined':
        return null;
      case 'object':
        return value === null ? null : this.#encodeObject(value, path);
      default:
        return this.#replace(path, value);
    }
  }

  #encodeObject(value: object, path: string): unknown {
    if (Array.isArray(value)) return value.map((item, index) => this.encode(item, `${path}[${index}]`));
    const dtype = dtypeNames.get(value.constructor);
    if (dtype !== undefined) return this.#encodeArray(value as NumericArray, dtype);
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return this.#replace(path, value);
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, this.encode(item, `${path}.${key}`)] as const);
    return entries.some(([key]) => key.startsWith('$')) ? { $d: entries } : Object.fromEntries(entries);
  }

  #encodeArray(value: NumericArray, dtype: Dtype): unknown {
    const offset = this.#offset;
    this.#offset += value.byteLength;
    this.#chunks.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    return { $a: [dtype, [value.length], offset] };
  }
}

/** Whether a number stays the same as JSON: integers are exact, and −0 is none. */
function isPlain(value: number): boolean {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) && !Object.is(value, -0);
  return Number.isFinite(value);
}

function refuse(path: string, value: unknown): never {
  const received = typeof value === 'object' ? value!.constructor.name : typeof value;
  throw new InvalidArgument(
    `${path}: expected a number, bigint, string, boolean, null, typed array, array or plain object, received ${received}.`,
  );
}

function revive(value: unknown, body: Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = revive(value[index], body);
    return value;
  }
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object);
  if (keys.length === 1 && keys[0]!.startsWith('$')) return reviveTagged(keys[0]!, object, body);
  for (const key of keys) object[key] = revive(object[key], body);
  return object;
}

function reviveTagged(tag: string, object: Record<string, unknown>, body: Uint8Array): unknown {
  const content = object[tag];
  switch (tag) {
    case '$a':
      return reviveArray(content as [Dtype, number[], number], body);
    case '$n':
      return Number(content);
    case '$i':
      return BigInt(content as string);
    case '$d':
      return Object.fromEntries(
        (content as [string, unknown][]).map(([key, item]) => [key, revive(item, body)]),
      );
    default:
      throw new PythonBridgeError(`frame: expected a tag of the wire format, received '${tag}'.`);
  }
}

function reviveArray([dtype, shape, offset]: [Dtype, number[], number], body: Uint8Array): NumericArray {
  const arrayType = arrayTypes[dtype];
  const length = sizeOf(shape);
  const start = body.byteOffset + offset;
  return new arrayType(body.buffer.slice(start, start + length * arrayType.BYTES_PER_ELEMENT) as ArrayBuffer);
}
