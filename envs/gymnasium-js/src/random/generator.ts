import { describe } from '../checks/describe.ts';
import { InvalidArgument } from '../errors.ts';
import {
  checkElements,
  checkNonNegative,
  checkNumber,
  checkOptions,
  checkSize,
  checkWritable,
  newNumbers,
} from './arguments.ts';
import { geometric } from './geometric.ts';
import {
  drawBigInteger,
  drawInteger,
  drawIntegers,
  type IntegerBounds,
  type IntegerOptions,
} from './integers.ts';
import { PCG64, type PCG64State } from './pcg64.ts';
import { type ChoiceOptions, chooseIndices, shuffleInPlace } from './sampling.ts';
import { SeedSequence } from './seed-sequence.ts';
import { standardExponential, standardNormal } from './ziggurat.ts';

/** All of a generator: the stream position, the kept half word, and where `spawn` goes on. JSON keeps it. */
export type GeneratorState = PCG64State;

/**
 * Random numbers equal to those of NumPy's `Generator(PCG64(seed))`, call by call: the same seed and the same calls
 * give the same bits. Arrays are flat; a size is a count, the product of the dimensions NumPy takes.
 */
export class Generator {
  readonly bitGenerator: PCG64;

  constructor(bitGenerator: PCG64) {
    this.bitGenerator = bitGenerator;
  }

  /** A generator that goes on where the one that gave this state was. */
  static fromState(state: GeneratorState): Generator {
    const generator = new Generator(new PCG64(new SeedSequence(0)));
    generator.setState(state);
    return generator;
  }

  getState(): GeneratorState {
    return this.bitGenerator.getState();
  }

  setState(state: GeneratorState): void {
    this.bitGenerator.setState(state);
  }

  /** A generator of its own that goes on as this one would. */
  clone(): Generator {
    return Generator.fromState(this.getState());
  }

  /** Generators of independent streams, without touching this one's. Further calls give further ones. */
  spawn(count: number): Generator[] {
    return this.bitGenerator.spawn(checkSize(count, 'count')).map((bits) => new Generator(bits));
  }

  /** Multiples of 2^-53 in [0, 1). */
  random(): number;
  random(size: number): Float64Array;
  random(size?: number): number | Float64Array {
    return size === undefined ? this.bitGenerator.nextDouble() : this.fillRandom(newNumbers(size));
  }

  /** Numbers in [low, high). */
  uniform(low?: number, high?: number): number;
  uniform(low: number, high: number, size: number): Float64Array;
  uniform(low = 0, high = 1, size?: number): number | Float64Array {
    if (size !== undefined) return this.fillUniform(newNumbers(size), low, high);
    return low + uniformRange(low, high) * this.bitGenerator.nextDouble();
  }

  standardNormal(): number;
  standardNormal(size: number): Float64Array;
  standardNormal(size?: number): number | Float64Array {
    if (size === undefined) return standardNormal(this.bitGenerator);
    const out = newNumbers(size);
    for (let i = 0; i < size; i++) out[i] = standardNormal(this.bitGenerator);
    return out;
  }

  /** Normal numbers of the given mean and standard deviation (≥ 0). */
  normal(mean?: number, deviation?: number): number;
  normal(mean: number, deviation: number, size: number): Float64Array;
  normal(mean = 0, deviation = 1, size?: number): number | Float64Array {
    if (size !== undefined) return this.fillNormal(newNumbers(size), mean, deviation);
    checkNormal(mean, deviation);
    return mean + deviation * standardNormal(this.bitGenerator);
  }

  standardExponential(): number;
  standardExponential(size: number): Float64Array;
  standardExponential(size?: number): number | Float64Array {
    return size === undefined ? this.exponential(1) : this.exponential(1, size);
  }

  /** Exponential numbers of the given mean (≥ 0). */
  exponential(mean?: number): number;
  exponential(mean: number, size: number): Float64Array;
  exponential(mean = 1, size?: number): number | Float64Array {
    if (size !== undefined) return this.fillExponential(newNumbers(size), mean);
    checkNonNegative('mean', mean);
    return mean * standardExponential(this.bitGenerator);
  }

  /** Number of trials up to the first success, each succeeding with probability p, 0 < p ≤ 1. */
  geometric(p: number): number {
    if (typeof p !== 'number' || !(p > 0 && p <= 1))
      throw new InvalidArgument(`geometric: expected 0 < p ≤ 1, received ${describe(p)}.`);
    return geometric(this.bitGenerator, p);
  }

