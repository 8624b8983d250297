/** Spaces as either language is asked to make them: most are valid, some are not. */
import * as fc from 'fast-check';
import {
  Box,
  Dict,
  Discrete,
  type Dtype,
  Graph,
  MultiBinary,
  MultiDiscrete,
  OneOf,
  Sequence,
  type Space,
  Text,
  Tuple,
} from '../../src/index.ts';
import type { IntegerSpaceDtype } from '../../src/spaces/dtype.ts';

/** A number as JSON holds it; NaN and infinities by name. */
type Num = number | 'NaN' | 'Infinity' | '-Infinity';

export type Recipe =
  | { kind: 'Discrete'; n: Num; start: Num; dtype: string }
  | { kind: 'MultiDiscrete'; nvec: Num[]; start: Num[]; shape: number[]; dtype: string }
  | { kind: 'MultiBinary'; n: number | number[] }
  | { kind: 'Box'; low: Num | Num[]; high: Num | Num[]; shape?: number[]; dtype: string }
  | { kind: 'Text'; minLength: number; maxLength: number; charset: string | string[] }
  | { kind: 'Dict'; spaces: [string, Recipe][]; listed: boolean }
  | { kind: 'Tuple' | 'OneOf'; spaces: Recipe[] }
  | { kind: 'Sequence'; space: Recipe; stack: boolean }
  | { kind: 'Graph'; nodes: Recipe; edges: Recipe | null };

const integerDtypes = ['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64'] as const;
const allDtypes = ['float32', 'float64', 'bool', ...integerDtypes] as const;

const count = fc.constantFrom(1, 2, 3, 5, 5, 7, 127, 128, 255, 256, 300, 65_536, 0, -1, 1.5);
const start = fc.constantFrom(0, 0, 0, 1, -1, -3, 100, 125, -128, -129, 200, 254, 32_767, 0.5);
const integerDtype = fc.constantFrom<string>('int64', 'int64', ...integerDtypes, 'float32', 'bool');
const bound = fc.constantFrom<Num>(
  ...[
    0,
    0,
    1,
    -1,
    0.5,
    -0.5,
    5,
    127,
    128,
    255,
    256,
    -129,
    1e9,
    2 ** 31,
    -(2 ** 40),
    1e39,
    -1e39,
    1e308,
    -1e308,
  ],
  ...(['NaN', 'Infinity', '-Infinity', 'Infinity', '-Infinity'] as const),
);
const shape = fc.constantFrom<number[]>([2], [3], [2, 2], [1], [], [0], [2, 0], [-1]);

const discrete = fc.record({ kind: fc.constant('Discrete' as const), n: count, start, dtype: integerDtype });

const multiDiscrete = fc
  .tuple(fc.array(fc.tuple(count, start), { minLength: 1, maxLength: 4 }), integerDtype)
  .map(([pairs, dtype]) => ({
    kind: 'MultiDiscrete' as const,
    nvec: pairs.map(([n]) => n),
    start: pairs.map(([, first]) => first),
    shape: pairs.length === 4 ? [2, 2] : [pairs.length],
    dtype,
  }));

const multiBinary = fc.record({
  kind: fc.constant('MultiBinary' as const),
  n: fc.constantFrom(1, 3, [2, 2], [3], [], 0, -1, [2, 0]),
});

const scalarBox = fc.record({
  kind: fc.constant('Box' as const),
  low: bound,
  high: bound,
  shape: fc.option(shape, { nil: undefined as never, freq: 3 }),
  dtype: fc.constantFrom<string>(...allDtypes, 'complex64'),
});

/** Bounds of each element, from the least to the greatest of a pair. */
const listBox = fc
  .tuple(
    fc.array(fc.tuple(bound, bound), { minLength: 1, maxLength: 4 }),
    fc.constantFrom<string>(...allDtypes),
  )
  .map(([pairs, dtype]) => {
    const ordered = pairs.map((pair) => pair.sort((a, b) => Number(a) - Number(b)));
    return {
      kind: 'Box' as const,
      low: ordered.map(([low]) => low),
      high: ordered.map(([, high]) => high),
      shape: pairs.length === 4 ? [2, 2] : [pairs.length],
      dtype,
    };
  });

const text = fc.record({
  kind: fc.constant('Text' as const),
  minLength: fc.constantFrom(1, 1, 0, 2, -1),
  maxLength: fc.constantFrom(1, 3, 3, 0, -1),
  charset: fc.constantFrom('ab', 'ba', 'aab', 'zé😀', '', ['b', 'a'], ['ab'], []),
});

const leaf: fc.Arbitrary<Recipe> = fc.oneof(discrete, multiDiscrete, multiBinary, scalarBox, listBox, text);

