import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Box,
  batchInfos,
  concatenate,
  Dict,
  Discrete,
  flatdim,
  flatten,
  Graph,
  GymnasiumError,
  logger,
  MultiBinary,
  MultiDiscrete,
  make,
  makeVec,
  NormalizeReward,
  npRandom,
  OneOf,
  register,
  registerWrappers,
  registry,
  Sequence,
  type Space,
  SyncVectorEnv,
  spaceFromJSON,
  specFromJSON,
  Text,
  Tuple,
  unbatchInfos,
  unflatten,
} from '../src/index.ts';
import { Counter } from './toys.ts';

/** What a program without types might pass. */
// biome-ignore lint/suspicious/noExplicitAny: it stands for every type
type Anything = any;

const id = 'odd/Counter-v0';
const entryPoint = () => new Counter();
const odd: readonly Anything[] = [0, -1, 0.5, 'abc', true, {}, [null], Symbol('odd'), Object.create(null)];

let kept: [string, Anything][];
beforeEach(() => {
  kept = [...registry];
  vi.spyOn(logger, 'warn').mockImplementation(() => {});
  register({ id, entryPoint });
});
afterEach(() => {
  registry.clear();
  for (const [name, spec] of kept) registry.set(name, spec);
  vi.restoreAllMocks();
});

