import { describe, expect, it } from 'vitest';
import {
  AutoresetMode,
  batchInfos,
  ClosedEnvironment,
  type Env,
  InvalidArgument,
  InvalidWrapper,
  makeVec,
  RecordEpisodeStatistics,
  ResetNeeded,
  register,
  SyncVectorEnv,
  TimeLimit,
  UnregisteredEnv,
  unbatchInfos,
  VectorRecordEpisodeStatistics,
  VectorWrapper,
} from '../../src/index.ts';
import { Counter } from '../toys.ts';

const counters = (goals: readonly number[]) => goals.map((goal) => () => new Counter({ goal }));

describe('SyncVectorEnv', () => {
  it('batches spaces, observations, rewards and flags', () => {
    const env = new SyncVectorEnv(counters([2, 5, 5]));
    expect(env.numEnvs).toBe(3);
    expect(env.observationSpace.shape).toEqual([3, 1]);
    expect(env.actionSpace.contains(Int32Array.of(0, 1, 2))).toBe(true);
    expect(env.metadata.autoresetMode).toBe(AutoresetMode.NEXT_STEP);
    const [observations, infos] = env.reset({ options: { start: 1 } });
    expect(observations).toEqual(Float64Array.of(1, 1, 1));
    expect(infos).toEqual({ start: Float64Array.of(1, 1, 1), _start: Uint8Array.of(1, 1, 1) });
    expect(env.step(Int32Array.of(0, 1, 2))).toEqual([
      Float64Array.of(2, 3, 4),
      Float64Array.of(2, 3, 4),
      Uint8Array.of(1, 0, 0),
      Uint8Array.of(0, 0, 0),
      { even: Uint8Array.of(1, 0, 1), _even: Uint8Array.of(1, 1, 1) },
    ]);
  });

  it('returns new arrays from every step', () => {
    const env = new SyncVectorEnv(counters([9, 9]));
    const [first] = env.reset();
    env.step(Int32Array.of(0, 0));
    expect(first).toEqual(Float64Array.of(0, 0));
  });

  it('seeds sub-environments one after the other, or each with its own seed', () => {
    const env = new SyncVectorEnv(counters([9, 9, 9]));
    env.reset({ seed: 40 });
    expect(env.getAttr('npRandomSeed')).toEqual([40n, 41n, 42n]);
    env.reset({ seed: 2n ** 70n });
    expect(env.getAttr('npRandomSeed')).toEqual([2n ** 70n, 2n ** 70n + 1n, 2n ** 70n + 2n]);
    env.reset({ seed: [7, null, 9n] });
    expect(env.getAttr('npRandomSeed')).toEqual([7n, 2n ** 70n + 1n, 9n]);
    expect(() => env.reset({ seed: [1, 2] })).toThrow(/expected an integer or 3 of them/);
  });

  it('resets only those in the mask', () => {
    const env = new SyncVectorEnv(counters([9, 9]));
    expect(() => env.reset({ resetMask: [true, false] })).toThrow(ResetNeeded);
    env.reset();
    env.step(Int32Array.of(1, 2));
    const [observations, infos] = env.reset({ resetMask: [false, true] });
    expect(observations).toEqual(Float64Array.of(2, 0));
    expect(infos).toEqual({ start: Float64Array.of(0, 0), _start: Uint8Array.of(0, 1) });
    expect(() => env.reset({ resetMask: [false, false] })).toThrow(InvalidArgument);
    expect(() => env.reset({ resetMask: [true] })).toThrow(InvalidArgument);
  });

  it('keeps the last observation and info of an episode that SAME_STEP resets', () => {
    const env = new SyncVectorEnv(counters([2, 9]), { autoresetMode: AutoresetMode.SAME_STEP });
    env.reset();
    const [observations, rewards, terminations, , infos] = env.step(Int32Array.of(1, 1));
    expect(observations).toEqual(Float64Array.of(0, 2));
    expect(rewards).toEqual(Float64Array.of(2, 2));
    expect(terminations).toEqual(Uint8Array.of(1, 0));
    expect(infos).toMatchObject({
      final_obs: [Float64Array.of(2), null],
      _final_obs: Uint8Array.of(1, 0),
      final_info: { even: Uint8Array.of(1, 0), _even: Uint8Array.of(1, 0) },
      _final_info: Uint8Array.of(1, 0),
    });
  });

  it('says so when a finished episode is stepped in mode DISABLED', () => {
    const env = new SyncVectorEnv(counters([1]), { autoresetMode: AutoresetMode.DISABLED });
    env.reset();
    env.step(Int32Array.of(0));
    expect(() => env.step(Int32Array.of(0))).toThrow(ResetNeeded);
    env.reset({ resetMask: [true] });
    expect(env.step(Int32Array.of(0))[2]).toEqual(Uint8Array.of(1));
  });

  it('calls, reads and sets attributes', () => {
    const env = new SyncVectorEnv(
      counters([3, 4]).map((create) => () => new TimeLimit(create(), { maxEpisodeSteps: 5 })),
    );
    expect(env.getAttr('goal')).toEqual([3, 4]);
    env.setAttr('goal', [6, 7]);
    expect(env.getAttr('goal')).toEqual([6, 7]);
    env.setAttr('goal', 8);
    expect(env.getAttr('goal')).toEqual([8, 8]);
    env.reset();
    expect(env.call('render')).toEqual(['0', '0']);
    expect(env.render()).toEqual(['0', '0']);
    expect(() => env.setAttr('goal', [1, 2, 3])).toThrow(InvalidArgument);
    expect(() => env.call('fly')).toThrow(/expected an attribute of .*received the string 'fly'/);
  });

  it('closes every sub-environment once', () => {
    const env = new SyncVectorEnv(counters([3, 4]));
    env.close();
    env.close();
    expect(env.getAttr('closed')).toEqual([1, 1]);
    expect(() => env.step(Int32Array.of(0, 0))).toThrow(ClosedEnvironment);
    expect(() => env.reset()).toThrow(ClosedEnvironment);
  });

  it('refuses different spaces and closes what it made', () => {
    const made: Counter[] = [];
    const create = () => {
      made.push(new Counter());
      return made.at(-1)!;
    };
    expect(() => new SyncVectorEnv([create, () => new Shifted()])).toThrow(/envs\[1\]\.observationSpace/);
    expect(() => new SyncVectorEnv([])).toThrow(InvalidArgument);
    const fails = () => {
      throw new Error('no second');
    };
    expect(() => new SyncVectorEnv([create, fails])).toThrow('no second');
    expect(made.map((env) => env.closed)).toEqual([1, 1]);
  });
});

