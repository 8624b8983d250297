/** Questions for both languages, generated from one seed. */
import * as fc from 'fast-check';
import { AutoresetMode, type Info } from '../../src/index.ts';
import { keysOf, type RegistrationCase, type VectorCase, type WrapperCase } from './answers.ts';
import { anyRecipe, boxRecipe, build, goodRecipe, type Recipe } from './recipes.ts';

const options = (numRuns: number) => ({ seed: Number(process.env['FC_SEED'] ?? 20_220_117), numRuns });

export interface SpaceCase {
  readonly recipe: Recipe;
  /** To be compared with it. */
  readonly others: readonly Recipe[];
}

/** Where the two are known to differ: no seed is to leave these out. */
const corners: readonly Recipe[] = [
  { kind: 'Text', minLength: 1, maxLength: 3, charset: 'ba' },
  { kind: 'Text', minLength: 0, maxLength: 9, charset: '' },
  { kind: 'Tuple', spaces: [] },
  { kind: 'Box', low: 0, high: 1, shape: [], dtype: 'float32' },
  { kind: 'Box', low: '-Infinity', high: 3, dtype: 'int8' },
  { kind: 'Box', low: [-1e39, '-Infinity'], high: [1, 1], dtype: 'int16' },
  { kind: 'Box', low: [0, 0], high: ['Infinity', 3], dtype: 'int64' },
  { kind: 'MultiBinary', n: [3] },
  { kind: 'MultiDiscrete', nvec: [3], start: [0.5], shape: [1], dtype: 'int64' },
  { kind: 'Discrete', n: 127, start: 125, dtype: 'int8' },
  {
    kind: 'Dict',
    spaces: ['b', 'a'].map((name) => [
      name,
      { kind: 'Sequence', space: { kind: 'MultiBinary', n: 2 }, stack: false },
    ]),
    listed: true,
  },
  {
    kind: 'Sequence',
    space: { kind: 'Sequence', space: { kind: 'MultiBinary', n: 2 }, stack: true },
    stack: true,
  },
];

export function spaceCases(count: number): SpaceCase[] {
  const recipes = [...corners, ...fc.sample(anyRecipe, options(count))];
  return recipes.map((recipe, i) => ({
    recipe,
    others: [recipe, recipes[(i + 1) % recipes.length]!, ...nearly(recipe)],
  }));
}

/** The same but for one detail. */
function nearly(recipe: Recipe): Recipe[] {
  if ('start' in recipe && recipe.kind === 'Discrete')
    return [
      { ...recipe, start: 1 },
      { ...recipe, dtype: 'int32' },
    ];
  if ('dtype' in recipe) return [{ ...recipe, dtype: 'int32' }];
  if (recipe.kind === 'Text') return [{ ...recipe, charset: 'ab' }];
  if (recipe.kind === 'Sequence') return [{ ...recipe, stack: !recipe.stack }];
  if (recipe.kind === 'Dict') return [{ ...recipe, spaces: [...recipe.spaces].reverse() }];
  return [];
}

const number = fc.constantFrom<number | string>(
  0,
  1,
  -1,
  0.5,
  -2.5,
  100,
  1e9,
  'Infinity',
  '-Infinity',
  'NaN',
);
const reward = fc.option(number);
const delay = fc.constantFrom(0, 1, 2, 3, -1, 1.5);

const floatBox = boxRecipe
  .filter((recipe) => 'dtype' in recipe && recipe.dtype.startsWith('float'))
  .filter((recipe) => {
    try {
      return (build(recipe).shape as number[]).every((length) => length > 0);
    } catch {
      return false;
    }
  });
const triple = fc.array(fc.array(fc.constantFrom(0, 0.25, -1, 3, -100), { minLength: 4, maxLength: 4 }), {
  minLength: 3,
  maxLength: 3,
});

