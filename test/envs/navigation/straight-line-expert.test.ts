import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { NoisyDemonstrator, OrnsteinUhlenbeckNoise } from '../../../envs/demonstrators/noisy.ts';
import { ButtonFood, type ButtonFoodSettings } from '../../../envs/navigation/button-food/button-food.ts';
import { motionOptions, StraightLineExpert } from '../../../envs/navigation/straight-line-expert.ts';

const slowDown = motionOptions.parse({});
const published = motionOptions.parse({ profile: 'constant' });
const wide: ButtonFoodSettings = { buttonDistance: [0.5, 1.5], foodDistance: [0.5, 1.5], startRange: 0.5 };

/** Follows the expert until the episode ends; returns whether the food was reached, and the velocities. */
function solve(env: ButtonFood, expert: StraightLineExpert): { reached: boolean; actions: Float64Array[] } {
  const actions: Float64Array[] = [];
  for (let over = false; !over; ) {
    const action = expert.action(expert.subtask());
    actions.push(action);
    const [, , terminated, truncated] = env.step(action);
    over = terminated || truncated;
  }
  return { reached: env.info().foodReached, actions };
}

describe('StraightLineExpert', () => {
  it('goes at full speed towards the goal and slows down near it', () => {
    const env = new ButtonFood();
    const expert = new StraightLineExpert(env, slowDown);
    env.reset({ options: { start: [0, 0], button: [0.6, 0.8], food: [0, -0.1] } });
    const [x, y] = expert.action(0);
    expect(x).toBeCloseTo(1.69 * 0.6, 14);
    expect(y).toBeCloseTo(1.69 * 0.8, 14);
    // Half the slow-down distance away: half the speed. Any subtask can be asked for at any time.
    expect([...expert.action(1)]).toEqual([0, expect.closeTo(-1.69 / 2, 14)]);
  });

  it('stands still at the goal', () => {
    const env = new ButtonFood();
    env.reset({ options: { start: [1, 1], button: [2, 2], food: [1, 1] } });
    expect([...new StraightLineExpert(env, slowDown).action(1)]).toEqual([0, 0]);
    expect([...new StraightLineExpert(env, published).action(1)]).toEqual([0, 0]);
  });

  it.each([
    ['slow-down', 'standard', slowDown, {}],
    ['slow-down', 'wide', slowDown, wide],
    ['constant', 'standard', published, {}],
    ['constant', 'wide', published, wide],
    ['slow-down', 'wide with radii of 0.03', slowDown, { ...wide, lockRadius: 0.03, foodRadius: 0.03 }],
  ] as const)('%s solves all of 200 %s layouts', (_, __, motion, settings) => {
    const env = new ButtonFood(settings);
    const expert = new StraightLineExpert(env, motion);
    for (let seed = 0; seed < 200; seed++) {
      env.reset({ seed });
      expect(solve(env, expert).reached).toBe(true);
    }
  });

  it('reproduces the published demonstrations: twice one step of acceleration and 59 at constant velocity', () => {
    const env = new ButtonFood({ lockRadius: 1e-9, foodRadius: 1e-9 });
    const expert = new StraightLineExpert(env, published);
    env.reset({ seed: 3 });
    const { button, food } = env.layout;
    const { reached, actions } = solve(env, expert);
    expect(reached).toBe(true);
    expect(actions).toHaveLength(120);
    const legs = [
      [actions.slice(0, 60), [button[0], button[1]]],
      [actions.slice(60), [food[0] - button[0], food[1] - button[1]]],
    ] as const;
    for (const [[acceleration, ...cruise], way] of legs) {
      expect([...acceleration!.map(Math.abs)]).toEqual([0, 0]);
      for (const velocity of cruise) {
        expect(velocity[0]).toBeCloseTo(way[0] / 0.59, 9);
        expect(velocity[1]).toBeCloseTo(way[1] / 0.59, 9);
      }
    }
  });

  it('labels states that it would never have come to', () => {
    const env = new ButtonFood();
    const expert = new StraightLineExpert(env, slowDown);
    env.reset({ options: { start: [0, 0], button: [1, 0], food: [2, 0] } });
    for (let i = 0; i < 30; i++) env.step(Float64Array.of(0, -10));
    expect(expert.subtask()).toBe(0);
    const [x, y] = expert.action(0);
    expect(y! / x!).toBeCloseTo(3, 12);
    expect(solve(env, expert).reached).toBe(true);
  });
});

