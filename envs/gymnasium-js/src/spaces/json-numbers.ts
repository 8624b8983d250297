/** Numbers that JSON cannot hold: infinities and large integers become strings. */

import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';

/** A bound in JSON: a number, `Infinity`, `-Infinity`, or the digits of an integer beyond 2^53. */
export type JsonNumber = number | string;

export function numberToJSON(value: number | bigint): JsonNumber {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

export function numberFromJSON(value: JsonNumber): number | bigint {
  if (typeof value === 'number') return value;
  return /^-?\d+$/.test(value) ? BigInt(value) : Number(value);
}

/** One number where all are equal, else the list. */
export function boundsToJSON(bound: number | bigint | ArrayLike<number | bigint>): JsonNumber | JsonNumber[] {
  if (typeof bound !== 'object') return numberToJSON(bound);
  const values = Array.from(bound);
  return values.length > 0 && values.every((value) => value === values[0])
    ? numberToJSON(values[0]!)
    : values.map(numberToJSON);
}

/** @throws InvalidSpace unless this is a number in JSON, or a list of them */
export function boundsFromJSON(
  bound: JsonNumber | readonly JsonNumber[],
): number | bigint | (number | bigint)[] {
  const isNumber = (value: unknown) => typeof value === 'number' || typeof value === 'string';
  if (Array.isArray(bound) && bound.every(isNumber)) return bound.map(numberFromJSON);
  if (isNumber(bound)) return numberFromJSON(bound as JsonNumber);
  throw new InvalidSpace(`spaceFromJSON: expected bounds as numbers, received ${describe(bound)}.`);
}
