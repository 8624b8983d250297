import { colourIndex, stateIndex, typeIndex } from '../encoding.ts';
import { hindrancesIn } from './hindrances.ts';
import { isPortable } from './mentions.ts';
import type { SeenGrid } from './seen-grid.ts';

/** Whether a cell of a grid holds a kind of thing. */
type Recogniser = (grid: SeenGrid, cell: number) => boolean;

const ofType =
  (type: number): Recogniser =>
  (grid, cell) =>
    grid.typeAt(cell) === type;
const door =
  (fits: (colour: number, state: number) => boolean): Recogniser =>
  (grid, cell) => {
    const { type, colour, state } = grid.at(cell);
    return type === typeIndex.door && fits(colour, state);
  };
const mentioned =
  (index: number): Recogniser =>
  (grid, cell) =>
    grid.isNamed(index, cell);
const first = mentioned(0);
const second = mentioned(1);
const allSides = [0, 1, 2, 3];

/** The kinds of things that tasks are about, as an agent that sees the whole grid recognises them. */
export const recognisers = {
  key: ofType(typeIndex.key),
  ball: ofType(typeIndex.ball),
  box: ofType(typeIndex.box),
  goal: ofType(typeIndex.goal),
  'open door': door((_, state) => state === stateIndex.open),
  'closed door': door((_, state) => state === stateIndex.closed),
  'locked door': door((_, state) => state === stateIndex.locked),
  'closed red door': door((colour, state) => colour === colourIndex.red && state === stateIndex.closed),
  'closed blue door': door((colour, state) => colour === colourIndex.blue && state === stateIndex.closed),
  'first named': first,
  'second named': second,
  /** A free cell beside the second named thing. */
  'place beside second': (grid, cell) =>
    grid.typeAt(cell) === typeIndex.empty &&
    allSides.some((side) => {
      const next = grid.next(cell, side);
      return next >= 0 && second(grid, next);
    }),
  'fitting key': (grid, cell) => {
    const { type, colour } = grid.at(cell);
    return type === typeIndex.key && grid.lockColours.has(colour);
  },
  'thing in the way': (grid, cell) => hindrancesIn(grid).thing === cell,
  'lock in the way': (grid, cell) => hindrancesIn(grid).lock === cell,
  'key in demand': (grid, cell) => hindrancesIn(grid).keys.has(cell),
  'thing in the way of the key': (grid, cell) => hindrancesIn(grid).thingBeforeKey === cell,
  portable: (grid, cell) => isPortable(grid.typeAt(cell)),
  /** In Memory: the thing at the fork that is of the same kind as the thing in the room at the other end. */
  match: (grid, cell) => {
    const type = grid.typeAt(cell);
    const isThing = type === typeIndex.key || type === typeIndex.ball;
    const cue = grid.height + (grid.height >> 1) - 1;
    return isThing && cell !== cue && type === grid.typeAt(cue);
  },
} as const satisfies Readonly<Record<string, Recogniser>>;

/** What is in the way to what the mission asks for next, see `hindrancesIn`. */
export const hindrances = [
  'thing in the way',
  'lock in the way',
  'key in demand',
  'thing in the way of the key',
] as const satisfies readonly Thing[];

/** A kind of thing that agents recognise. */
export type Thing = keyof typeof recognisers;
