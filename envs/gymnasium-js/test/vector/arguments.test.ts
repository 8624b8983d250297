import { afterAll, describe, expect, it } from 'vitest';
import {
  AsyncVectorEnv,
  Box,
  Dict,
  Discrete,
  Env,
  InvalidArgument,
  MultiBinary,
  type ResetResult,
  type Space,
  type StepResult,
  SyncVectorEnv,
  Text,
  Tuple,
  type VectorEnv,
} from '../../src/index.ts';
import { Counter } from '../toys.ts';

class Obedient extends Env<number, unknown> {
  readonly observationSpace = new Discrete(2);
  readonly actionSpace: Space;

  constructor(actionSpace: Space) {
    super();
    this.actionSpace = actionSpace;
  }

  override reset(): ResetResult<number> {
    return [0, {}];
  }

  override step(action: unknown): StepResult<number> {
    expect(this.actionSpace.contains(action)).toBe(true);
    return [0, 1, false, false, {}];
  }
}

/** Action spaces, with batches for 1, 2, 3, … sub-environments. */
const cases: readonly [string, Space, (n: number) => unknown][] = [
  ['Discrete', new Discrete(3), (n) => new Int32Array(n)],
  ['Box', new Box({ low: -1, high: 1, shape: [2, 2] }), (n) => new Float32Array(4 * n)],
  ['Box of no dimension', new Box({ low: -1, high: 1, shape: [] }), (n) => new Float32Array(n)],
  ['MultiBinary', new MultiBinary(3), (n) => new Int8Array(3 * n)],
  ['Text', new Text(3), (n) => Array(n).fill('a')],
  [
    'Tuple',
    new Tuple([new Discrete(3), new MultiBinary(2)]),
    (n) => [new Int32Array(n), new Int8Array(2 * n)],
  ],
  [
    'Dict',
    new Dict({ a: new Discrete(3), b: new Text(1) }),
    (n) => ({ a: new Int32Array(n), b: Array(n).fill('a') }),
  ],
  [
    'Tuple whose parts differ',
    new Tuple([new Discrete(3), new Discrete(3)]),
    (n) => [new Int32Array(2), new Int32Array(n)],
  ],
];

describe('actions of a vector environment', () => {
  it.each(cases)('of %s: as many as sub-environments', (_, space, batch) => {
    const env: VectorEnv = new SyncVectorEnv([() => new Obedient(space), () => new Obedient(space)]);
    env.reset();
    expect(env.step(batch(2))[1]).toEqual(Float64Array.of(1, 1));
    for (const wrong of [batch(1), batch(3), batch(0), undefined, null, 5, 'ab', {}, [[]]]) {
      expect(() => env.step(wrong)).toThrow(InvalidArgument);
    }
    expect(() => env.step(undefined)).toThrow(
      /^step\.actions: expected a batch of .*, received undefined\.$/s,
    );
  });

  it('are refused half way through a value', () => {
    const space = new Box({ low: -1, high: 1, shape: [2] });
    const env: VectorEnv = new SyncVectorEnv([() => new Obedient(space)]);
    env.reset();
    expect(() => env.step(new Float32Array(3))).toThrow(InvalidArgument);
  });

  describe('in worker threads', () => {
    const module = new URL('./worker-envs.mjs', import.meta.url).href;
    const env: VectorEnv = new AsyncVectorEnv(Array(2).fill({ module, export: 'makeCount' }));
    afterAll(() => env.close());

    it('too few or too many are refused, and nothing is under way then', () => {
      env.reset({ seed: null });
      expect(() => env.step(Int32Array.of(1))).toThrow(/received one of 1/);
      expect(() => env.step(Int32Array.of(1, 0, 2))).toThrow(/received one of 3/);
      expect(env.step(Int32Array.of(0, 1))[1]).toEqual(Float64Array.of(1, 2));
    });
  });
});

describe('resets of a vector environment', () => {
  const env = new SyncVectorEnv([() => new Counter(), () => new Counter()]);

  it('null stands for what is not given', () => {
    env.reset({ seed: 3 });
    env.reset({ seed: null, options: null, resetMask: null });
    expect(env.getAttr('npRandomSeed')).toEqual([3n, 4n]);
    env.reset({ seed: [null, 9] });
    expect(env.getAttr('npRandomSeed')).toEqual([3n, 9n]);
  });

  it.each([[[1]], ['ab'], [{}], [true], [0.5], [-1], [[1, 'a']]])('the seed %j: refused', (seed) => {
    expect(() => env.reset({ seed: seed as number })).toThrow(InvalidArgument);
  });

  it.each([[[true]], [5], ['ab'], [{}], [[0, 0]], [true]])('the mask %j: refused', (resetMask) => {
    expect(() => env.reset({ resetMask: resetMask as number[] })).toThrow(InvalidArgument);
  });
});