class Shifted extends Counter {
  override readonly observationSpace = new SyncVectorEnv([() => new Counter()])
    .observationSpace as Counter['observationSpace'];
}

describe('batchInfos', () => {
  const infos = [
    { n: 1, flag: true, text: 'a', v: Float32Array.of(1, 2), inner: { k: 2 }, mixed: 1 },
    { n: 2, v: Float32Array.of(3, 4), mixed: 'x' },
    null,
    { flag: false, inner: { k: 5, only: 'b' } },
  ];
  const batch = {
    n: Float64Array.of(1, 2, 0, 0),
    _n: Uint8Array.of(1, 1, 0, 0),
    flag: Uint8Array.of(1, 0, 0, 0),
    _flag: Uint8Array.of(1, 0, 0, 1),
    text: ['a', null, null, null],
    _text: Uint8Array.of(1, 0, 0, 0),
    v: Float32Array.of(1, 2, 3, 4, 0, 0, 0, 0),
    _v: Uint8Array.of(1, 1, 0, 0),
    inner: {
      k: Float64Array.of(2, 0, 0, 5),
      _k: Uint8Array.of(1, 0, 0, 1),
      only: [null, null, null, 'b'],
      _only: Uint8Array.of(0, 0, 0, 1),
    },
    _inner: Uint8Array.of(1, 0, 0, 1),
    mixed: [1, 'x', null, null],
    _mixed: Uint8Array.of(1, 1, 0, 0),
  };

  it('joins values by their kind, with a mask each', () => {
    expect(batchInfos(infos)).toEqual(batch);
  });

  it('has an inverse', () => {
    expect(unbatchInfos(batch, 4)).toEqual(infos.map((info) => info ?? {}));
  });
});

