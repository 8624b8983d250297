import fc from 'fast-check';
import { InvalidAction, ResetNeeded, UnsupportedMode } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { ButtonFood, type ButtonFoodSettings } from '../../../../envs/navigation/button-food/button-food.ts';
import type { ButtonFoodInfo } from '../../../../envs/navigation/button-food/types.ts';
import { distance } from '../../../../envs/navigation/geometry.ts';

const right = Float64Array.of(1, 0);
const rest = Float64Array.of(0, 0);

/** Agent at the origin, button one step of 0.5 to the right, food another 0.5 to the right. */
function corridor(settings: ButtonFoodSettings = {}): ButtonFood {
  const env = new ButtonFood({ stepLength: 0.1, ...settings });
  env.reset({ options: { start: [0, 0], button: [0.5, 0], food: [1, 0] } });
  return env;
}

describe('ButtonFood dynamics', () => {
  it('moves by stepLength times the velocity and shows offsets to food and button', () => {
    const env = new ButtonFood();
    const [first] = env.reset({ options: { start: [0.1, -0.2], button: [1, 0], food: [1, 2] } });
    expect([...first]).toEqual([0.9, 2.2, 0.9, 0.2, 0]);
    const [next] = env.step(Float64Array.of(10, -5));
    // By dt/dx = 0.01: to (0.2, -0.25).
    [0.8, 2.25, 0.8, 0.25, 0].forEach((value, i) => {
      expect(next[i]).toBeCloseTo(value, 14);
    });
  });

  it('unlocks the food at the button, then ends at the food', () => {
    const env = corridor();
    const steps = Array.from({ length: 9 }, () => env.step(right));
    const infos = steps.map((step) => step[4] as ButtonFoodInfo);
    // Within 0.15 of the button (at 0.5) from x = 0.4 on; within 0.15 of the food (at 1) at x = 0.9.
    expect(infos.map((info) => info.locked)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(infos.map((info) => info.subtask)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(steps.map((step) => step[0][4])).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(steps.map((step) => step[2])).toEqual([...Array(8).fill(false), true]);
    expect(infos.at(-1)).toMatchObject({ buttonReached: true, foodReached: true, step: 9, bestReward: 1 });
    const rewards = steps.map((step) => step[1]);
    expect(rewards.slice(0, 3)).toEqual([0, 0, 0]);
    [0.15 / 0.6, 0.15 / 0.5, 0.15 / 0.4, 0.15 / 0.3, 0.15 / 0.2, 1].forEach((reward, i) => {
      expect(rewards[3 + i]).toBeCloseTo(reward, 12);
    });
  });

  it('does not end at food that is still locked', () => {
    const env = new ButtonFood({ stepLength: 0.1 });
    env.reset({ options: { start: [0, 0], button: [-1, 0], food: [0.1, 0] } });
    const [, reward, terminated, , info] = env.step(right);
    expect([reward, terminated, info['foodReached'], info['bestReward']]).toEqual([0, false, false, 0]);
  });

  it('keeps the food unlocked after the agent has left the button, and remembers the best reward', () => {
    const env = corridor();
    for (let i = 0; i < 4; i++) env.step(right);
    const best = env.info().bestReward;
    for (let i = 0; i < 6; i++) env.step(Float64Array.of(-1, 0));
    expect(env.info()).toMatchObject({ locked: false, subtask: 1, bestReward: best });
    expect(best).toBeCloseTo(0.25, 12);
  });

  it('can press and eat in one step where the radii overlap', () => {
    const env = new ButtonFood({ stepLength: 1 });
    env.reset({ options: { start: [0, 0], button: [1, 0], food: [1.1, 0] } });
    const [, reward, terminated] = env.step(right);
    expect([reward, terminated]).toEqual([1, true]);
  });

  it('counts an agent that is put on the button as having pressed it', () => {
    const env = new ButtonFood();
    const [observation, info] = env.reset({ options: { start: [0, 0], button: [0.1, 0] } });
    expect(observation[4]).toBe(1);
    expect(info).toMatchObject({ locked: false, subtask: 1 });
  });

  it('is cut off after maxSteps, and not a step earlier', () => {
    const env = corridor({ maxSteps: 3 });
    expect([1, 2, 3].map(() => env.step(rest).slice(2, 4))).toEqual([
      [false, false],
      [false, false],
      [false, true],
    ]);
  });

  it('must be reset before the first step and after the last', () => {
    expect(() => new ButtonFood().step(rest)).toThrow(ResetNeeded);
    const env = corridor({ maxSteps: 1 });
    env.step(rest);
    expect(() => env.step(rest)).toThrow(/called after the end of the episode. Call reset first/);
    env.reset();
    expect(env.step(rest)[3]).toBe(true);
  });

  it('gives a new observation and info with every step', () => {
    const env = corridor();
    const [before, , , , info] = env.step(right);
    const kept = [...before];
    const keptInfo = structuredClone(info);
    env.step(right);
    expect([...before]).toEqual(kept);
    expect(info).toEqual(keptInfo);
  });

  it('has finite actions, and clips velocities beyond them', () => {
    expect(new ButtonFood().actionSpace.isBounded('both')).toBe(true);
    const env = new ButtonFood({ maxVelocity: 2 });
    expect(env.actionSpace.contains(Float64Array.of(2, -2))).toBe(true);
    expect(env.actionSpace.contains(Float64Array.of(0, 2.1))).toBe(false);
    env.reset({ options: { start: [0, 0], button: [1, 0], food: [1, 2] } });
    env.step(Float64Array.of(-1e300, 1.5));
    expect(env.agent).toEqual([-0.02, 0.015]);
  });

  it.each([
    [Float64Array.of(Number.NaN, 0), /received \[NaN, 0\]/],
    [Float64Array.of(0, Infinity), /received \[0, Infinity\]/],
    [Float64Array.of(1), /received \[1\]/],
    [null as unknown as Float64Array, /received null/],
  ])('refuses the action %o', (action, message) => {
    const env = corridor();
    expect(() => env.step(action)).toThrow(InvalidAction);
    expect(() => env.step(action)).toThrow(message);
    expect(env.info().step).toBe(0);
  });
});

describe('ButtonFood layouts', () => {
  const wide: ButtonFoodSettings = { buttonDistance: [0.5, 1.5], foodDistance: [0.5, 1.5], startRange: 0.5 };

  it('has the published distances by default', () => {
    const env = new ButtonFood();
    for (let seed = 0; seed < 50; seed++) {
      const [, info] = env.reset({ seed });
      const { agent, button, food } = info as ButtonFoodInfo;
      expect(agent).toEqual([0, 0]);
      expect(distance(agent, button)).toBeCloseTo(1, 12);
      expect(distance(button, food)).toBeCloseTo(1, 12);
    }
  });

  it('draws directions evenly and distances within their ranges', () => {
    const env = new ButtonFood(wide);
    const quadrants = [0, 0, 0, 0];
    for (let episode = 0; episode < 2000; episode++) {
      env.reset(episode === 0 ? { seed: 1 } : {});
      const { start, button, food } = env.layout;
      for (const coordinate of start) expect(Math.abs(coordinate)).toBeLessThanOrEqual(0.5);
      for (const length of [distance([0, 0], button), distance(button, food)]) {
        expect(length).toBeGreaterThanOrEqual(0.5 - 1e-12);
        expect(length).toBeLessThanOrEqual(1.5 + 1e-12);
      }
      expect(env.locked).toBe(true);
      quadrants[(food[0] > button[0] ? 1 : 0) + (food[1] > button[1] ? 2 : 0)]!++;
    }
    // 500 each, standard deviation 19.
    for (const count of quadrants) expect(Math.abs(count - 500)).toBeLessThan(100);
  });

  it('is determined by the seed', () => {
    const roll = (seed: number) => {
      const env = new ButtonFood(wide);
      const [first] = env.reset({ seed });
      const [second] = env.step(right);
      return [...first, ...second, ...env.reset()[0]];
    };
    expect(roll(7)).toEqual(roll(7));
    expect(roll(7)).not.toEqual(roll(8));
  });

  it('draws what reset options leave open', () => {
    const env = new ButtonFood();
    env.reset({ seed: 1, options: { button: [0, 1] } });
    expect(env.layout.start).toEqual([0, 0]);
    expect(env.layout.button).toEqual([0, 1]);
    expect(distance(env.layout.button, env.layout.food)).toBeCloseTo(1, 12);
  });

  it('says so when there is no room for the agent beside the button', () => {
    expect(() => new ButtonFood({ buttonDistance: [0, 0] }).reset({ seed: 1 })).toThrow(
      /within lockRadius \(0.15\) of the button.*Enlarge buttonDistance/s,
    );
  });

  it('never reports a distance or reward that contradicts the positions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.array(
          fc.tuple(
            fc.double({ min: -40, max: 40, noNaN: true }),
            fc.double({ min: -40, max: 40, noNaN: true }),
          ),
          {
            maxLength: 40,
          },
        ),
        (seed, actions) => {
          const env = new ButtonFood(wide);
          env.reset({ seed });
          for (const action of actions) {
            const [observation, reward, terminated, , raw] = env.step(Float64Array.from(action));
            const info = raw as ButtonFoodInfo;
            expect(env.observationSpace.contains(observation)).toBe(true);
            expect(info.foodDistance).toBe(distance(info.agent, info.food));
            expect(info.buttonDistance).toBe(distance(info.agent, info.button));
            expect(reward).toBe(info.locked ? 0 : Math.min(1, 0.15 / info.foodDistance));
            expect(terminated).toBe(!info.locked && info.foodDistance <= 0.15);
            if (terminated) break;
          }
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe('ButtonFood settings', () => {
  it.each([
    [{ lockRadius: 0 }, /lockRadius: expected a number > 0, received 0/],
    [{ foodRadius: Number.NaN }, /foodRadius: expected a finite number, received NaN/],
    [{ buttonDistance: [2, 1] }, /buttonDistance: expected a list \[min, max\] with min ≤ max/],
    [{ maxSteps: 1.5 }, /maxSteps: expected a whole number/],
    [{ renderSize: 0 }, /renderSize: expected a number >= 50, received 0/],
    [{ maxStep: 10 }, /maxStep: .* did you mean maxSteps\?/],
  ])('refuses %o', (settings, message) => {
    expect(() => new ButtonFood(settings as ButtonFoodSettings)).toThrow(message);
  });

  it('refuses reset options that it does not know or cannot use', () => {
    const env = new ButtonFood();
    expect(() => env.reset({ options: { foood: [0, 0] } })).toThrow(/foood: .* did you mean food\?/);
    expect(() => env.reset({ options: { food: [0, Infinity] } })).toThrow(
      /food\[1\]: expected a finite number/,
    );
  });

  it('refuses render modes that it does not have', () => {
    expect(() => new ButtonFood({ renderMode: 'human' })).toThrow(UnsupportedMode);
    expect(() => corridor().render()).toThrow(UnsupportedMode);
  });
});
