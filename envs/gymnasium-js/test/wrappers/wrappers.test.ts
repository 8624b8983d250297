import { describe, expect, it } from 'vitest';
import {
  ActionWrapper,
  Autoreset,
  Box,
  ClipReward,
  type Env,
  InvalidWrapper,
  ObservationWrapper,
  OrderEnforcing,
  RecordEpisodeStatistics,
  ResetNeeded,
  RewardWrapper,
  StickyAction,
  TimeLimit,
  TransformAction,
  TransformObservation,
  TransformReward,
  Wrapper,
} from '../../src/index.ts';
import { Counter } from '../toys.ts';

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
    expect(() => clip({ minReward: 2, maxReward: 1 })).toThrow(/received the number 2 and the number 1/);
  });
});
