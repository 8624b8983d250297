import { describe } from '../checks/describe.ts';
import { InvalidArgument } from '../errors.ts';
import { SeedSequence, type SeedSequenceState } from './seed-sequence.ts';

export interface PCG64State {
  readonly bitGenerator: 'PCG64';
  /** The 128-bit counter and its odd increment, in decimal digits. */
  readonly state: string;
  readonly increment: string;
  /** The upper half of the last word drawn for 32 bits, if not used yet. */
  readonly kept: number | null;
  /** Where `spawn` goes on from. */
  readonly seedSequence: SeedSequenceState;
}

// The multiplier 0x2360ed051fc65da44385df649fccf645: its low 96 bits in digits of 16, and its words of 32.
const DIGIT_0 = 0xf645;
const DIGIT_1 = 0x9fcc;
const DIGIT_2 = 0xdf64;
const DIGIT_3 = 0x4385;
const DIGIT_4 = 0x5da4;
const DIGIT_5 = 0x1fc6;
const WORD_0 = 0x9fccf645 | 0;
const WORD_1 = 0x4385df64;
const WORD_2 = 0x1fc65da4;
const WORD_3 = 0x2360ed05;

/**
 * O'Neill's PCG XSL RR 128/64, equal to NumPy's `PCG64`.
 *
 * `advance` draws 64 bits and leaves them in `high` and `low`, as signed 32-bit halves: JavaScript has no fast
 * 64-bit number to return.
 */
export class PCG64 {
  high = 0;
  low = 0;
  // Words of 32 bits, the lowest first.
  readonly #state = new Uint32Array(4);
  readonly #increment = new Uint32Array(4);
  // The kept half of a word, or −1.
  #kept = -1;
  #seedSequence: SeedSequence;

