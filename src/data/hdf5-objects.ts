import type { Dtype } from 'gymnasium-js';
import type { Column } from './column.ts';
import { Layout, objectHeader, padded } from './hdf5-layout.ts';
import { datatypes, textType, variableTextType } from './hdf5-types.ts';

/** A small value beside the data of a group. */
export type Attribute =
  | { readonly type: Dtype; readonly value: number | bigint | readonly (number | bigint)[] }
  | { readonly type: 'text'; readonly value: string | readonly string[] };

/** A group of an HDF5 file with its attributes; columns below it become groups and datasets. */
export interface GroupContent {
  readonly columns: Readonly<Record<string, Column>>;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

const message = {
  dataspace: 0x0001,
  linkInfo: 0x0002,
  datatype: 0x0003,
  fillValue: 0x0005,
  link: 0x0006,
  layout: 0x0008,
  groupInfo: 0x000a,
  attribute: 0x000c,
} as const;

/** Stands for no address. */
export const UNDEFINED_ADDRESS = 0xffff_ffff_ffff_ffffn;

/**
 * Bytes that grow at the end of a file: objects of HDF5 refer to each other by address, and are written after what they
 * refer to, so that a file can be written from front to back.
 *
 * Format: HDF5 file format specification 3.0, with version 1 object headers and contiguous data, which every version of
 * the library reads.
 */
export class ObjectEncoder {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  readonly #base: number;

  /** @param base address in the file at which the bytes will lie, a multiple of 8 */
  constructor(base: number) {
    this.#base = base;
  }

  /** Address of the next object. */
  get end(): number {
    return this.#base + this.#length;
  }

  /** What was encoded; valid until the next object. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Appends a group and all that is in it; returns its address. */
  group({ columns, attributes }: GroupContent): number {
    // By name, as libraries read them: a copy of a file by way of reading is then the same file.
    const names = Object.keys(columns).sort();
    const links = names.map((name) => [name, this.#column(columns[name]!)] as const);
    return this.append(
      objectHeader([
        [message.linkInfo, new Layout().u8(0, 0).u64(UNDEFINED_ADDRESS, UNDEFINED_ADDRESS).bytes],
        [message.groupInfo, new Layout().u8(0, 0).bytes],
        ...links.map(([name, address]) => [message.link, linkMessage(name, address)] as const),
        ...Object.keys(attributes)
          .sort()
          .map((name) => [message.attribute, this.#attribute(name, attributes[name]!)] as const),
      ]),
    );
  }

  /** Appends bytes, padded to a multiple of 8; returns their address. */
  append(bytes: Uint8Array): number {
    const needed = this.#length + padded(bytes.length);
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    const address = this.end;
    this.#bytes.set(bytes, this.#length);
    this.#bytes.fill(0, this.#length + bytes.length, needed);
    this.#length = needed;
    return address;
  }

  #attribute(name: string, attribute: Attribute): Uint8Array {
    const { type, shape, data } =
      attribute.type === 'text' ? this.#texts(attribute.value) : scalars(attribute);
    const space = dataspace(shape);
    const text = Buffer.from(`${name}\0`);
    const sizes = [text.length, type.length, space.length];
    return new Layout()
      .u8(3, 0)
      .u16(...sizes)
      .u8(1)
      .raw(text)
      .raw(type)
      .raw(space)
      .raw(data).bytes;
  }

  /** Texts of any length in a heap of their own: what Python sees as `str`. */
  #texts(value: string | readonly string[]): Encoded {
    const encoded = (typeof value === 'string' ? [value] : value).map((text) => Buffer.from(text));
    const objects = new Layout();
    for (const [i, bytes] of encoded.entries())
      objects
        .u16(i + 1, 0)
        .u32(0)
        .u64(bytes.length)
        .raw(bytes)
        .pad();
    const used = 16 + objects.bytes.length;
    // A heap has at least 4096 bytes; what is left, if it has room for a header, is the free object 0.
    const size = Math.max(4096, used);
    const heap = new Layout().raw(Buffer.from('GCOL')).u8(1, 0, 0, 0).u64(size).raw(objects.bytes);
    if (size > used)
      heap
        .u16(0, 0)
        .u32(0)
        .u64(size - used)
        .raw(new Uint8Array(size - used - 16));
    const address = this.append(heap.bytes);
    const references = new Layout();
    for (const [i, bytes] of encoded.entries())
      references
        .u32(bytes.length)
        .u64(address)
        .u32(i + 1);
    const shape = typeof value === 'string' ? [] : [value.length];
    return { type: variableTextType(), shape, data: references.bytes };
  }

  #column(column: Column): number {
    if (column.kind === 'group') return this.group({ columns: column.columns, attributes: {} });
    const { type, shape, data } = column.kind === 'text' ? texts(column.values) : numbers(column);
    const address = data.length === 0 ? UNDEFINED_ADDRESS : BigInt(this.append(data));
    return this.append(
      objectHeader([
        [message.dataspace, dataspace(shape)],
        [message.datatype, type],
        // Version 2: allocated late, written if set, and set to the default.
        [message.fillValue, new Layout().u8(2, 2, 2, 1).u32(0).bytes],
        [message.layout, new Layout().u8(3, 1).u64(address, BigInt(data.length)).bytes],
      ]),
    );
  }
}

function linkMessage(name: string, address: number): Uint8Array {
  const text = Buffer.from(name);
  // Flags: a name of up to 65535 bytes, in UTF-8. What is linked is an object of the same file.
  return new Layout().u8(1, 0x11, 1).u16(text.length).raw(text).u64(address).bytes;
}

function dataspace(shape: readonly number[]): Uint8Array {
  return new Layout()
    .u8(1, shape.length, 0, 0)
    .u32(0)
    .u64(...shape).bytes;
}

interface Encoded {
  readonly type: Uint8Array;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

function numbers({ dtype, shape, data }: Extract<Column, { kind: 'numbers' }>): Encoded {
  return {
    type: datatypes[dtype],
    shape,
    data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

/** Texts of one length, padded with zeros: they need no heap, and Python sees them as bytes all the same. */
function texts(values: readonly string[]): Encoded {
  const encoded = values.map((value) => Buffer.from(value));
  const size = encoded.reduce((most, { length }) => Math.max(most, length), 1);
  const data = new Uint8Array(size * values.length);
  encoded.forEach((bytes, i) => {
    data.set(bytes, i * size);
  });
  return { type: textType(size), shape: [values.length], data };
}

function scalars({ type, value }: Exclude<Attribute, { type: 'text' }>): Encoded {
  const list = typeof value === 'object' ? value : [value];
  const layout = new Layout();
  for (const item of list) layout.raw(oneNumber(type, item));
  return { type: datatypes[type], shape: typeof value === 'object' ? [list.length] : [], data: layout.bytes };
}

function oneNumber(type: Dtype, value: number | bigint): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  if (type === 'int64' || type === 'uint64') view.setBigInt64(0, BigInt.asIntN(64, BigInt(value)), true);
  else if (type === 'float64') view.setFloat64(0, Number(value), true);
  else view.setUint8(0, Number(value));
  return new Uint8Array(view.buffer, 0, type === 'bool' ? 1 : 8);
}
