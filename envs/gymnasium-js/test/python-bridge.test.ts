import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { logger, make } from '../src/index.ts';
import { makePython, PythonException, PythonServer } from '../src/python/index.ts';
import { python } from './python.ts';

const fixtures = { PYTHONPATH: fileURLToPath(new URL('./fixtures/python', import.meta.url)) };
const faulty = 'bridge_envs:test/Faulty-v0';

describe.skipIf(python === null)('environments of one interpreter', () => {
  let server: PythonServer;
  beforeAll(() => {
    server = new PythonServer({ python: python!, env: fixtures });
  });
  afterAll(() => server.close());
  const open = (kwargs = {}) => makePython(faulty, kwargs, { server });

  it('say what they are under the names of this package', () => {
    const env = makePython('CartPole-v1', { renderMode: 'rgb_array', max_episode_steps: 9 }, { server });
    expect(env.metadata.renderModes).toEqual(['human', 'rgb_array']);
    expect(env.metadata.renderFps).toBe(50);
    expect(env.renderMode).toBe('rgb_array');
    expect(env.spec).toMatchObject({ id: 'CartPole-v1', rewardThreshold: 475, maxEpisodeSteps: 9 });
    expect(env.actionSpace.toJSON()).toEqual({ type: 'Discrete', n: 2, start: 0, dtype: 'int64' });
    expect(env.toString()).toBe('<PythonEnv<CartPole-v1>>');
    expect(server.versions.gymnasium).toMatch(/^1\./);
    env.close();
    expect(open().metadata['author']).toBe('test');
  });

  it('are made again from their spec', () => {
    const env = make(open({ size: 3 }).spec!, { colour: 'red' });
    const [, info] = env.reset();
    expect(info['kwargs']).toEqual({ size: 3, colour: 'red' });
  });

  it('receive seeds of any size, options and keyword arguments', () => {
    const env = open({ list: [1, 2.5], flags: { on: true, none: null }, array: Float32Array.of(0.5) });
    const seed = 2n ** 100n + 1n;
    const [, info] = env.reset({
      seed,
      options: { low: -Infinity, ids: BigInt64Array.of(7n), skip: undefined },
    });
    expect(info).toEqual({
      seed,
      options: { low: -Infinity, ids: BigInt64Array.of(7n) },
      kwargs: { list: [1, 2.5], flags: { on: true, none: null }, array: Float32Array.of(0.5) },
    });
    expect(env.npRandomSeed).toBe(seed);
    expect(env.reset()[1]['options']).toBeNull();
  });

  it('return infos of every kind', () => {
    const env = open();
    env.reset();
    expect(env.step(8)[4]).toEqual({
      int: 3,
      large: 2n ** 70n,
      float: 0.1,
      negative_zero: -0,
      none: null,
      bool: true,
      text: 'grüße \u{1f600}',
      numpy_int: -5,
      numpy_float: 0.5,
      numpy_bool: true,
      scalar_array: 4,
      matrix: Float32Array.of(0, 3, 1, 4, 2, 5),
      half: Float32Array.of(0.5),
      big_endian: Int32Array.of(1, 2),
      int64: BigInt64Array.of(2n ** 60n),
      mask: Uint8Array.of(1, 0),
      empty: new Float64Array(0),
      strings: ['a', 'b'],
      objects: [null, 'c'],
      tuple: [1, [2]],
      set: [9],
      nested: { 1: { deep: Float64Array.of(1) } },
      $dollar: { $a: [1] },
      other: 'range(0, 2)',
    });
  });

  it('return numbers that are not finite', () => {
    const env = open();
    env.reset();
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    const [observation, reward, terminated, truncated, info] = env.step(2);
    expect(observation).toEqual(Float64Array.of(Number.NaN, -Infinity));
    expect([reward, terminated, truncated]).toEqual([Number.NaN, false, false]);
    expect(info).toEqual({ x: Infinity, y: [Number.NaN] });
    // Python's own check notices, and what Python warns of is warned of here.
    expect(warn.mock.calls.flat().join('\n')).toMatch(/UserWarning: .*NaN/i);
    warn.mockRestore();
  });

  it('pass on the warnings of Python', () => {
    const env = open();
    env.reset();
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    env.step(7);
    expect(warn.mock.calls).toContainEqual(['UserWarning: take care']);
    warn.mockRestore();
  });

  it('may print without harm', () => {
    const env = open();
    env.reset();
    expect(env.step(6)[0]).toEqual(new Float64Array(2));
    expect(env.step(0)[1]).toBe(0);
  });

  it('render pictures, lists of them, and text', () => {
    const picture = { data: Uint8Array.from({ length: 24 }, (_, i) => i), height: 2, width: 4, channels: 3 };
    const rendered = (renderMode: string) => {
      const env = open({ renderMode });
      env.reset();
      return env.render();
    };
    expect(rendered('rgb_array')).toEqual(picture);
    expect(rendered('ansi')).toBe('a picture in letters');
    expect(rendered('rgb_array_list')).toEqual([
      picture,
      { ...picture, data: picture.data.map((value) => value + 1) },
    ]);
  });

  it('give attributes, and call methods', () => {
    const env = open();
    expect(env.callPython('render_mode')).toBeNull();
    expect(env.callPython('echo', [Int8Array.of(-1), 'x'])).toEqual([Int8Array.of(-1), 'x']);
  });

  it('echo any value', () => {
    const env = open();
    const typedArray = fc.oneof(
      fc.float32Array(),
      fc.float64Array(),
      fc.int8Array(),
      fc.uint16Array(),
      fc.int32Array(),
      fc.bigInt64Array(),
      fc.bigUint64Array(),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.double(),
        fc.maxSafeInteger(),
        fc.bigInt().filter((number) => !Number.isSafeInteger(Number(number))),
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        fc.constant(null),
        typedArray,
        fc.array(tie('value')),
        fc.dictionary(fc.oneof(fc.string(), fc.constant('$a')), tie('value'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (sent) => {
        expect(env.callPython('echo', sent)).toEqual(sent);
      }),
      { numRuns: 300 },
    );
  });

  it('refuse what Python cannot hold, with its path', () => {
    expect(() => open().callPython('echo', { inner: [new Map()] })).toThrow(
      /value\[3\]\[0\]\.inner\[0\]: expected a number.*received Map/,
    );
  });

  it('return large values', () => {
    const env = open();
    const large = Float64Array.from({ length: 500_000 }, (_, i) => i);
    expect(
      Buffer.from((env.callPython('echo', large) as Float64Array).buffer).equals(Buffer.from(large.buffer)),
    ).toBe(true);
    expect(env.callPython('echo', 'ä'.repeat(200_000))).toBe('ä'.repeat(200_000));
  });

  it('own the values they return', () => {
    const env = makePython('CartPole-v1', {}, { server });
    const [first] = env.reset({ seed: 1 }) as [Float32Array, unknown];
    const copy = first.slice();
    for (let i = 0; i < 5; i++) env.step(0);
    expect(first).toEqual(copy);
    expect(first.buffer.byteLength).toBe(16);
  });

  it('keep observations and actions of every space as they are', () => {
    for (let index = 0; index < 19; index++) {
      const env = makePython('bridge_envs:test/Echo-v0', { index }, { server });
      for (let seed = 0; seed < 5; seed++) {
        const [sample] = env.reset({ seed });
        expect(env.observationSpace.contains(sample), `${env.observationSpace}`).toBe(true);
        const [echo, , , , info] = env.step(sample);
        expect(info, `${env.observationSpace} seed ${seed}`).toEqual({ same: true, fits: true });
        expect(echo).toEqual(sample);
        env.actionSpace.seed(seed);
        const action = env.actionSpace.sample();
        const result = env.step(action);
        expect(result[4]['fits'], `${env.actionSpace} seed ${seed}`).toBe(true);
        expect(result[0]).toEqual(action);
      }
      env.close();
    }
  });

  it('leave it to Python to refuse an action', () => {
    const env = makePython('MountainCarContinuous-v0', {}, { server });
    env.reset();
    expect(() => env.step(Float32Array.of(0, 0, 0))).not.toThrow(TypeError);
    const cart = makePython('CartPole-v1', {}, { server });
    cart.reset();
    expect(() => cart.step(2)).toThrow(PythonException);
    expect(() => cart.step(0.5)).toThrow(PythonException);
  });

  it('need spaces that exist in both languages', () => {
    expect(() => makePython('bridge_envs:test/Custom-v0', {}, { server })).toThrow(
      /TypeError: expected one of Gymnasium's own spaces, received .*CustomSpace/,
    );
  });
});
