import type { PCG64 } from './pcg64.ts';

/** The integer kinds NumPy draws differently: the narrow ones take several numbers from one 32-bit word. */
export type IntegerKind = 'bool' | 8 | 16 | 32 | 64;

/** High half of the 64-bit product of two unsigned 32-bit integers. */
function productHigh(a: number, b: number): number {
  const low = a * (b & 0xffff);
  return Math.floor((a * (b >>> 16) + Math.floor(low * 2 ** -16)) * 2 ** -16);
}

/** An integer in [0, range], for 0 < range < 2^32 − 1, by Lemire's method (arXiv:1805.10941). */
function lemire32(bits: PCG64, range: number): number {
  const count = range + 1;
  let word = bits.next32();
  let leftover = Math.imul(word, count) >>> 0;
  if (leftover < count) {
    const threshold = (0xffffffff - range) % count;
    while (leftover < threshold) {
      word = bits.next32();
      leftover = Math.imul(word, count) >>> 0;
    }
  }
  return productHigh(word, count);
}

function lemire64(bits: PCG64, range: bigint): bigint {
  const count = range + 1n;
  const threshold = (0xffffffffffffffffn - range) % count;
  for (;;) {
    const product = bits.next64() * count;
    if (BigInt.asUintN(64, product) >= threshold) return product >> 64n;
  }
}

/** An integer in [0, range] for 0 ≤ range < 2^32, as NumPy draws one of 32 or 64 bits. */
export function bounded32(bits: PCG64, range: number): number {
  if (range === 0) return 0;
  return range === 0xffffffff ? bits.next32() : lemire32(bits, range);
}

/** An integer in [0, range] for any range below 2^64. Ranges below 2^32 use 32-bit draws. */
export function bounded64(bits: PCG64, range: bigint): bigint {
  if (range <= 0xffffffffn) return BigInt(bounded32(bits, Number(range)));
  return range === 0xffffffffffffffffn ? bits.next64() : lemire64(bits, range);
}

/** An integer in [0, range], for range < 2^32, by rejection of masked words, as NumPy shuffles. */
export function masked(bits: PCG64, range: number): number {
  if (range === 0) return 0;
  const mask = 0xffffffff >>> Math.clz32(range);
  for (;;) {
    const value = (bits.next32() & mask) >>> 0;
    if (value <= range) return value;
  }
}

/** Draws of 1, 8 or 16 bits, several from each 32-bit word; a word lasts for one call of the generator. */
class NarrowBuffer {
  readonly #bits: PCG64;
  readonly #width: number;
  #word = 0;
  #left = 0;

  constructor(bits: PCG64, width: number) {
    this.#bits = bits;
    this.#width = width;
  }

  next(): number {
    if (this.#left === 0) {
      this.#word = this.#bits.next32();
      this.#left = 32 / this.#width - 1;
    } else {
      this.#word >>>= this.#width;
      this.#left -= 1;
    }
    return this.#word & (2 ** this.#width - 1);
  }
}

function narrowLemire(buffer: NarrowBuffer, range: number, width: number): number {
  const size = 2 ** width;
  if (range === size - 1) return buffer.next();
  const count = range + 1;
  const threshold = (size - count) % count;
  for (;;) {
    const product = buffer.next() * count;
    if (product % size >= threshold) return Math.floor(product / size);
  }
}

/** A function that draws integers in [0, range], for the length of one call of the generator. */
export function boundedSource(bits: PCG64, kind: IntegerKind): (range: number) => number {
  if (kind === 'bool') {
    const buffer = new NarrowBuffer(bits, 1);
    return (range) => (range === 0 ? 0 : buffer.next());
  }
  if (kind === 8 || kind === 16) {
    const buffer = new NarrowBuffer(bits, kind);
    return (range) => (range === 0 ? 0 : narrowLemire(buffer, range, kind));
  }
  return (range) => (range <= 0xffffffff ? bounded32(bits, range) : Number(bounded64(bits, BigInt(range))));
}
