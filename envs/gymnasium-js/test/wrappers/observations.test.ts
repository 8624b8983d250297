import { describe, expect, it } from 'vitest';
import {
  Box,
  ClipAction,
  DelayObservation,
  Dict,
  type Env,
  FilterObservation,
  FrameStackObservation,
  InvalidArgument,
  InvalidWrapper,
  NormalizeObservation,
  NormalizeReward,
  OrderEnforcing,
  RescaleAction,
  RescaleObservation,
  RunningMeanStd,
  TimeAwareObservation,
  TimeLimit,
  TransformObservation,
} from '../../src/index.ts';
import { Counter, Echo, Walk } from '../toys.ts';

/** The parts of a step that a test is about. */
const rewards = (env: Env, actions: readonly unknown[]) => actions.map((action) => env.step(action)[1]);

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
