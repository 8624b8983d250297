import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ActionWrapper,
  Autoreset,
  Box,
  ClipAction,
  ClipReward,
  DelayObservation,
  Dict,
  type Env,
  FilterObservation,
  FrameStackObservation,
  InvalidArgument,
  InvalidWrapper,
  logger,
  NormalizeObservation,
  NormalizeReward,
  ObservationWrapper,
  OrderEnforcing,
  RecordEpisodeStatistics,
  RescaleAction,
  RescaleObservation,
  ResetNeeded,
  RewardWrapper,
  RunningMeanStd,
  StickyAction,
  TimeAwareObservation,
  TimeLimit,
  TransformAction,
  TransformObservation,
  TransformReward,
  Wrapper,
} from '../../src/index.ts';
import { Counter, Echo, Walk } from '../toys.ts';

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

/** The parts of a step that a test is about. */
const rewards = (env: Env, actions: readonly unknown[]) => actions.map((action) => env.step(action)[1]);

describe('Wrapper', () => {
  class Plain extends Wrapper<Float64Array, number> {}

  it('passes everything through', () => {
    const inner = new Counter({ renderMode: 'ansi' });
    const env = new Plain(inner);
    expect([env.observationSpace, env.actionSpace, env.metadata, env.renderMode, env.unwrapped]).toEqual([
      inner.observationSpace,
      inner.actionSpace,
      inner.metadata,
      'ansi',
      inner,
    ]);
    expect(env.reset({ seed: 4, options: { start: 3 } })).toEqual([Float64Array.of(3), { start: 3 }]);
    expect(env.step(1)).toEqual([Float64Array.of(5), 5, false, false, { even: false }]);
    expect(env.render()).toBe('5');
    expect(env.npRandomSeed).toBe(4n);
    expect(env.npRandom).toBe(inner.npRandom);
    env.close();
    expect(inner.closed).toBe(1);
  });

  it('hides what it overrides, and leaves the environment alone', () => {
    const inner = new Counter();
    const env = new Plain(inner);
    const box = new Box({ low: 0, high: 1, dtype: 'float64' });
    env.observationSpace = box;
    env.metadata = { renderModes: [] };
    expect([env.observationSpace, env.metadata.renderModes]).toEqual([box, []]);
    expect([inner.observationSpace === box, inner.metadata.renderModes.length]).toEqual([false, 2]);
  });

  it('wraps environments only', () => {
    expect(() => new Plain({} as Counter)).toThrow(
      /Plain\.env: expected an instance of Env, received an object with no keys/,
    );
  });
});

describe('wrappers of observations, rewards and actions', () => {
  it('change only that', () => {
    class Tenfold extends ObservationWrapper<number, number, Float64Array> {
      protected override observation = (observation: Float64Array) => 10 * observation[0]!;
    }
    class Negative extends RewardWrapper<number, number> {
      protected override reward = (reward: number) => -reward;
    }
    class Capped extends ActionWrapper<number, number> {
      protected override action = (action: number) => Math.min(action, 1);
    }
    const inner = new Counter();
    const env = new Capped(new Negative(new Tenfold(inner)));
    expect(env.reset({ options: { start: 2 } })).toEqual([20, { start: 2 }]);
    expect(env.step(2)).toEqual([40, -4, false, false, { even: true }]);
    expect(inner.actions).toEqual([1]);
  });

  it('can be functions', () => {
    const inner = new Counter();
    const space = new Box({ low: 0, high: 9 });
    const env = new TransformAction(
      new TransformReward(
        new TransformObservation(inner, {
          func: (x: Float64Array) => Float32Array.from(x),
          observationSpace: space,
        }),
        { func: (reward) => reward / 2 },
      ),
      { func: (action: string) => action.length, actionSpace: null },
    );
    expect(env.observationSpace).toBe(space);
    expect(env.actionSpace).toBe(inner.actionSpace);
    expect(env.reset()[0]).toEqual(Float32Array.of(0));
    expect(env.step('ab').slice(0, 2)).toEqual([Float32Array.of(3), 1.5]);
  });
});

describe('TimeLimit', () => {
  it('truncates at the limit, and counts anew after a reset', () => {
    const env = new TimeLimit(new Counter({ goal: 2 }), { maxEpisodeSteps: 2 });
    for (let episode = 0; episode < 2; episode++) {
      env.reset();
      expect(env.step(0).slice(2, 4)).toEqual([false, false]);
      expect(env.step(0).slice(2, 4)).toEqual([true, true]);
    }
  });

  it('goes on truncating beyond the limit', () => {
    const env = new TimeLimit(new Counter(), { maxEpisodeSteps: 1 });
    env.reset();
    expect([env.step(0)[3], env.step(0)[3]]).toEqual([true, true]);
  });

  it.each([0, -3, 2.5, Number.NaN])('refuses a limit of %s', (maxEpisodeSteps) => {
    expect(() => new TimeLimit(new Counter(), { maxEpisodeSteps })).toThrow(InvalidWrapper);
  });
});

