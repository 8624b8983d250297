import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Discrete,
  GymnasiumError,
  logger,
  MultiDiscrete,
  make,
  makeVec,
  npRandom,
  register,
  registry,
  SyncVectorEnv,
  specFromJSON,
  Text,
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
    ['Discrete.sample', (mask) => new Discrete(2).sample(mask)],
    ['MultiDiscrete.sample', (mask) => new MultiDiscrete([2]).sample(mask)],
    ['Text.sample', (mask) => new Text(2).sample(mask)],
  ])('%s: errors of the package', (_, act) => {
    for (const value of odd) {
      expect(() => act(value), typeof value).toThrow(GymnasiumError);
    }
  });

  it('null is a seed of chance, and others are refused', () => {
    expect(npRandom(null)[1]).not.toBe(npRandom(null)[1]);
    for (const value of odd.slice(1)) expect(() => npRandom(value), typeof value).toThrow(GymnasiumError);
  });
});
