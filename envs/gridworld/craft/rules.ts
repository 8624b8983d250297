/** What a cell of the world can hold; index = value of the cell. */
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

export type Kind = (typeof kinds)[number];

/** What the agent can carry; index = place in the inventory. The first five are found, the others made. */
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

export type Item = (typeof items)[number];

export type Workshop = 'toolshed' | 'workbench' | 'factory';

export interface Recipe {
  readonly output: Item;
  /** One of each is used up; in the order in which the published sketches get them. */
  readonly inputs: readonly Item[];
  readonly at: Workshop;
}

/** What workshops make of what. Source: Andreas, Klein & Levine 2017 and the recipes released with it. */
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

export const kindIndex = Object.fromEntries(kinds.map((kind, index) => [kind, index])) as Record<
  Kind,
  number
>;
export const itemIndex = Object.fromEntries(items.map((item, index) => [item, index])) as Record<
  Item,
  number
>;

/** The item that taking something of a kind gives; −1 for what cannot be taken. */
export const itemOfKind: readonly number[] = kinds.map((kind) => items.indexOf(kind as Item));

/** Recipes of each kind of cell, in the order in which a workshop tries them; empty for what is no workshop. */
export const recipesOfKind: readonly (readonly Recipe[])[] = kinds.map((kind) =>
  recipes.filter(({ at }) => at === kind),
);