describe('OrderEnforcing', () => {
  it('wants a reset first', () => {
    const env = new OrderEnforcing(new Counter());
    expect(() => env.step(0)).toThrow(ResetNeeded);
    expect(() => env.render()).toThrow(/disableRenderOrderEnforcing/);
    expect(env.hasReset).toBe(false);
    env.reset();
    expect(env.hasReset).toBe(true);
    expect(env.step(0)[1]).toBe(1);
    expect(env.render()).toBe('1');
    expect(new OrderEnforcing(new Counter(), { disableRenderOrderEnforcing: true }).render()).toBe('0');
  });
});

describe('Autoreset', () => {
  it('resets in the step after the end, and forgets the end at a reset', () => {
    const env = new Autoreset(new Counter({ goal: 2 }));
    env.reset();
    env.step(0);
    expect(env.step(0)[2]).toBe(true);
    expect(env.step(2)).toEqual([Float64Array.of(0), 0, false, false, { start: 0 }]);
    expect(env.step(1)[2]).toBe(true);
    env.reset({ options: { start: 1 } });
    expect(env.step(0)[1]).toBe(2);
  });
});

describe('RecordEpisodeStatistics', () => {
  it('reports return and length when an episode ends', () => {
    const env = new RecordEpisodeStatistics(new Counter({ goal: 3 }), { bufferLength: 2 });
    for (const start of [0, 1, 2]) {
      env.reset({ options: { start } });
      let result = env.step(0);
      expect('episode' in result[4]).toBe(start === 2);
      while (!result[2]) result = env.step(0);
      const steps = 3 - start;
      expect(result[4]['episode']).toEqual({ r: (steps * (start + 4)) / 2, l: steps });
    }
    expect([env.returnQueue, env.lengthQueue, env.timeQueue, env.episodeCount]).toEqual([
      [5, 3],
      [2, 1],
      [],
      3,
    ]);
  });

  it('measures time with a clock', () => {
    let now = 5;
    const env = new RecordEpisodeStatistics(new Counter({ goal: 1 }), {
      clock: () => now,
      statsKey: 'stats',
    });
    env.reset();
    now = 5.5000004;
    expect(env.step(0)[4]).toEqual({ even: false, stats: { r: 1, l: 1, t: 0.5 } });
    expect(env.timeQueue).toEqual([0.5]);
  });

  it('refuses a key that is taken', () => {
    const env = new RecordEpisodeStatistics(new Counter({ goal: 1 }), { statsKey: 'even' });
    env.reset();
    expect(() => env.step(0)).toThrow(/'even' is in the info already/);
  });
});

describe('StickyAction', () => {
  it('never repeats with probability 0, and never across a reset', () => {
    const inner = new Counter();
    const env = new StickyAction(inner, { repeatActionProbability: 0 });
    env.reset({ seed: 1 });
    rewards(env, [0, 1, 2, 0]);
    expect(inner.actions).toEqual([0, 1, 2, 0]);
    const sticky = new StickyAction(inner, { repeatActionProbability: 0.999999, repeatActionDuration: 50 });
    sticky.reset({ seed: 1 });
    rewards(sticky, [2, 0, 0]);
    sticky.reset();
    rewards(sticky, [1, 0]);
    expect(inner.actions.slice(4)).toEqual([2, 2, 2, 1, 1]);
  });

  it.each([{ repeatActionProbability: 1 }, { repeatActionProbability: -0.1 }])('refuses %o', (settings) => {
    expect(() => new StickyAction(new Counter(), settings)).toThrow(/repeatActionProbability/);
  });

  it.each([0, 1.5, [3, 2], [0, 2]])('refuses a duration of %o', (duration) => {
    const repeatActionDuration = duration as number | [number, number];
    const settings = { repeatActionProbability: 0.5, repeatActionDuration };
    expect(() => new StickyAction(new Counter(), settings)).toThrow(/repeatActionDuration/);
  });
});