  /**
   * Integers in [low, high), or in [0, low) without `high`; with `endpoint`, `high` belongs to them. Bounds may be
   * arrays of one length, for one integer each. Bigint bounds reach to 64 bits and give a bigint.
   * @throws InvalidArgument for an empty interval, or bounds outside `dtype`
   */
  integers(low: number, high?: number | null, options?: IntegerOptions): number;
  integers(low: bigint, high?: bigint | null, options?: IntegerOptions): bigint;
  integers(
    low: IntegerBounds,
    high: IntegerBounds | null | undefined,
    options: IntegerOptions & { size: number },
  ): number[];
  integers(low: IntegerBounds, high?: IntegerBounds | null, options?: IntegerOptions): number[];
  integers(
    low: IntegerBounds | bigint,
    high?: IntegerBounds | bigint | null,
    given: IntegerOptions & { size?: number } = {},
  ): number | bigint | number[] {
    const options = checkOptions(given);
    if (typeof low === 'bigint') {
      return drawBigInteger(this.bitGenerator, low, high as bigint | null | undefined, options);
    }
    const upper = high as IntegerBounds | null | undefined;
    if (
      typeof low === 'number' &&
      (upper == null || typeof upper === 'number') &&
      options.size === undefined
    ) {
      return drawInteger(this.bitGenerator, low, upper, options);
    }
    const size = checkSize(options.size ?? lengthOf(low) ?? lengthOf(upper) ?? 1);
    return this.fillIntegers(new Array<number>(size), low, upper, options);
  }

  /** An element of the array, or an integer below the number; see `ChoiceOptions` for weights. */
  choice(population: number, options?: ChoiceOptions): number;
  choice(population: number, options: ChoiceOptions & { size: number }): number[];
  choice<T>(population: ArrayLike<T>, options?: ChoiceOptions): T;
  choice<T>(population: ArrayLike<T>, options: ChoiceOptions & { size: number }): T[];
  choice<T>(
    population: number | ArrayLike<T>,
    given: ChoiceOptions & { size?: number } = {},
  ): number | T | (number | T)[] {
    const options = checkOptions(given);
    const count =
      typeof population === 'number' ? population : checkElements('population', population).length;
    const size = checkSize(options.size ?? 1);
    const indices = chooseIndices(this.bitGenerator, count, size, options);
    const values = typeof population === 'number' ? indices : indices.map((index) => population[index]!);
    return options.size === undefined ? values[0]! : values;
  }

  /** Puts the elements of an array in random order, in place. */
  shuffle<T>(values: { readonly length: number; [index: number]: T }): void {
    shuffleInPlace(this.bitGenerator, checkWritable('values', values));
  }

  /** The elements of an array, or the integers below a number, in random order. */
  permutation(population: number): number[];
  permutation<T>(population: ArrayLike<T>): T[];
  permutation<T>(population: number | ArrayLike<T>): (number | T)[] {
    const values: (number | T)[] =
      typeof population === 'number'
        ? Array.from({ length: checkSize(population, 'population') }, (_, i) => i)
        : Array.from(checkElements('population', population));
    shuffleInPlace(this.bitGenerator, values);
    return values;
  }

  /** Like `random(out.length)`, without a new array. Returns `out`, as all `fill…` do. */
  fillRandom<A extends Float64Array | Float32Array>(out: A): A {
    checkWritable('out', out);
    for (let i = 0; i < out.length; i++) out[i] = this.bitGenerator.nextDouble();
    return out;
  }

  fillUniform<A extends Float64Array | Float32Array>(out: A, low = 0, high = 1): A {
    const range = uniformRange(low, high);
    checkWritable('out', out);
    for (let i = 0; i < out.length; i++) out[i] = low + range * this.bitGenerator.nextDouble();
    return out;
  }

  fillNormal<A extends Float64Array | Float32Array>(out: A, mean = 0, deviation = 1): A {
    checkNormal(mean, deviation);
    checkWritable('out', out);
    for (let i = 0; i < out.length; i++) out[i] = mean + deviation * standardNormal(this.bitGenerator);
    return out;
  }

  fillExponential<A extends Float64Array | Float32Array>(out: A, mean = 1): A {
    checkNonNegative('mean', mean);
    checkWritable('out', out);
    for (let i = 0; i < out.length; i++) out[i] = mean * standardExponential(this.bitGenerator);
    return out;
  }

  /** Like `integers` with the size of `out`. */
  fillIntegers<A extends { readonly length: number; [index: number]: number }>(
    out: A,
    low: IntegerBounds,
    high?: IntegerBounds | null,
    options: IntegerOptions = {},
  ): A {
    drawIntegers(this.bitGenerator, checkWritable('out', out), low, high, checkOptions(options));
    return out;
  }
}

function lengthOf(bounds: IntegerBounds | null | undefined): number | undefined {
  return typeof bounds === 'object' ? bounds?.length : undefined;
}

function uniformRange(low: number, high: number): number {
  const range = checkNumber('high', high) - checkNumber('low', low);
  if (Number.isFinite(range) && range >= 0) return range;
  throw new InvalidArgument(`uniform: expected finite bounds with low ≤ high, received ${low} and ${high}.`);
}

function checkNormal(mean: number, deviation: number): void {
  checkNumber('mean', mean);
  checkNonNegative('deviation', deviation);
}
