/** Masks and probabilities over a finite set. */
import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import type { Generator } from '../random/generator.ts';

/** @throws InvalidSpace unless there is a number in [0, 1] for each of `count` elements */
export function checkFilter(filter: ArrayLike<number>, count: number, path: string): void {
  if (filter?.length !== count) {
    throw new InvalidSpace(`${path}: expected ${count} numbers, received ${describe(filter)}.`);
  }
  for (let i = 0; i < count; i++) {
    if (!(filter[i]! >= 0 && filter[i]! <= 1)) {
      throw new InvalidSpace(`${path}[${i}]: expected a number from 0 to 1, received ${filter[i]}.`);
    }
  }
}

/** @throws InvalidSpace unless there is a 0 or a 1 for each element */
export function checkMask(mask: ArrayLike<number>, count: number, path: string): void {
  checkFilter(mask, count, path);
  for (let i = 0; i < count; i++) {
    if (!Number.isInteger(mask[i])) {
      throw new InvalidSpace(`${path}[${i}]: expected 0 or 1, received ${mask[i]}.`);
    }
  }
}

/** @throws InvalidSpace unless these are probabilities that sum to 1 */
export function checkProbabilities(probability: ArrayLike<number>, count: number, path: string): void {
  checkFilter(probability, count, path);
  const sum = sumOf(probability);
  if (Math.abs(sum - 1) > 1e-8 + 1e-5) {
    throw new InvalidSpace(`${path}: expected a sum of 1, received ${sum}. Divide by it.`);
  }
}

export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

function positiveIndices(filter: ArrayLike<number>): number[] {
  const indices: number[] = [];
  for (let i = 0; i < filter.length; i++) if (filter[i]! > 0) indices.push(i);
  return indices;
}

/** An index whose mask is 1, or 0 if there is none. */
export function pickMasked(random: Generator, mask: ArrayLike<number>, count: number, path: string): number {
  checkMask(mask, count, path);
  const allowed = positiveIndices(mask);
  return allowed.length === 0 ? 0 : random.choice(allowed);
}

/** An index, drawn with the given probabilities. */
export function pickWeighted(random: Generator, p: ArrayLike<number>, count: number, path: string): number {
  checkProbabilities(p, count, path);
  return random.choice(count, { p });
}

/** The same, with probabilities divided by their sum, and over the indices above zero only. */
export function pickNormalized(random: Generator, p: ArrayLike<number>, count: number, path: string): number {
  checkProbabilities(p, count, path);
  const sum = sumOf(p);
  const allowed = positiveIndices(p);
  return random.choice(allowed, { p: allowed.map((i) => p[i]! / sum) });
}