describe('OrnsteinUhlenbeckNoise', () => {
  const settings = { standardDeviation: 2, relaxationTime: 10 };

  it('has the stationary standard deviation and correlation time that its options name', () => {
    const noise = new OrnsteinUhlenbeckNoise(1, settings, npRandom(5)[0]);
    for (let i = 0; i < 200; i++) noise.step();
    const values = Array.from({ length: 200_000 }, () => {
      noise.step();
      return noise.value[0]!;
    });
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const covariance = (lag: number) =>
      values.slice(lag).reduce((sum, x, i) => sum + x * values[i]!, 0) / (values.length - lag);
    // About 10 000 independent values: standard errors near 0.02, and 0.015 for the standard deviation.
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(Math.sqrt(covariance(0)) - 2)).toBeLessThan(0.06);
    expect(Math.abs(covariance(10) / covariance(0) - Math.exp(-1))).toBeLessThan(0.06);
  });

  it('starts from 0, grows by the exact law, and forgets at reset', () => {
    const noise = new OrnsteinUhlenbeckNoise(2, settings, npRandom(1)[0]);
    const draws = npRandom(1)[0].standardNormal(4);
    const beta = Math.exp(-0.1);
    const kick = 2 * Math.sqrt(1 - beta * beta);
    noise.step();
    expect(noise.value[0]).toBeCloseTo(kick * draws[0]!, 12);
    expect(noise.value[1]).toBeCloseTo(kick * draws[1]!, 12);
    noise.step();
    expect(noise.value[0]).toBeCloseTo(beta * kick * draws[0]! + kick * draws[2]!, 12);
    noise.reset();
    expect([...noise.value]).toEqual([0, 0]);
  });
});

describe('NoisyDemonstrator', () => {
  const expert = { subtask: () => 0, action: (subtask: number) => Float64Array.of(1 + subtask, -1) };

  it('takes the action of the expert plus noise and labels with the action alone', () => {
    const noise = new OrnsteinUhlenbeckNoise(2, { standardDeviation: 1, relaxationTime: 50 }, npRandom(2)[0]);
    const demonstrator = new NoisyDemonstrator(expert, noise);
    const { taken, label } = demonstrator.demonstrate(1);
    expect([...label]).toEqual([2, -1]);
    expect([...taken]).toEqual([2 + noise.value[0]!, -1 + noise.value[1]!]);
    expect(noise.value[0]).not.toBe(0);
  });

  it('is the expert itself without noise', () => {
    const noise = new OrnsteinUhlenbeckNoise(2, { standardDeviation: 0, relaxationTime: 50 }, npRandom(2)[0]);
    const { taken, label } = new NoisyDemonstrator(expert, noise).demonstrate(0);
    expect([...taken]).toEqual([...label]);
  });

  it('leads a demonstration away from the straight line, and still to the food', () => {
    const env = new ButtonFood({ lockRadius: 0.03, foodRadius: 0.03 });
    const noise = new OrnsteinUhlenbeckNoise(2, { standardDeviation: 1, relaxationTime: 20 }, npRandom(9)[0]);
    const straight = new StraightLineExpert(env, slowDown);
    const demonstrator = new NoisyDemonstrator(straight, noise);
    let reached = 0;
    let furthest = 0;
    for (let episode = 0; episode < 50; episode++) {
      env.reset({ seed: episode, options: { start: [0, 0], button: [1, 0] } });
      demonstrator.reset();
      for (let over = false; !over; ) {
        const [, , terminated, truncated] = env.step(demonstrator.demonstrate(straight.subtask()).taken);
        if (env.locked) furthest = Math.max(furthest, Math.abs(env.agent[1]));
        over = terminated || truncated;
      }
      if (env.info().foodReached) reached++;
    }
    expect(furthest).toBeGreaterThan(0.2);
    expect(reached).toBe(50);
  });
});
