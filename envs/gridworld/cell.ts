import { z } from 'zod';

/** A cell of a grid. */
export type Cell = readonly [x: number, y: number];

/** The directions of a grid, which are also the numbers of the moves: y decreases to the north (up). */
export const NORTH = 0;
/** y increases to the south (down). */
export const SOUTH = 1;
/** x decreases to the west (left). */
export const WEST = 2;
/** x increases to the east (right). */
export const EAST = 3;

/** Change of x by a move in each direction. */
export const stepX: readonly number[] = [0, 0, -1, 1];
/** Change of y by a move in each direction. */
export const stepY: readonly number[] = [-1, 1, 0, 0];

/** The direction that leads back. */
export function opposite(direction: number): number {
  return direction ^ 1;
}

/** Numbers as people give them in code: a list or, as they come from Python's arrays, a typed array. */
type Numbers = readonly number[] | ArrayBufferView;

/** Schema of a cell, [x, y]: a list or typed array of two whole numbers. */
export const cell = z.codec(
  z.custom<Cell | ArrayBufferView>(() => true),
  z.tuple([z.int(), z.int()]),
  { decode: (given) => listOf(given as Numbers) as [number, number], encode: (list) => list },
);

/** Schema of several cells: a list of lists or typed arrays, or one typed array with the numbers of one cell after another. */
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
