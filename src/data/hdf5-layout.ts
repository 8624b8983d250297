/** The least multiple of 8 that is at least `length`. */
export function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** Little-endian fields one after the other. */
export class Layout {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  u8(...values: number[]): this {
    return this.raw(Uint8Array.from(values));
  }

  u16(...values: number[]): this {
    return this.#fields(2, values, (view, at, value) => view.setUint16(at, fitting(value, 2), true));
  }

  u32(...values: number[]): this {
    return this.#fields(4, values, (view, at, value) => view.setUint32(at, fitting(value, 4), true));
  }

  u64(...values: (number | bigint)[]): this {
    return this.#fields(8, values, (view, at, value) => view.setBigUint64(at, BigInt(value), true));
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return this;
  }

  /** Zeros up to a multiple of 8 bytes. */
  pad(): this {
    return this.raw(new Uint8Array(padded(this.#length) - this.#length));
  }

  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts));
  }

  #fields<T>(size: number, values: readonly T[], set: (view: DataView, at: number, value: T) => void): this {
    const view = new DataView(new ArrayBuffer(size * values.length));
    for (const [i, value] of values.entries()) set(view, i * size, value);
    return this.raw(new Uint8Array(view.buffer));
  }
}

/** @throws RangeError rather than write another number */
function fitting(value: number, bytes: number): number {
  if (value >= 0 && value < 2 ** (8 * bytes)) return value;
  throw new RangeError(`expected a number of ${bytes} bytes, received ${value}`);
}

/** An object header of version 1: all its messages in one block. */
export function objectHeader(
  messages: readonly (readonly [type: number, content: Uint8Array])[],
): Uint8Array {
  const body = new Layout();
  for (const [type, content] of messages) {
    body.u16(type, padded(content.length)).u8(0, 0, 0, 0).raw(content).pad();
  }
  const { bytes } = body;
  return new Layout().u8(1, 0).u16(messages.length).u32(1, bytes.length, 0).raw(bytes).bytes;
}