describe('ClipReward', () => {
  it('clips on either side', () => {
    const clip = (settings: { minReward?: number; maxReward?: number }) => {
      const env = new ClipReward(new Counter(), settings);
      env.reset();
      return rewards(env, [0, 0, 0]);
    };
    expect(clip({ minReward: 2 })).toEqual([2, 2, 3]);
    expect(clip({ maxReward: 2 })).toEqual([1, 2, 2]);
    expect(clip({ minReward: 1.5, maxReward: 1.5 })).toEqual([1.5, 1.5, 1.5]);
    expect(() => clip({})).toThrow(/received neither/);
    expect(() => clip({ minReward: 2, maxReward: 1 })).toThrow(/received 2 > 1/);
  });
});

describe('running statistics', () => {
  it('are the mean and variance of the samples and of one prior sample of weight epsilon', () => {
    const statistics = new RunningMeanStd(1, { epsilon: 1 });
    for (const sample of [[1], [2], [6]]) statistics.update(sample);
    // The prior has mean 0, variance 1 and weight 1.
    expect(statistics.mean[0]).toBeCloseTo((0 + 1 + 2 + 6) / 4, 12);
    expect(statistics.variance[0]).toBeCloseTo((1 + 0 + 1 + 4 + 36) / 4 - 2.25 ** 2, 12);
    expect(statistics.count).toBe(4);
    expect(() => statistics.restore({ mean: [1, 2], variance: [1, 1], count: 1 })).toThrow(InvalidArgument);
  });

  it.each(['float32', 'float64'] as const)('of %s observations are saved and restored', (dtype) => {
    const create = () => new NormalizeObservation(new Walk({ dtype }));
    const [env, copy] = [create(), create()];
    env.reset({ seed: 3 });
    for (const action of [0, 1, 2]) env.step(action);
    copy.restore(JSON.parse(JSON.stringify(env.state())));
    expect(copy.state()).toEqual(env.state());
    expect(copy.reset({ seed: 8 })).toEqual(env.reset({ seed: 8 }));
    expect(copy.step(1)).toEqual(env.step(1));
  });

  it('of rewards are saved and restored', () => {
    const create = () => new NormalizeReward(new Walk());
    const [env, copy] = [create(), create()];
    env.reset({ seed: 3 });
    rewards(env, [0, 1, 2]);
    copy.restore(JSON.parse(JSON.stringify(env.state())));
    copy.reset({ seed: 5 });
    env.reset({ seed: 5 });
    expect(rewards(copy, [0, 1])).toEqual(rewards(env, [0, 1]));
  });

  it('stand still when they are told to', () => {
    const observing = new NormalizeObservation(new Walk());
    const rewarding = new NormalizeReward(observing);
    rewarding.reset({ seed: 1 });
    observing.updateRunningMean = false;
    rewarding.updateRunningMean = false;
    const before = [observing.state(), rewarding.state().statistics];
    rewards(rewarding, [0, 1, 2]);
    expect([observing.state(), rewarding.state().statistics]).toEqual(before);
  });

  it('want sensible settings and observations with a shape', () => {
    expect(() => new NormalizeObservation(new Walk(), { epsilon: 0 })).toThrow(/epsilon/);
    expect(() => new NormalizeObservation(new Echo() as unknown as Walk)).toThrow(/FlattenObservation/);
    expect(() => new NormalizeReward(new Walk(), { epsilon: Number.NaN })).toThrow(/epsilon/);
    expect(() => new NormalizeReward(new Walk(), { gamma: 1.1 })).toThrow(/gamma/);
  });
});

