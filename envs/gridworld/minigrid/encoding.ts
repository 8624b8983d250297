/** The numbers by which MiniGrid encodes what is in a cell, and what the agent can do. */

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

/** The second channel. */
export const colourIndex = { red: 0, green: 1, blue: 2, purple: 3, yellow: 4, grey: 5 } as const;

/** The third channel: the state of a door, and 0 for everything else. In full views it is the agent's direction. */
export const stateIndex = { open: 0, closed: 1, locked: 2 } as const;

export const Action = {
  left: 0,
  right: 1,
  forward: 2,
  pickup: 3,
  drop: 4,
  toggle: 5,
  done: 6,
} as const;

export type ObjectType = keyof typeof typeIndex;
export type Colour = keyof typeof colourIndex;
export type DoorState = keyof typeof stateIndex;
export type ActionName = keyof typeof Action;

/** A cell as the three channels of an image show it. */
export interface EncodedCell {
  readonly type: number;
  readonly colour: number;
  readonly state: number;
}

/** Names by number. */
export const objectTypes = Object.freeze(Object.keys(typeIndex)) as readonly ObjectType[];
export const colours = Object.freeze(Object.keys(colourIndex)) as readonly Colour[];
export const doorStates = Object.freeze(Object.keys(stateIndex)) as readonly DoorState[];
export const actionNames = Object.freeze(Object.keys(Action)) as readonly ActionName[];

/** The colours in alphabetical order, in which levels draw them. */
export const sortedColours = Object.freeze([...colours].sort()) as readonly Colour[];

/** A cell: column and row, counted from the upper left corner. */
export type Position = readonly [x: number, y: number];

/** One step to the right, down, left and up: what directions 0 to 3 mean, for agents and for walls of rooms. */
export const directions: readonly Position[] = Object.freeze([
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
]);