describe('VectorRecordEpisodeStatistics', () => {
  it('counts on for the others when one is reset', () => {
    const env = new VectorRecordEpisodeStatistics(
      new SyncVectorEnv(counters([2, 4]), { autoresetMode: AutoresetMode.DISABLED }),
    );
    env.reset();
    env.step(Int32Array.of(0, 0));
    expect(env.step(Int32Array.of(0, 0))[4]).toMatchObject({
      episode: { r: Float64Array.of(3, 0), l: Float64Array.of(2, 0) },
      _episode: Uint8Array.of(1, 0),
    });
    env.reset({ resetMask: [true, false] });
    env.step(Int32Array.of(0, 0));
    expect(env.step(Int32Array.of(0, 0))[4]).toMatchObject({
      episode: { r: Float64Array.of(3, 10), l: Float64Array.of(2, 4) },
      _episode: Uint8Array.of(1, 1),
    });
    expect([env.returnQueue, env.lengthQueue, env.episodeCount]).toEqual([[3, 3, 10], [2, 2, 4], 3]);
  });

  it('tells the time of a clock, if it has one', () => {
    let now = 10;
    const env = new VectorRecordEpisodeStatistics(new SyncVectorEnv(counters([2, 9])), { clock: () => now });
    env.reset();
    now = 10.25;
    expect(env.step(Int32Array.of(1, 1))[4]).toMatchObject({ episode: { t: Float64Array.of(0.25, 0) } });
    expect(env.timeQueue).toEqual([0.25]);
  });

  it('refuses a key that is taken', () => {
    const env = new VectorRecordEpisodeStatistics(new SyncVectorEnv(counters([1])), { statsKey: 'even' });
    env.reset();
    expect(() => env.step(Int32Array.of(0))).toThrow(InvalidWrapper);
  });
});

describe('VectorWrapper', () => {
  class Doubled extends VectorWrapper<Float64Array, Int32Array> {
    override step(actions: Int32Array) {
      const [observations, rewards, ...rest] = this.env.step(actions);
      return [observations, rewards.map((reward) => 2 * reward), ...rest] as const;
    }
  }

  it('passes everything else through', () => {
    const inner = new SyncVectorEnv<Float64Array, Int32Array>(counters([5, 5]));
    const env = new Doubled(inner);
    expect([env.numEnvs, env.observationSpace, env.singleActionSpace]).toEqual([
      2,
      inner.observationSpace,
      inner.singleActionSpace,
    ]);
    env.reset();
    expect(env.step(Int32Array.of(0, 1))[1]).toEqual(Float64Array.of(2, 4));
    expect(`${env}`).toBe('<Doubled, SyncVectorEnv(numEnvs=2)>');
    expect(env.unwrapped).toBe(inner);
    env.close();
    expect(env.closed && inner.closed).toBe(true);
  });
});

describe('makeVec', () => {
  register({ id: 'vec/Counter-v0', entryPoint: (kwargs) => new Counter(kwargs), maxEpisodeSteps: 4 });

  it('makes sub-environments as make does', () => {
    const env = makeVec<Float64Array, Int32Array>(
      'vec/Counter-v0',
      { goal: 50 },
      {
        numEnvs: 2,
        maxEpisodeSteps: 2,
        autoresetMode: AutoresetMode.SAME_STEP,
        wrappers: [(single) => new RecordEpisodeStatistics(single)],
      },
    );
    env.reset();
    env.step(Int32Array.of(0, 0));
    const [, , , truncations, infos] = env.step(Int32Array.of(0, 1));
    expect(truncations).toEqual(Uint8Array.of(1, 1));
    expect(infos['final_info']).toMatchObject({ episode: { r: Float64Array.of(3, 4) } });
    expect(env.spec).toMatchObject({ id: 'vec/Counter-v0', kwargs: { goal: 50 } });
    expect(`${env}`).toBe('SyncVectorEnv(vec/Counter-v0, numEnvs=2)');
  });

  it("uses the environment's own vector implementation where it has one", () => {
    register({
      id: 'vec/Own-v0',
      vectorEntryPoint: ({ numEnvs, goal, maxEpisodeSteps }) =>
        new SyncVectorEnv(Array(numEnvs).fill(() => new Counter({ goal: goal + maxEpisodeSteps }))),
      maxEpisodeSteps: 3,
    });
    const env = makeVec('vec/Own-v0', { goal: 7 }, { numEnvs: 2 });
    expect((env as SyncVectorEnv).getAttr('goal')).toEqual([10, 10]);
    expect(() => makeVec('vec/Own-v0', {}, { vectorizationMode: 'sync' })).toThrow(UnregisteredEnv);
    expect(() => makeVec('vec/Counter-v0', {}, { vectorizationMode: 'vectorEntryPoint' })).toThrow(
      UnregisteredEnv,
    );
    expect(() => makeVec('vec/Own-v0', {}, { wrappers: [(single: Env) => single] })).toThrow(InvalidArgument);
  });

  it('refuses options that do not fit', () => {
    expect(() => makeVec('vec/Counter-v0', {}, { numEnvs: 0 })).toThrow(/numEnvs/);
    expect(() => makeVec('vec/Counter-v0', {}, { vectorizationMode: 'async' })).toThrow(/expected a module/);
    expect(() => makeVec('vec/Counter-v0', {}, { vectorizationMode: 'fast' as 'sync' })).toThrow(
      /received the string 'fast'/,
    );
  });
});
