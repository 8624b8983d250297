/** The kinds of things that a cell can hold; index = value of the cell. */
export const kinds = [
  'nothing',
  'boundary',
  'water',
  'stone',
  'toolshed',
  'workbench',
  'factory',
  'wood',
  'grass',
  'iron',
  'gold',
  'gem',
] as const;

/** A kind of thing that a cell can hold. */
export type Kind = (typeof kinds)[number];

/** The items that the agent can carry; index = place in the inventory. The first five are found, the others made. */
export const items = [
  'wood',
  'grass',
  'iron',
  'gold',
  'gem',
  'plank',
  'stick',
  'cloth',
  'rope',
  'bridge',
  'bed',
  'axe',
  'shears',
  'ladder',
] as const;

/** An item that the agent can carry. */
export type Item = (typeof items)[number];

/** A kind of workshop. */
export type Workshop = 'toolshed' | 'workbench' | 'factory';

/** An item that a workshop makes, and the items that it needs. */
export interface Recipe {
  readonly output: Item;
  /** One of each is used up; in the order in which the published sketches get them. */
  readonly inputs: readonly Item[];
  readonly at: Workshop;
}

/** The recipes of workshops. Source: Andreas, Klein & Levine 2017 and the recipes released with it. */
export const recipes: readonly Recipe[] = [
  { output: 'plank', inputs: ['wood'], at: 'toolshed' },
  { output: 'axe', inputs: ['stick', 'iron'], at: 'toolshed' },
  { output: 'rope', inputs: ['grass'], at: 'toolshed' },
  { output: 'stick', inputs: ['wood'], at: 'workbench' },
  { output: 'bed', inputs: ['plank', 'grass'], at: 'workbench' },
  { output: 'shears', inputs: ['stick', 'iron'], at: 'workbench' },
  { output: 'cloth', inputs: ['grass'], at: 'factory' },
  { output: 'bridge', inputs: ['iron', 'wood'], at: 'factory' },
  { output: 'ladder', inputs: ['plank', 'stick'], at: 'factory' },
];

/** Value of a cell that holds a kind of thing. */
export const kindIndex = Object.fromEntries(kinds.map((kind, index) => [kind, index])) as Record<
  Kind,
  number
>;
/** Place of an item in the inventory. */
export const itemIndex = Object.fromEntries(items.map((item, index) => [item, index])) as Record<
  Item,
  number
>;

/** The item that the agent gets by taking something of a kind; −1 for kinds that cannot be taken. */
export const itemOfKind: readonly number[] = kinds.map((kind) => items.indexOf(kind as Item));

/** Recipes of each kind of cell, in the order in which a workshop tries them; empty for kinds that are no workshops. */
export const recipesOfKind: readonly (readonly Recipe[])[] = kinds.map((kind) =>
  recipes.filter(({ at }) => at === kind),
);
