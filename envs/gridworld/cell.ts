import { z } from 'zod';
import type { Cell } from './directions.ts';

/** Numbers as people give them in code: a list or, as they come from Python's arrays, a typed array. */
type Numbers = readonly number[] | ArrayBufferView;

/** A cell, [x, y]: a list or typed array of two whole numbers. */
export const cell = z.codec(
  z.custom<Cell | ArrayBufferView>(() => true),
  z.tuple([z.int(), z.int()]),
  { decode: (given) => listOf(given as Numbers) as [number, number], encode: (list) => list },
);

/** A list of cells: of lists, of typed arrays, or one typed array with the numbers of one cell after another. */
export const cells = z.codec(
  z.custom<readonly (Cell | ArrayBufferView)[] | ArrayBufferView>(() => true),
  z.array(cell),
  {
    decode: (given) => (ArrayBuffer.isView(given) ? pairs(listOf(given)) : given) as Cell[],
    encode: (list) => list,
  },
);

/** A typed array as a list; other values, of whatever type, as they are. */
function listOf(given: Numbers): readonly number[] {
  if (!ArrayBuffer.isView(given)) return given;
  // Of bigints too, which Python's integers become.
  return Array.from(given as unknown as ArrayLike<number | bigint>, Number);
}

function pairs(numbers: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(numbers.length / 2) }, (_, k) => numbers.slice(2 * k, 2 * k + 2));
}
