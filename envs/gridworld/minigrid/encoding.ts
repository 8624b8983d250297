/** The numbers by which MiniGrid encodes the contents of a cell, and the agent's actions. */

/** Kinds of things; the numbers are the first channel of images. */
export const typeIndex = {
  unseen: 0,
  empty: 1,
  wall: 2,
  floor: 3,
  door: 4,
  key: 5,
  ball: 6,
  box: 7,
  goal: 8,
  lava: 9,
  agent: 10,
} as const;

/** Colours; the numbers are the second channel. */
export const colourIndex = { red: 0, green: 1, blue: 2, purple: 3, yellow: 4, grey: 5 } as const;

/**
 * States of doors; the numbers are the third channel, which is 0 for other things. In full views it has the agent's
 * direction.
 */
export const stateIndex = { open: 0, closed: 1, locked: 2 } as const;

/** The numbers of actions. */
export const Action = {
  left: 0,
  right: 1,
  forward: 2,
  pickup: 3,
  drop: 4,
  toggle: 5,
  done: 6,
} as const;

/** A type of things, by its name. */
export type ObjectType = keyof typeof typeIndex;
/** A colour, by its name. */
export type Colour = keyof typeof colourIndex;
/** A state of a door, by its name. */
export type DoorState = keyof typeof stateIndex;
/** An action, by its name. */
export type ActionName = keyof typeof Action;

/** A cell as the three channels of an image show it. */
export interface EncodedCell {
  readonly type: number;
  readonly colour: number;
  readonly state: number;
}

/** Names by number. */
export const objectTypes = Object.freeze(Object.keys(typeIndex)) as readonly ObjectType[];
/** Names of colours by number. */
export const colours = Object.freeze(Object.keys(colourIndex)) as readonly Colour[];
/** Names of the states of doors by number. */
export const doorStates = Object.freeze(Object.keys(stateIndex)) as readonly DoorState[];
/** Names of actions by number. */
export const actionNames = Object.freeze(Object.keys(Action)) as readonly ActionName[];

/** The colours in alphabetical order, in which levels draw them. */
export const sortedColours = Object.freeze([...colours].sort()) as readonly Colour[];

/** A cell: column and row, counted from the upper left corner. */
export type Position = readonly [x: number, y: number];

/** One step in each of the directions 0 to 3 of agents and of walls of rooms: right, down, left, up. */
export const directions: readonly Position[] = Object.freeze([
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
]);