  constructor(seedSequence: SeedSequence) {
    this.#seedSequence = seedSequence;
    const words = seedSequence.generateState(8);
    // Each 128-bit number comes as two 64-bit ones, the upper first, each of them lower word first.
    const wide = (at: number): bigint =>
      [words[at + 1]!, words[at]!, words[at + 3]!, words[at + 2]!].reduce(
        (sum, word) => (sum << 32n) | BigInt(word),
        0n,
      );
    setWide(this.#increment, (wide(4) << 1n) | 1n);
    this.advance();
    setWide(this.#state, BigInt.asUintN(128, getWide(this.#state) + wide(0)));
    this.advance();
  }

  /** Steps the counter and leaves 64 random bits in `high` and `low`. */
  advance(): void {
    const state = this.#state;
    const increment = this.#increment;
    const s0 = state[0]!;
    const s1 = state[1]!;
    const s2 = state[2]!;
    const s3 = state[3]!;

    // state·multiplier + increment mod 2^128. A word times a digit has 48 bits, so that the sums of a column of them
    // stay exact in a double. Columns are 16 bits apart: of an odd one, the lower half belongs to the word below.
    const odd0 = s0 * DIGIT_1;
    const odd1 = s0 * DIGIT_3 + s1 * DIGIT_1;
    const odd2 = s0 * DIGIT_5 + s1 * DIGIT_3 + s2 * DIGIT_1;
    const upper0 = Math.floor(odd0 * 2 ** -16);
    const upper1 = Math.floor(odd1 * 2 ** -16);
    const upper2 = Math.floor(odd2 * 2 ** -16);
    const sum0 = s0 * DIGIT_0 + increment[0]! + (odd0 - upper0 * 2 ** 16) * 2 ** 16;
    const even1 = s0 * DIGIT_2 + s1 * DIGIT_0 + increment[1]! + (odd1 - upper1 * 2 ** 16) * 2 ** 16;
    const even2 =
      s0 * DIGIT_4 + s1 * DIGIT_2 + s2 * DIGIT_0 + increment[2]! + (odd2 - upper2 * 2 ** 16) * 2 ** 16;
    const sum1 = even1 + (Math.floor(sum0 * 2 ** -32) + upper0);
    const sum2 = even2 + (Math.floor(sum1 * 2 ** -32) + upper1);
    const carry = Math.floor(sum2 * 2 ** -32) + upper2;
    const t0 = sum0 >>> 0;
    const t1 = sum1 >>> 0;
    const t2 = sum2 >>> 0;

    // Of the top word only the low 32 bits matter.
    const top =
      (Math.imul(s0, WORD_3) +
        Math.imul(s1, WORD_2) +
        Math.imul(s2, WORD_1) +
        Math.imul(s3, WORD_0) +
        increment[3]! +
        carry) |
      0;

    state[0] = t0;
    state[1] = t1;
    state[2] = t2;
    state[3] = top;

    // Both halves xored, then rotated right by the top six bits. A shift by 32 would be none, hence two shifts.
    const high = top ^ t1;
    const low = t2 ^ t0;
    const turn = (top >>> 26) & 31;
    const upper = (high >>> turn) | ((low << 1) << (31 - turn));
    const lower = (low >>> turn) | ((high << 1) << (31 - turn));
    if (top < 0) {
      this.high = lower;
      this.low = upper;
    } else {
      this.high = upper;
      this.low = lower;
    }
  }

  /** 64 random bits. */
  next64(): bigint {
    this.advance();
    return (BigInt(this.high >>> 0) << 32n) | BigInt(this.low >>> 0);
  }

  /** 32 random bits: the lower half of a fresh word, or the upper half kept from the last call. */
  next32(): number {
    if (this.#kept >= 0) {
      const kept = this.#kept;
      this.#kept = -1;
      return kept;
    }
    this.advance();
    this.#kept = this.high >>> 0;
    return this.low >>> 0;
  }

  /** A multiple of 2^-53 in [0, 1). */
  nextDouble(): number {
    this.advance();
    return ((this.high >>> 0) * 2 ** 21 + (this.low >>> 11)) * 2 ** -53;
  }

  /** Generators of independent streams, children of this one's seed. */
  spawn(count: number): PCG64[] {
    return this.#seedSequence.spawn(count).map((child) => new PCG64(child));
  }

  getState(): PCG64State {
    return {
      bitGenerator: 'PCG64',
      state: String(getWide(this.#state)),
      increment: String(getWide(this.#increment)),
      kept: this.#kept < 0 ? null : this.#kept,
      seedSequence: this.#seedSequence.toJSON(),
    };
  }

  /** @throws InvalidArgument when the state is not one of a PCG64 */
  setState(state: PCG64State): void {
    if (!isState(state)) {
      throw new InvalidArgument(
        `state: expected a PCG64 state with an odd increment, received ${describe(state)}. Pass what getState returned.`,
      );
    }
    const seedSequence = SeedSequence.fromJSON(state.seedSequence);
    const increment = BigInt(state.increment);
    setWide(this.#state, BigInt(state.state));
    setWide(this.#increment, increment);
    this.#kept = state.kept ?? -1;
    this.#seedSequence = seedSequence;
  }
}

/** Whether a value, which may come from a file, can be the state of a PCG64. */
function isState(value: unknown): value is PCG64State {
  if (typeof value !== 'object' || value === null) return false;
  const { bitGenerator, state, increment, kept } = value as Readonly<Record<string, unknown>>;
  const isKept = kept === null || (Number.isInteger(kept) && Number(kept) >= 0 && Number(kept) < 2 ** 32);
  return (
    bitGenerator === 'PCG64' && isWide(state) && isWide(increment) && /[13579]$/.test(increment) && isKept
  );
}

/** Whether a value is an integer of 128 bits, in decimal digits. */
function isWide(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,39}$/.test(value) && BigInt(value) < 1n << 128n;
}

function getWide(words: Uint32Array): bigint {
  return words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

function setWide(words: Uint32Array, value: bigint): void {
  for (let i = 0; i < words.length; i++) words[i] = Number(BigInt.asUintN(32, value >> BigInt(32 * i)));
}