/** Bounds for a box: one for all, or one for each element, infinite where the box is and sometimes elsewhere. */
function rescaled(recipe: Recipe): fc.Arbitrary<[unknown, unknown]> {
  const box = build(recipe) as unknown as { low: Float64Array; high: Float64Array };
  const each = (old: Float64Array, finite: number) =>
    Array.from(old, (x, i) => (Number.isFinite(x) ? finite + i / 4 : String(x)));
  return fc.oneof(
    fc.tuple(number, number),
    fc.constantFrom<[unknown, unknown][]>(
      [each(box.low, -2), each(box.high, 5)],
      [each(box.low, 0), each(box.high, 0)],
      [each(box.low, -1e30), each(box.high, 1e30)],
    ),
  );
}

const onAnySpace = goodRecipe.chain((recipe): fc.Arbitrary<WrapperCase> => {
  const base = { recipe: fc.constant(recipe) };
  const plainly = (wrapper: string, settings: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record({ ...base, wrapper: fc.constant(wrapper), settings: fc.record(settings) });
  const filters = recipe.kind === 'Dict' || recipe.kind === 'Tuple';
  const keys = filters ? keysOf(build(recipe)) : [];
  return fc.oneof(
    plainly('DelayObservation', { delay }),
    plainly('FrameStackObservation', {
      stack_size: fc.constantFrom(1, 2, 3, 0, -1),
      padding_type: fc.constantFrom('reset', 'zero', 'zero', 'ones'),
    }),
    plainly('FlattenObservation', {}),
    plainly('FilterObservation', {
      filter_keys: fc.oneof(fc.subarray([...keys]), fc.constantFrom([5], ['none'], [])),
    }),
    plainly('TimeAwareObservation', {
      flatten: fc.boolean(),
      normalize_time: fc.boolean(),
      dict_time_key: fc.constantFrom('time', 'now', 'a'),
    }),
    plainly('NormalizeObservation', { epsilon: fc.constantFrom(1e-8, 0.1) }),
    plainly('ClipReward', { min_reward: reward, max_reward: reward }),
    plainly('NormalizeReward', { gamma: fc.constantFrom(0, 0.5, 1), epsilon: fc.constantFrom(1e-8, 0.1) }),
    plainly('TimeLimit', { max_episode_steps: fc.constantFrom(1, 3, 9, 0, -1) }),
  );
});

const onBoxes = floatBox.chain((recipe): fc.Arbitrary<WrapperCase> => {
  const one: Recipe = { kind: 'Discrete', n: 2, start: 0, dtype: 'int64' };
  const size = (build(recipe).shape as number[]).reduce((a, b) => a * b, 1);
  const actions = triple.map((rows) => rows.map((row) => row.slice(0, size)));
  return fc.oneof(
    rescaled(recipe).map(([min_obs, max_obs]) => ({
      wrapper: 'RescaleObservation',
      recipe,
      settings: { min_obs, max_obs },
    })),
    fc.tuple(rescaled(recipe), actions).map(([[min_action, max_action], rows]) => ({
      wrapper: 'RescaleAction',
      recipe: one,
      action: recipe,
      actions: rows,
      settings: { min_action, max_action },
    })),
    actions.map((rows) => ({
      wrapper: 'ClipAction',
      recipe: one,
      action: recipe,
      actions: rows,
      settings: {},
    })),
  );
});

export function wrapperCases(count: number): WrapperCase[] {
  const recipe: Recipe = { kind: 'Box', low: 2, high: 2, dtype: 'float32' };
  return [
    { wrapper: 'ClipReward', recipe, settings: { min_reward: 'NaN', max_reward: 1 } },
    { wrapper: 'RescaleObservation', recipe, settings: { min_obs: 0, max_obs: 1 } },
    ...fc.sample(onAnySpace, options(count)),
    ...fc.sample(onBoxes, options(count / 3)),
  ];
}

const alike = fc.record(
  {
    int: fc.integer({ min: -9, max: 9 }),
    float: fc.constantFrom(0.5, -2.25, 1e300),
    flag: fc.boolean(),
    text: fc.constantFrom('a', 'bc', ''),
    none: fc.constant(null),
    list: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 2 }),
    single: fc.constantFrom({ $dtype: 'float32', values: [1, 0.5] }, { $dtype: 'float32', values: [3, 4] }),
    wide: fc.constantFrom({ $dtype: 'int64', values: [5] }, { $dtype: 'int64', values: [-7] }),
    bytes: fc.constant({ $dtype: 'uint8', values: [1, 2, 255] }),
    nested: fc.record(
      { deep: fc.integer({ min: 0, max: 9 }), flat: fc.record({ x: fc.boolean() }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
/** What differs in type or length from one sub-environment to the next. */
const unlike = fc.record({
  mixed: fc.constantFrom<unknown>(1, 'one', 0.5, true, null, [1]),
  ragged: fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 })
    .map((values) => ({ $dtype: 'float64', values })),
});
const info: fc.Arbitrary<Info> = fc.oneof(
  { weight: 30, arbitrary: alike },
  { weight: 2, arbitrary: fc.tuple(alike, unlike).map(([some, others]) => ({ ...some, ...others })) },
);

const vector: fc.Arbitrary<VectorCase> = fc.integer({ min: 1, max: 3 }).chain((n) => {
  const action = fc.integer({ min: 0, max: 2 });
  const right = fc.array(action, { minLength: n, maxLength: n });
  const seeds = fc.array(fc.option(fc.nat({ max: 99 })), { minLength: n, maxLength: n });
  return fc.record({
    recipe: goodRecipe,
    length: fc.integer({ min: 1, max: 4 }),
    infos: fc.array(fc.array(info, { minLength: 1, maxLength: 3 }), { minLength: n, maxLength: n }),
    mode: fc.constantFrom(...Object.values(AutoresetMode)),
    seed: fc.oneof(
      fc.nat({ max: 99 }),
      seeds.filter((list) => !list.includes(null)),
      fc.constant([1, 2, 3, 4]),
    ),
    actions: fc.array(
      fc.oneof(
        { weight: 20, arbitrary: right },
        { weight: 1, arbitrary: fc.array(action, { maxLength: n + 2 }) },
      ),
      { minLength: 1, maxLength: 6 },
    ),
  });
});

export function vectorCases(count: number): VectorCase[] {
  const recipe: Recipe = { kind: 'Discrete', n: 3, start: 0, dtype: 'int64' };
  const infos = [1, 2].map((length) => [{ ragged: { $dtype: 'float64', values: Array(length).fill(1) } }]);
  const unlike = { recipe, length: 3, infos, mode: AutoresetMode.NEXT_STEP, seed: 1, actions: [[0, 0]] };
  return [unlike, ...fc.sample(vector, options(count))];
}

const id = fc.oneof(
  fc.constantFrom(
    'A-v0',
    'A-v1',
    'A-v2',
    'A-v10',
    'A',
    'Abcde-v0',
    'Abcdf-v0',
    'Abcdx',
    'ns/A-v1',
    'ns/A',
    'nt/A-v1',
  ),
  fc.constantFrom('ns/Abcd-v3', 'é-v1', 'é', '猫/A-v1', 'A-v01', 'A.b-v2', 'A-v1-v2', 'A-b_c-v0', 'A-va'),
  fc.constantFrom('bad id', '', 'A-v', '-v1', '/A-v1', 'a/b/c-v1', 'A-v1\n', 'A v1', 'A-v-1', 'ns//A'),
);

const registration: fc.Arbitrary<RegistrationCase> = fc
  .tuple(
    fc.array(id, { minLength: 1, maxLength: 5 }),
    fc.array(fc.tuple(fc.constantFrom('register' as const, 'make' as const, 'spec' as const), id), {
      minLength: 3,
      maxLength: 6,
    }),
  )
  .map(([first, then]) => [...first.map((one) => ['register', one] as const), ...then]);

export function registrationCases(count: number): RegistrationCase[] {
  return fc.sample(registration, options(count));
}
