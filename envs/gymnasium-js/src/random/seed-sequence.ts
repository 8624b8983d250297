import { describe } from '../checks/describe.ts';
import { InvalidArgument } from '../errors.ts';

/** An integer of any size, or a list of them. */
export type Entropy = number | bigint | readonly (number | bigint)[];

export interface SeedSequenceState {
  /** Decimal digits, since JSON has no big integers. */
  readonly entropy: string | readonly string[];
  readonly spawnKey: readonly number[];
  readonly poolSize: number;
  readonly childrenSpawned: number;
}

const XSHIFT = 16;
const INIT_A = 0x43b0d7e5;
const MULTIPLIER_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULTIPLIER_B = 0x58f38ded;
const MIX_LEFT = 0xca01f9dd;
const MIX_RIGHT = 0x4973f715;

/**
 * Turns entropy into the initial states of bit generators, equal to NumPy's `SeedSequence`: similar seeds give
 * unrelated states, and `spawn` gives independent children.
 */
export class SeedSequence {
  /** What was passed, or 128 bits of the system's entropy when nothing was. */
  readonly entropy: bigint | readonly bigint[];
  readonly spawnKey: readonly number[];
  readonly poolSize: number;
  readonly pool: Uint32Array;
  #childrenSpawned: number;

  /**
   * @param entropy non-negative integers; drawn from the system when absent
   * @throws InvalidArgument for negative or fractional entropy
   */
  constructor(
    entropy?: Entropy,
    {
      spawnKey = [],
      poolSize = 4,
      childrenSpawned = 0,
    }: { spawnKey?: readonly number[]; poolSize?: number; childrenSpawned?: number } = {},
  ) {
    this.entropy =
      entropy === undefined
        ? systemEntropy()
        : typeof entropy === 'object'
          ? entropy.map(toInteger)
          : toInteger(entropy);
    this.spawnKey = [...spawnKey];
    this.poolSize = poolSize;
    this.#childrenSpawned = childrenSpawned;
    this.pool = mixedPool(assembledEntropy(this.entropy, spawnKey, poolSize), poolSize);
  }

  get childrenSpawned(): number {
    return this.#childrenSpawned;
  }

  /** `count` words of 32 bits. Every call gives the same words. */
  generateState(count: number): Uint32Array {
    const state = new Uint32Array(count);
    let constant = INIT_B;
    for (let i = 0; i < count; i++) {
      let word = this.pool[i % this.poolSize]! ^ constant;
      constant = Math.imul(constant, MULTIPLIER_B);
      word = Math.imul(word, constant);
      state[i] = word ^ (word >>> XSHIFT);
    }
    return state;
  }

  /** Independent children; further calls give further ones. */
  spawn(count: number): SeedSequence[] {
    const first = this.#childrenSpawned;
    this.#childrenSpawned += count;
    return Array.from(
      { length: count },
      (_, i) =>
        new SeedSequence(this.entropy, { spawnKey: [...this.spawnKey, first + i], poolSize: this.poolSize }),
    );
  }

  toJSON(): SeedSequenceState {
    return {
      entropy: typeof this.entropy === 'bigint' ? String(this.entropy) : this.entropy.map(String),
      spawnKey: this.spawnKey,
      poolSize: this.poolSize,
      childrenSpawned: this.#childrenSpawned,
    };
  }

  /** @throws InvalidArgument when the state is not one of a SeedSequence */
  static fromJSON(state: SeedSequenceState): SeedSequence {
    if (!isState(state)) {
      throw new InvalidArgument(
        `seedSequence: expected the state of a SeedSequence, received ${describe(state)}. Pass what toJSON returned.`,
      );
    }
    const entropy =
      typeof state.entropy === 'string' ? BigInt(state.entropy) : state.entropy.map((part) => BigInt(part));
    return new SeedSequence(entropy, state);
  }
}

/** Largest pool and longest spawn key that are accepted from files; NumPy's pools have 4 words. */
const MOST_WORDS = 1024;

/** Whether a value, which may come from a file, can be the state of a SeedSequence. */
function isState(value: unknown): value is SeedSequenceState {
  if (typeof value !== 'object' || value === null) return false;
  const { entropy, spawnKey, poolSize, childrenSpawned } = value as Readonly<Record<string, unknown>>;
  const isDigits = (part: unknown) => typeof part === 'string' && /^\d{1,1000}$/.test(part);
  const isCount = (part: unknown) => Number.isSafeInteger(part) && Number(part) >= 0;
  return (
    (isDigits(entropy) || (Array.isArray(entropy) && entropy.every(isDigits))) &&
    Array.isArray(spawnKey) &&
    spawnKey.length <= MOST_WORDS &&
    spawnKey.every(isCount) &&
    isCount(poolSize) &&
    Number(poolSize) >= 4 &&
    Number(poolSize) <= MOST_WORDS &&
    isCount(childrenSpawned)
  );
}

function toInteger(value: number | bigint): bigint {
  if (typeof value === 'bigint' ? value < 0n : !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgument(
      `entropy: expected non-negative integers, received ${value}. Pass a bigint above 2^53.`,
    );
  }
  return BigInt(value);
}

function systemEntropy(): bigint {
  const words = crypto.getRandomValues(new BigUint64Array(2));
  return (words[0]! << 64n) | words[1]!;
}

/** Little-endian words of 32 bits; at least one. */
function toWords(value: bigint): number[] {
  const words = [Number(BigInt.asUintN(32, value))];
  for (let rest = value >> 32n; rest > 0n; rest >>= 32n) words.push(Number(BigInt.asUintN(32, rest)));
  return words;
}

function assembledEntropy(
  entropy: bigint | readonly bigint[],
  spawnKey: readonly number[],
  poolSize: number,
): number[] {
  const words = typeof entropy === 'bigint' ? toWords(entropy) : entropy.flatMap(toWords);
  if (spawnKey.length === 0) return words;
  // A short entropy is padded, so that its spawn key cannot be mistaken for more entropy.
  while (words.length < poolSize) words.push(0);
  return words.concat(spawnKey.flatMap((key) => toWords(BigInt(key))));
}

function mixedPool(entropy: readonly number[], poolSize: number): Uint32Array {
  const pool = new Uint32Array(poolSize);
  let constant = INIT_A;
  const hash = (word: number): number => {
    let value = word ^ constant;
    constant = Math.imul(constant, MULTIPLIER_A);
    value = Math.imul(value, constant);
    return value ^ (value >>> XSHIFT);
  };
  const stir = (target: number, word: number): void => {
    const value = Math.imul(MIX_LEFT, pool[target]!) - Math.imul(MIX_RIGHT, hash(word));
    pool[target] = value ^ (value >>> XSHIFT);
  };

  for (let i = 0; i < poolSize; i++) pool[i] = hash(entropy[i] ?? 0);
  for (let source = 0; source < poolSize; source++) {
    for (let target = 0; target < poolSize; target++) {
      if (source !== target) stir(target, pool[source]!);
    }
  }
  for (let source = poolSize; source < entropy.length; source++) {
    for (let target = 0; target < poolSize; target++) stir(target, entropy[source]!);
  }
  return pool;
}
