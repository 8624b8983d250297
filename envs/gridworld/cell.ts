import type { NumericArray } from 'gymnasium-js';
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

/** Schema of a cell, [x, y]: a list or typed array of two whole numbers. */
export const cell = z.codec(
  z.custom<Cell | NumericArray>(() => true),
  z.tuple([z.int(), z.int()]),
  { decode: (given) => listOf(given) as [number, number], encode: (list) => list },
);

/**
 * Schema of several cells: a list of lists or typed arrays, or one typed array with the numbers of one cell after
 * another.
 */
export const cells = z.codec(
  z.custom<readonly (Cell | NumericArray)[] | NumericArray>(() => true),
  z.array(cell),
  {
    decode: (given) => (ArrayBuffer.isView(given) ? pairs(listOf(given) as number[]) : given) as Cell[],
    encode: (list) => list,
  },
);

/** A typed array, of bigints too, as a list of numbers; any other value as it is. */
function listOf(given: unknown): unknown {
  return ArrayBuffer.isView(given)
    ? Array.from<number | bigint, number>(given as NumericArray, Number)
    : given;
}

function pairs(numbers: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(numbers.length / 2) }, (_, k) => numbers.slice(2 * k, 2 * k + 2));
}
