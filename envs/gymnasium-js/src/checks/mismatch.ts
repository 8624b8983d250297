import { Box } from '../spaces/box.ts';
import { Dict } from '../spaces/dict.ts';
import { createArray, type NumericArray } from '../spaces/dtype.ts';
import type { Space } from '../spaces/space.ts';
import { Tuple } from '../spaces/tuple.ts';
import { describe } from './describe.ts';

/** Why a value is not in a space, as a sentence that begins with `path`; null when it is. */
export function mismatch(space: Space, value: unknown, path: string): string | null {
  if (space.contains(value)) return null;
  if (space instanceof Dict) return dictMismatch(space, value, path);
  if (space instanceof Tuple) return tupleMismatch(space, value, path);
  if (space instanceof Box) return boxMismatch(space, value, path);
  return `${path}: expected a value of ${space}, received ${describe(value)}.`;
}

function dictMismatch(space: Dict, value: unknown, path: string): string | null {
  const isObject = typeof value === 'object' && value !== null;
  const keys = isObject ? Object.keys(value) : [];
  if (!isObject || keys.length !== space.keys.length || !space.keys.every((key) => keys.includes(key))) {
    return `${path}: expected an object with the keys ${space.keys.join(', ')}, received ${describe(value)}.`;
  }
  const entries = value as Record<string, unknown>;
  return firstMismatch(space.keys.map((key) => mismatch(space.spaces[key]!, entries[key], `${path}.${key}`)));
}

function tupleMismatch(space: Tuple, value: unknown, path: string): string | null {
  if (!Array.isArray(value) || value.length !== space.spaces.length) {
    return `${path}: expected an array of length ${space.spaces.length}, received ${describe(value)}.`;
  }
  return firstMismatch(space.spaces.map((inner: Space, i) => mismatch(inner, value[i], `${path}[${i}]`)));
}

function boxMismatch(space: Box, value: unknown, path: string): string {
  const { low, high } = space;
  const expected = `a ${createArray(space.dtype, 0).constructor.name} of length ${low.length}`;
  if (ArrayBuffer.isView(value) && (value as NumericArray).length === low.length) {
    const array = value as NumericArray;
    for (let i = 0; i < low.length; i++) {
      if (array[i]! >= low[i]! && array[i]! <= high[i]!) continue;
      return `${path}[${i}]: expected a number in [${low[i]}, ${high[i]}], received ${array[i]}.`;
    }
  }
  return `${path}: expected ${expected}, received ${describe(value)}.`;
}

function firstMismatch(reasons: readonly (string | null)[]): string | null {
  return reasons.find((reason) => reason !== null) ?? null;
}