/** Leaves that both languages accept, of small values: the parts of composite spaces. */
const part: fc.Arbitrary<Recipe> = fc.oneof(
  fc.record({
    kind: fc.constant('Discrete' as const),
    n: fc.constantFrom(1, 3, 5),
    start: fc.constantFrom(0, 0, -2, 4),
    dtype: fc.constantFrom('int64', 'int8', 'uint16').map((dtype) => (dtype === 'uint16' ? 'int16' : dtype)),
  }),
  fc.constantFrom<Recipe>(
    { kind: 'MultiDiscrete', nvec: [2, 3], start: [-1, 0], shape: [2], dtype: 'int64' },
    { kind: 'MultiDiscrete', nvec: [2, 3, 4, 5], start: [0, 0, 0, 7], shape: [2, 2], dtype: 'int32' },
    { kind: 'MultiBinary', n: 3 },
    { kind: 'MultiBinary', n: [2, 2] },
    { kind: 'Box', low: 0, high: 1, shape: [2], dtype: 'float32' },
    { kind: 'Box', low: [-1, '-Infinity'], high: ['Infinity', -2], shape: [2], dtype: 'float64' },
    { kind: 'Box', low: 3, high: 9, shape: [1], dtype: 'uint8' },
    { kind: 'Box', low: -5, high: -1, shape: [1, 2], dtype: 'int64' },
    { kind: 'Text', minLength: 2, maxLength: 3, charset: 'cba' },
    { kind: 'Text', minLength: 0, maxLength: 2, charset: ['😀', 'z'] },
  ),
);

const key = fc.constantFrom('b', 'a', 'Z', 'é', '10', '2', '😀', 'ﬀ', '__proto__', 'constructor');

const { composite } = fc.letrec<{ composite: Recipe; inner: Recipe }>((tie) => ({
  inner: fc.oneof({ maxDepth: 2 }, part, part, tie('composite')),
  composite: fc.oneof(
    fc.record({
      kind: fc.constant('Dict' as const),
      spaces: fc.uniqueArray(fc.tuple(key, tie('inner')), { selector: ([name]) => name, maxLength: 3 }),
      listed: fc.boolean(),
    }),
    fc.record({
      kind: fc.constantFrom('Tuple' as const, 'OneOf' as const),
      spaces: fc.array(tie('inner'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('Sequence' as const), space: tie('inner'), stack: fc.boolean() }),
    fc.record({ kind: fc.constant('Graph' as const), nodes: part, edges: fc.option(part) }),
  ),
}));

export const anyRecipe: fc.Arbitrary<Recipe> = fc.oneof(leaf, leaf, composite);

/** Recipes of spaces that both languages can make. */
export const goodRecipe: fc.Arbitrary<Recipe> = fc.oneof(part, composite).filter((recipe) => {
  try {
    return build(recipe) !== null;
  } catch {
    return false;
  }
});

/** A recipe for boxes of floats, to be rescaled or clipped. */
export const boxRecipe: fc.Arbitrary<Recipe> = fc.oneof(scalarBox, listBox);

export const numberOf = (value: Num): number => Number(value);

const bounds = (value: Num | Num[]): number | number[] =>
  Array.isArray(value) ? value.map(numberOf) : numberOf(value);

/** @throws InvalidSpace where the recipe makes no space */
export function build(recipe: Recipe): Space {
  switch (recipe.kind) {
    case 'Discrete': {
      const dtype = recipe.dtype as IntegerSpaceDtype;
      return new Discrete(numberOf(recipe.n), { start: numberOf(recipe.start), dtype });
    }
    case 'MultiDiscrete': {
      const { shape, dtype } = recipe as typeof recipe & { dtype: IntegerSpaceDtype };
      return new MultiDiscrete(recipe.nvec.map(numberOf), {
        start: recipe.start.map(numberOf),
        shape,
        dtype,
      });
    }
    case 'MultiBinary':
      return new MultiBinary(recipe.n);
    case 'Box': {
      const [low, high] = [bounds(recipe.low), bounds(recipe.high)];
      const dtype = recipe.dtype as Dtype;
      return new Box({ low, high, dtype, ...(recipe.shape && { shape: recipe.shape }) });
    }
    case 'Text': {
      const { minLength, charset } = recipe;
      return new Text(recipe.maxLength, {
        minLength,
        charset: typeof charset === 'string' ? charset : new Set(charset),
      });
    }
    case 'Dict': {
      const entries = recipe.spaces.map(([name, inner]) => [name, build(inner)] as const);
      return new Dict(recipe.listed ? entries : Object.fromEntries(entries));
    }
    case 'Tuple':
      return new Tuple(recipe.spaces.map(build));
    case 'OneOf':
      return new OneOf(recipe.spaces.map(build));
    case 'Sequence':
      return new Sequence(build(recipe.space), { stack: recipe.stack });
    case 'Graph':
      return new Graph(build(recipe.nodes), recipe.edges && build(recipe.edges));
  }
}
