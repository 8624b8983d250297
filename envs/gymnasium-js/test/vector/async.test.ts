import { afterEach, describe, expect, it } from 'vitest';
import {
  AlreadyPendingCall,
  AsyncVectorEnv,
  type AsyncVectorOptions,
  AutoresetMode,
  ClosedEnvironment,
  type EnvSource,
  InvalidArgument,
  makeVec,
  NoAsyncCall,
  SyncVectorEnv,
  WorkerError,
  WorkerTimeout,
} from '../../src/index.ts';
import { plain } from '../plain.ts';
// @ts-expect-error a module of JavaScript, for worker threads
import { Count } from './worker-envs.mjs';

const module = new URL('./worker-envs.mjs', import.meta.url).href;
const counts = (goals: readonly number[]): EnvSource[] =>
  goals.map((goal) => ({ module, export: 'makeCount', kwargs: { goal } }));

let open: AsyncVectorEnv[] = [];
function make(sources: EnvSource[], options?: AsyncVectorOptions): AsyncVectorEnv<Float64Array, Int32Array> {
  const env = new AsyncVectorEnv<Float64Array, Int32Array>(sources, options);
  open.push(env);
  return env;
}

afterEach(async () => {
  for (const env of open) {
    env.close();
    // Every thread ends, whatever happened in the test.
    await env.ended;
  }
  open = [];
});

describe('AsyncVectorEnv', () => {
  it.each(Object.values(AutoresetMode))('gives what SyncVectorEnv gives in mode %s', (autoresetMode) => {
    const actions = [0, 1, 2, 0, 1].map((action) => Int32Array.of(action, 2 - action));
    const roll = (
      env: AsyncVectorEnv<Float64Array, Int32Array> | SyncVectorEnv<Float64Array, Int32Array>,
    ) => {
      const log: unknown[] = [plain(env.reset({ seed: 5, options: { start: 1 } }))];
      for (const action of actions) {
        const result = env.step(action);
        log.push(plain(result));
        if (autoresetMode === AutoresetMode.DISABLED && result[2].includes(1)) {
          log.push(plain(env.reset({ resetMask: result[2] })));
        }
      }
      return log;
    };
    const sync = new SyncVectorEnv<Float64Array, Int32Array>(
      [3, 6].map((goal) => () => new Count({ goal })),
      { autoresetMode },
    );
    expect(roll(make(counts([3, 6]), { autoresetMode }))).toEqual(roll(sync));
  });

  it('makes registered environments', () => {
    const env = makeVec<Float64Array, Int32Array>(
      'worker/Count-v0',
      { goal: 100 },
      { vectorizationMode: 'async', numEnvs: 2, module, renderMode: 'ansi', timeout: 60 },
    ) as AsyncVectorEnv<Float64Array, Int32Array>;
    open.push(env);
    env.reset();
    const zeros = Int32Array.of(0, 0);
    const truncations = [1, 2, 3].map(() => env.step(zeros)[3]);
    expect(truncations).toEqual([Uint8Array.of(0, 0), Uint8Array.of(0, 0), Uint8Array.of(1, 1)]);
    expect(env.render()).toEqual(['count 3', 'count 3']);
    expect(env.renderMode).toBe('ansi');
  });

  it('refuses values that threads cannot be sent, and stays as it was', () => {
    const env = make(counts([3, 4]));
    for (const value of [Symbol('odd'), () => 1]) {
      expect(() => env.call('add', value, 1)).toThrow(/call: expected values that threads can be sent/);
      expect(() => env.setAttr('goal', [5, value])).toThrow(InvalidArgument);
    }
    expect(env.call('add', 10, 1)).toEqual([14, 15]);
  });

  it('calls, reads and sets attributes', () => {
    const env = make(counts([3, 4]));
    expect(env.call('add', 10, 1)).toEqual([14, 15]);
    env.setAttr('goal', [7, 8]);
    expect(env.getAttr('goal')).toEqual([7, 8]);
  });

  it('steps in two halves', () => {
    const env = make(counts([9, 9]));
    env.resetAsync({ options: { start: 2 } });
    expect(() => env.stepAsync(Int32Array.of(0, 0))).toThrow(AlreadyPendingCall);
    expect(() => env.stepWait()).toThrow(NoAsyncCall);
    expect(env.resetWait()[1]).toMatchObject({ start: Float64Array.of(2, 2) });
    expect(() => env.resetWait()).toThrow(NoAsyncCall);
    env.stepAsync(Int32Array.of(0, 1));
    expect(env.stepWait()[1]).toEqual(Float64Array.of(3, 4));
  });

  it('carries errors over, and goes on afterwards', () => {
    const env = make(counts([9, 9]));
    env.reset();
    let error: unknown;
    try {
      env.step(Int32Array.of(0, 8));
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(WorkerError);
    expect((error as Error).message).toBe('sub-environment 1: RangeError: eight is too much');
    expect((error as Error).cause).toMatchObject({ name: 'RangeError', message: 'eight is too much' });
    expect(((error as Error).cause as Error).stack).toContain('worker-envs.mjs');
    env.reset();
    expect(env.step(Int32Array.of(0, 1))[1]).toEqual(Float64Array.of(1, 2));
  });

  it('says when an info cannot be sent', () => {
    const env = make(counts([9]));
    env.reset();
    expect(() => env.step(Int32Array.of(5))).toThrow(/sub-environment 0: DataCloneError/);
  });

  it('notices a thread that ends, and closes', () => {
    const env = make(counts([9, 9]));
    env.reset();
    expect(() => env.step(Int32Array.of(7, 0))).toThrow(/sub-environment 0: its thread ended/);
    expect(env.closed).toBe(true);
    expect(() => env.reset()).toThrow(ClosedEnvironment);
  });

  it('gives up on a thread that hangs, and ends it', () => {
    const env = make(counts([9, 9]));
    env.reset();
    env.stepAsync(Int32Array.of(0, 6));
    expect(() => env.stepWait(0.2)).toThrow(WorkerTimeout);
    expect(() => env.stepWait(0.1)).toThrow(/sub-environments 1: expected an answer within 0.1 s/);
    env.terminate();
  });

  it.each([
    [{ module, export: 'makeTrouble' }, /sub-environment 0: TypeError: no environment today/],
    [{ module, export: 'makeNothing' }, /InvalidEnv: source\.export: expected 'makeNothing' to return/],
    [{ module, export: 'notAFunction' }, /expected a function that .* exports, received 'notAFunction'/],
    [{ module, id: 'worker/Cuont-v0' }, /NameNotFound: .*Did you mean 'Count'/],
    [
      { module: new URL('./missing.mjs', import.meta.url).href, id: 'x' },
      /ERR_MODULE_NOT_FOUND|Cannot find module/,
    ],
  ])('says why an environment cannot be made: %o', (source, message) => {
    expect(() => make([source])).toThrow(message);
  });

  it('refuses different spaces', () => {
    const sources: EnvSource[] = [2, 3].map((size) => ({ module, export: 'makeCount', kwargs: { size } }));
    expect(() => make(sources)).toThrow(/envs\[1\]\.observationSpace/);
    expect(() => make([])).toThrow(InvalidArgument);
  });

  it('closes in the middle of a step', async () => {
    const env = make(counts([9, 9]));
    env.reset();
    env.stepAsync(Int32Array.of(0, 0));
    env.close();
    env.close();
    await env.ended;
    expect(env.closed).toBe(true);
  });
});
