/** Where this package means to differ from Gymnasium, and why. Each has to come up, or the test says that it is idle. */

export interface Question {
  readonly about: 'space' | 'sent' | 'wrapper' | 'vector' | 'registration';
  /** The part of the answer. */
  readonly field: string;
  // biome-ignore lint/suspicious/noExplicitAny: each kind of question has a form of its own
  readonly asked: any;
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface Difference {
  readonly reason: string;
  applies(question: Question): boolean;
}

/** Every recipe in a recipe. */
// biome-ignore lint/suspicious/noExplicitAny: recipes are JSON
function partsOf(recipe: any): any[] {
  if (typeof recipe !== 'object' || recipe === null) return [];
  const inner = Object.values(recipe).flatMap((value) =>
    Array.isArray(value) ? value.flat().flatMap(partsOf) : partsOf(value),
  );
  return 'kind' in recipe ? [recipe, ...inner] : inner;
}

const kinds = (recipe: unknown): string[] => partsOf(recipe).map(({ kind }) => kind);
const isEmpty = ({ kind, spaces }: { kind: string; spaces?: unknown[] }) =>
  (kind === 'Dict' || kind === 'Tuple') && spaces?.length === 0;
const refused = 'refused';

export const differences: readonly Difference[] = [
  {
    reason: 'A text is described with its characters in the order that numbers them; Gymnasium sorts them.',
    applies: ({ field, asked }) => field === 'text' && kinds(asked).includes('Text'),
  },
  {
    reason: 'A Dict or Tuple without spaces is batched and flattened like others; Gymnasium raises.',
    applies: ({ asked }) => partsOf(asked).some(isEmpty),
  },
  {
    reason:
      'Values of a box without dimensions are arrays of one element, for all values of boxes to be arrays.',
    applies: ({ asked }) =>
      (asked.wrapper === 'NormalizeObservation' && asked.recipe.kind === 'Discrete') ||
      partsOf(asked).some(
        ({ kind, shape, n }) =>
          (kind === 'Box' && shape?.length === 0) || (kind === 'MultiBinary' && n?.length === 0),
      ),
  },
  {
    reason: 'MultiBinary(3) and MultiBinary([3]) are one space, as they have the same values.',
    applies: ({ field, asked }) =>
      ['equal', 'json', 'read'].includes(field) && kinds(asked).includes('MultiBinary'),
  },
  {
    reason:
      'Bounds that the type cannot hold are refused; Gymnasium overlooks them beside an infinity, on the other side, and casts.',
    applies: ({ field, asked, ours }) => field === 'made' && asked.kind === 'Box' && ours === true,
  },
  {
    reason:
      'An upper bound of int64 may be infinite; Gymnasium goes one beyond the greatest integer, and overflows.',
    applies: ({ field, asked }) =>
      partsOf(asked).some(
        ({ high, dtype }) =>
          dtype === 'int64' &&
          (Array.isArray(high) ? high.includes('Infinity') : high === 'Infinity' && field === 'batches'),
      ),
  },
  {
    reason: 'Counts and starts that are no integers are refused; Gymnasium cuts lists of them off.',
    applies: ({ field, asked, ours }) =>
      field === 'made' &&
      asked.kind === 'MultiDiscrete' &&
      ours === true &&
      [...asked.nvec, ...asked.start].some((x) => !Number.isInteger(x)),
  },
  {
    reason: 'Values beyond the type are refused; Gymnasium makes the space, and its samples overflow.',
    applies: ({ field, asked, ours }) =>
      field === 'made' && ours === true && asked.kind !== 'Box' && 'start' in asked,
  },
  {
    reason: 'NaN is no bound of a reward; Gymnasium makes every reward NaN.',
    applies: ({ asked, ours }) =>
      asked.wrapper === 'ClipReward' && ours === refused && Object.values(asked.settings).includes('NaN'),
  },
  {
    reason:
      'An unbounded box of integers is described by its infinities; Gymnasium shows the limits of the type.',
    applies: ({ field, asked }) => field === 'text' && JSON.stringify(asked).includes('Infinity'),
  },
  {
    reason: 'A text without characters is empty; Gymnasium raises when it draws a length above 0.',
    applies: ({ asked, theirs }) => theirs === refused && asked.kind === 'Text' && asked.charset.length === 0,
  },
  {
    reason:
      'A flattened Dict keeps the order of its keys; Gymnasium sorts those of one that holds sequences or graphs.',
    applies: ({ field, asked }) => field === 'flat' && partsOf(asked).some(({ listed }) => listed),
  },
  {
    reason:
      'Texts among floats, integers of uint64, stacked sequences of sequences and graphs are flattened and come back.',
    applies: ({ field, asked, theirs }) =>
      theirs === refused && (field === 'flat' || asked.wrapper === 'FlattenObservation'),
  },
  {
    reason: 'What a box cannot change is mapped onto the lower bound; Gymnasium divides by zero.',
    applies: ({ asked, theirs }) =>
      asked.wrapper?.startsWith('Rescale') && JSON.stringify(theirs).includes('NaN'),
  },
  {
    reason:
      'Infos of several types or lengths become an array; Gymnasium raises, or casts them to the first.',
    applies: ({ about, asked }) => about === 'vector' && JSON.stringify(asked.infos).includes('"ragged"'),
  },
];
