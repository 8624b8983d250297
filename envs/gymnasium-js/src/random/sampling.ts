/** Shuffles and weighted draws, in the order in which NumPy draws them. */
import { describe } from '../checks/describe.ts';
import { InvalidArgument } from '../errors.ts';
import { checkElements } from './arguments.ts';
import { bounded32, boundedSource, masked } from './bounded.ts';
import type { PCG64 } from './pcg64.ts';

interface Swappable {
  readonly length: number;
  [index: number]: unknown;
}

export interface ChoiceOptions {
  /** Whether an element may come more than once. Default true. */
  readonly replace?: boolean;
  /** Probability of each element, summing to 1. Default: all equal. */
  readonly p?: ArrayLike<number>;
  /** Whether a draw without replacement comes in random order; false is faster. Default true. */
  readonly shuffle?: boolean;
}

/** Puts the elements in random order. */
export function shuffleInPlace(bits: PCG64, values: Swappable): void {
  for (let i = values.length - 1; i > 0; i--) swap(values, i, masked(bits, i));
}

function swap(values: Swappable, i: number, j: number): void {
  const value = values[i];
  values[i] = values[j];
  values[j] = value;
}

/** `count` indices below `population`. */
export function chooseIndices(
  bits: PCG64,
  population: number,
  count: number,
  { replace = true, p: given, shuffle = true }: ChoiceOptions,
): number[] {
  const p = given ?? undefined; // NumPy's None.
  if (!Number.isSafeInteger(population) || population < 0 || (population === 0 && count > 0)) {
    throw new InvalidArgument(
      `choice: expected at least one element to choose from, received ${population}.`,
    );
  }
  if (p !== undefined) checkProbabilities(p, population);
  if (replace) {
    const draw = boundedSource(bits, 64);
    if (p === undefined) return Array.from({ length: count }, () => draw(population - 1));
    const cumulative = cumulativeOf(p);
    return Array.from({ length: count }, () => firstAbove(cumulative, bits.nextDouble()));
  }
  if (count > population) {
    throw new InvalidArgument(
      `choice: cannot take ${count} of ${population} elements without replacement. Lower size, or allow replacement.`,
    );
  }
  if (p !== undefined) return weightedWithoutReplacement(bits, p, count);
  // NumPy's rule for when shuffling the whole population costs less than remembering what was drawn.
  return population > 10_000 && count > Math.floor(population / (shuffle ? 50 : 20))
    ? shuffledTail(bits, population, count)
    : floyd(bits, population, count, shuffle);
}

function checkProbabilities(p: ArrayLike<number>, population: number): void {
  checkElements('p', p);
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < p.length; i++) {
    if (typeof p[i] !== 'number' || !(p[i]! >= 0))
      throw new InvalidArgument(`p[${i}]: expected a probability, received ${describe(p[i])}.`);
    const term = p[i]! - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  if (p.length !== population) {
    throw new InvalidArgument(`p: expected ${population} probabilities, received ${p.length}.`);
  }
  if (Math.abs(sum - 1) > 2 ** -26) {
    throw new InvalidArgument(
      `p: expected probabilities that sum to 1, received a sum of ${sum}. Divide by it.`,
    );
  }
}

function cumulativeOf(p: ArrayLike<number>): Float64Array {
  const cumulative = new Float64Array(p.length);
  let sum = 0;
  for (let i = 0; i < p.length; i++) cumulative[i] = sum += p[i]!;
  for (let i = 0; i < p.length; i++) cumulative[i]! /= sum;
  return cumulative;
}

/** Index of the first element above x, in an ascending array. */
function firstAbove(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x < ascending[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function weightedWithoutReplacement(bits: PCG64, p: ArrayLike<number>, count: number): number[] {
  const weights = Float64Array.from(p);
  if (weights.reduce((possible, weight) => possible + (weight > 0 ? 1 : 0), 0) < count) {
    throw new InvalidArgument(`choice: fewer than ${count} elements of p are above zero. Lower size.`);
  }
  const found = new Set<number>();
  while (found.size < count) {
    // A round draws as many as are missing; those already found, or found twice, are drawn anew in the next.
    const missing = count - found.size;
    for (const index of found) weights[index] = 0;
    const cumulative = cumulativeOf(weights);
    for (let i = 0; i < missing; i++) found.add(firstAbove(cumulative, bits.nextDouble()));
  }
  return [...found];
}

function shuffledTail(bits: PCG64, population: number, count: number): number[] {
  const indices = Array.from({ length: population }, (_, i) => i);
  lemireShuffle(bits, indices, Math.max(population - count, 1));
  return indices.slice(population - count);
}

/** Floyd's algorithm: draws from ever larger populations; a repeat stands for the newest element. */
function floyd(bits: PCG64, population: number, count: number, shuffle: boolean): number[] {
  const found = new Set<number>();
  const draw = boundedSource(bits, 64);
  for (let newest = population - count; newest < population; newest++) {
    const drawn = draw(newest);
    found.add(found.has(drawn) ? newest : drawn);
  }
  const indices = [...found];
  if (shuffle) lemireShuffle(bits, indices, 1);
  return indices;
}

function lemireShuffle(bits: PCG64, indices: number[], first: number): void {
  for (let i = indices.length - 1; i >= first; i--) swap(indices, i, bounded32(bits, i));
}