describe('arguments of another type', () => {
  it.each<[string, (value: Anything) => unknown]>([
    ['make', (value) => make(value)],
    ['make, maxEpisodeSteps', (maxEpisodeSteps) => make(id, {}, { maxEpisodeSteps })],
    ['makeVec', (value) => makeVec(value)],
    ['makeVec, numEnvs', (numEnvs) => makeVec(id, {}, { numEnvs })],
    ['makeVec, vectorizationMode', (vectorizationMode) => makeVec(id, {}, { vectorizationMode })],
    ['makeVec, autoresetMode', (autoresetMode) => new SyncVectorEnv([entryPoint], { autoresetMode })],
    ['makeVec, wrappers', (wrappers) => makeVec(id, {}, { wrappers })],
    ['SyncVectorEnv', (envFns) => new SyncVectorEnv(envFns)],
    ['SyncVectorEnv, a function', (create) => new SyncVectorEnv([create])],
    ['register', (fields) => register(fields)],
    ['register, entryPoint', (create) => register({ id: 'odd/Other-v0', entryPoint: create })],
    ['specFromJSON', (json) => specFromJSON(json)],
    [
      'specFromJSON, a wrapper',
      (wrapper) => specFromJSON({ id, kwargs: {}, additionalWrappers: [wrapper] } as Anything),
    ],
    ['getWrapperAttr', (name) => new Counter().getWrapperAttr(name)],
    ['getWrapperAttr of a wrapper', (name) => make(id).getWrapperAttr(name)],
    ['call of a vector', (name) => new SyncVectorEnv([entryPoint]).call(name)],
    ['Discrete.sample', (mask) => new Discrete(2).sample(mask)],
    ['MultiDiscrete.sample', (mask) => new MultiDiscrete([2]).sample(mask)],
    ['Text.sample', (mask) => new Text(2).sample(mask)],
  ])('%s: errors of the package', (_, act) => {
    for (const value of odd) {
      expect(() => act(value), typeof value).toThrow(GymnasiumError);
    }
  });

  it.each<[string, (value: Anything) => unknown]>([
    ['make, options', (value) => make(id, {}, value)],
    ['makeVec, options', (value) => makeVec(id, {}, value)],
    ['reset', (value) => make(id).reset(value)],
    ['reset of a vector', (value) => makeVec(id).reset(value)],
    ['batchInfos', (value) => batchInfos(value)],
    ['batchInfos, an info', (value) => batchInfos([value ?? 1])],
    ['unbatchInfos', (value) => unbatchInfos(value, 2)],
    ['unbatchInfos, a batch', (value) => unbatchInfos({ a: value }, 2)],
    ['flatdim', (value) => flatdim(value)],
    ['a space', (value) => new Text(2, value)],
    ['a wrapper', (value) => new NormalizeReward(new Counter(), value)],
    ['registerWrappers', (value) => registerWrappers(value)],
    [
      'spaceFromJSON',
      (value) => spaceFromJSON({ type: 'Box', low: value, high: 1, shape: [1], dtype: 'float32' }),
    ],
  ])('%s: errors of the package for null and numbers', (_, act) => {
    for (const value of [null, Number.NaN, Symbol('odd')] as Anything[])
      expect(() => act(value), String(value)).toThrow(GymnasiumError);
  });

  const box = new Box({ low: 0, high: 1, shape: [2] });
  it.each<[string, Space]>([
    ['Box', box],
    ['Discrete', new Discrete(3)],
    ['MultiDiscrete', new MultiDiscrete([2, 3])],
    ['MultiBinary', new MultiBinary(3)],
    ['Text', new Text(4)],
    ['Dict', new Dict({ a: new Discrete(2), b: box })],
    ['Tuple', new Tuple([new Discrete(2), new Text(3)])],
    ['OneOf', new OneOf([new Discrete(2), box])],
    ['Sequence', new Sequence(new Discrete(2))],
    ['Sequence, stacked', new Sequence(box, { stack: true })],
    ['Graph', new Graph(box, new Discrete(3))],
  ])('values of other spaces are refused when they are flattened: %s', (_, space) => {
    for (const value of [...odd.slice(1), undefined, null, Number.NaN, 10n, () => 1] as Anything[]) {
      if (space.contains(value)) continue;
      expect(() => flatten(space, value), `flatten ${typeof value}`).toThrow(GymnasiumError);
      expect(() => unflatten(space, value), `unflatten ${typeof value}`).toThrow(GymnasiumError);
      if (space.shape === null || typeof value === 'number') continue;
      expect(() => concatenate(space, [value]), `concatenate ${typeof value}`).toThrow(GymnasiumError);
    }
  });

  const rng = npRandom(1)[0] as Anything;
  const numbers = [
    -1,
    0.5,
    'abc',
    '1',
    {},
    [null],
    Symbol('odd'),
    Number.POSITIVE_INFINITY,
    2 ** 40,
    10n,
    null,
  ];
  it.each<[string, (value: Anything) => unknown]>([
    ['random', (size) => rng.random(size)],
    ['uniform', (size) => rng.uniform(0, 1, size)],
    ['standardNormal', (size) => rng.standardNormal(size)],
    ['normal', (size) => rng.normal(0, 1, size)],
    ['standardExponential', (size) => rng.standardExponential(size)],
    ['exponential', (size) => rng.exponential(1, size)],
    ['integers', (size) => rng.integers(0, 9, { size: size ?? -1 })],
    ['choice', (size) => rng.choice(3, { size: size ?? -1 })],
    ['spawn', (count) => rng.spawn(count)],
    [
      'permutation',
      (population) => rng.permutation(population === 'abc' || population === '1' ? {} : population),
    ],
  ])('Generator.%s refuses sizes that are none, and draws nothing', (_, act) => {
    const before = rng.getState();
    for (const value of numbers) {
      if (Array.isArray(value) && _ === 'permutation') continue;
      expect(() => act(value), String(value)).toThrow(GymnasiumError);
    }
    expect(rng.getState()).toEqual(before);
  });

  const others = ['abc', '1', {}, Symbol('odd'), Object.create(null), 10n, null, true, () => 1];
  it.each<[string, (value: Anything) => unknown]>([
    ['uniform', (value) => rng.uniform(value, 5)],
    ['uniform, high', (value) => rng.uniform(0, value)],
    ['normal', (value) => rng.normal(value)],
    ['normal, deviation', (value) => rng.normal(0, value)],
    ['exponential', (value) => rng.exponential(value)],
    ['geometric', (value) => rng.geometric(value)],
    ['integers', (value) => rng.integers(value === 10n ? -10n : value)],
    ['integers, high', (value) => rng.integers(0, value ?? 'none')],
    ['integers, dtype', (dtype) => rng.integers(3, null, { dtype })],
    ['integers, options', (value) => rng.integers(3, null, value ?? 1)],
    ['choice', (value) => rng.choice(typeof value === 'string' || typeof value === 'function' ? {} : value)],
    ['choice, p', (value) => rng.choice(3, { p: value ?? [null] })],
    ['choice, options', (value) => rng.choice(3, value === null || typeof value === 'object' ? 1 : value)],
    ['shuffle', (value) => rng.shuffle(value)],
    ['shuffle, endless', () => rng.shuffle({ length: Number.POSITIVE_INFINITY })],
    ['fillRandom', (value) => rng.fillRandom(value)],
    ['fillNormal', (value) => rng.fillNormal(value)],
    ['fillIntegers', (value) => rng.fillIntegers(value, 3)],
    ['setState', (value) => rng.setState(value)],
    ['setState, increment', (increment) => rng.setState({ ...rng.getState(), increment })],
    ['setState, state', (state) => rng.setState({ ...rng.getState(), state: state === '1' ? null : state })],
    ['setState, kept', (kept) => rng.setState({ ...rng.getState(), kept: kept ?? -1 })],
    ['setState, seedSequence', (seedSequence) => rng.setState({ ...rng.getState(), seedSequence })],
  ])('Generator.%s refuses what is no number, and draws nothing', (_, act) => {
    const before = rng.getState();
    for (const value of others) {
      if (_.endsWith('increment') && value === '1') continue;
      if (_.endsWith('options') && typeof value === 'object' && value !== null) continue;
      expect(() => act(value), `${typeof value} ${typeof value === 'string' ? value : ''}`).toThrow(
        GymnasiumError,
      );
    }
    expect(rng.getState()).toEqual(before);
  });

  it('attributes that can only be read are not set', () => {
    expect(() => make(id).setWrapperAttr('unwrapped', 3)).toThrow(/unwrapped', which can only be read/);
  });

  it('null is a seed of chance, and others are refused', () => {
    expect(npRandom(null)[1]).not.toBe(npRandom(null)[1]);
    for (const value of odd.slice(1)) expect(() => npRandom(value), typeof value).toThrow(GymnasiumError);
  });
});