describe('boxes of other bounds', () => {
  const action = (env: Env, value: Float32Array | Float64Array) => {
    env.reset();
    return env.step(value)[4]['action'];
  };

  it('RescaleAction maps ends to ends', () => {
    const env = new RescaleAction(new Echo({ dtype: 'float64' }), { minAction: [-1, 0], maxAction: [1, 17] });
    expect(action(env, Float64Array.of(-1, 0))).toEqual(Float64Array.of(-1, -2));
    expect(action(env, Float64Array.of(1, 17))).toEqual(Float64Array.of(3, 0.125));
    expect(env.actionSpace.contains(Float64Array.of(1, 17))).toBe(true);
    expect(env.actionSpace.contains(Float64Array.of(1, 18))).toBe(false);
  });

  it('ClipAction accepts anything', () => {
    const env = new ClipAction(new Echo());
    expect(env.actionSpace.contains(Float32Array.of(99, -99))).toBe(true);
    expect(action(env, Float32Array.of(99, -99))).toEqual(Float32Array.of(3, -2));
    expect(action(env, Float32Array.of(Number.NaN, 0))).toEqual(Float32Array.of(Number.NaN, 0));
    expect(() => new ClipAction(new Counter() as unknown as Echo)).toThrow(/expected a Box as action space/);
  });

  it.each([
    [{ minAction: -1, maxAction: -1 }, /has no inverse/],
    [{ minAction: 1, maxAction: -1 }, /received 1 > -1/],
    [
      { minAction: [0], maxAction: 1 },
      /lower bound: expected a number or 2 of them, received an array of length 1/,
    ],
    [{ minAction: -Infinity, maxAction: 1 }, /infinite bounds where the box has them/],
  ])('refuses %o', (settings, message) => {
    expect(() => new RescaleAction(new Echo(), settings)).toThrow(message);
  });

  it('shifts half-bounded elements and leaves unbounded ones alone', () => {
    class Half extends Walk {
      override readonly observationSpace = new Box<'float32' | 'float64'>({
        low: [-Infinity, 2],
        high: [Infinity, Infinity],
        dtype: 'float64',
      });
      override reset() {
        return [Float64Array.of(-7, 5), {}] as const;
      }
    }
    const env = new RescaleObservation(new Half(), { minObs: [-Infinity, 0], maxObs: Infinity });
    expect(env.reset()[0]).toEqual(Float64Array.of(-7, 3));
    expect(() => new RescaleObservation(new Half(), { minObs: 0, maxObs: Infinity })).toThrow(InvalidWrapper);
  });

  it('wants boxes of floats', () => {
    const integers = new TransformObservation(new Walk(), {
      func: () => Int8Array.of(1),
      observationSpace: new Box({ low: 0, high: 9, dtype: 'int8' }),
    });
    const settings = { minObs: 0, maxObs: 1 };
    expect(() => new RescaleObservation(integers as unknown as Walk, settings)).toThrow(
      /Box of float32 or float64/,
    );
  });
});

describe('observations put together differently', () => {
  it('FilterObservation refuses keys that are not there, repeated or none', () => {
    for (const filterKeys of [['position', 'speed'], ['bits', 'bits'], []]) {
      expect(() => new FilterObservation(new Echo(), { filterKeys })).toThrow(/expected distinct ones of/);
    }
    expect(() => new FilterObservation(new Echo({ form: 'tuple' }), { filterKeys: [3] })).toThrow(
      /\[0, 1, 2\]/,
    );
    expect(() => new FilterObservation(new Walk(), { filterKeys: ['a'] })).toThrow(/Dict or Tuple/);
  });

  it('FrameStackObservation keeps the frames apart from the observations', () => {
    const env = new FrameStackObservation<Float64Array, number, Float64Array>(new Counter(), {
      stackSize: 3,
      paddingType: Float64Array.of(9),
    });
    const [first] = env.reset();
    expect(first).toEqual(Float64Array.of(9, 9, 0));
    expect(env.step(0)[0]).toEqual(Float64Array.of(9, 0, 1));
    expect(env.observationSpace.shape).toEqual([3, 1]);
    expect(first).toEqual(Float64Array.of(9, 9, 0));
    const walk = new Walk();
    expect(() => new FrameStackObservation(walk, { stackSize: 0 })).toThrow(/stackSize/);
    expect(() => new FrameStackObservation(walk, { stackSize: 2, paddingType: 'ones' as 'zero' })).toThrow(
      /expected 'reset', 'zero' or an observation/,
    );
  });

  it('DelayObservation forgets at a reset', () => {
    const env = new DelayObservation(new Counter(), { delay: 1 });
    env.reset({ options: { start: 5 } });
    expect(env.step(0)[0]).toEqual(Float64Array.of(5));
    expect(env.reset({ options: { start: 7 } })[0]).toEqual(Float64Array.of(0));
    expect(env.step(0)[0]).toEqual(Float64Array.of(7));
    expect(() => new DelayObservation(new Counter(), { delay: -1 })).toThrow(/delay/);
  });

  it('TimeAwareObservation needs a limit and a free key', () => {
    expect(() => new TimeAwareObservation(new Walk())).toThrow(/Apply TimeLimit first/);
    const limited = new TimeLimit(new Echo(), { maxEpisodeSteps: 3 });
    expect(() => new TimeAwareObservation(limited, { dictTimeKey: 'bits' })).toThrow(/'bits' is a key/);
    const inside = new TimeAwareObservation(new OrderEnforcing(limited), { flatten: false });
    expect(inside.observationSpace).toBeInstanceOf(Dict);
    inside.reset();
    inside.step(Float32Array.of(0, 0));
    inside.reset();
    expect(inside.step(Float32Array.of(0, 0))[0]).toMatchObject({ time: Int32Array.of(1) });
  });
});
