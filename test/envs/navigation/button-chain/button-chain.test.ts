import { ResetNeeded } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { buttonChainAdapter as adapter } from '../../../../envs/navigation/button-chain/adapter.ts';
import {
  ButtonChain,
  type ButtonChainSettings,
} from '../../../../envs/navigation/button-chain/button-chain.ts';
import { distance } from '../../../../envs/navigation/geometry.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { svgToRgb } from '../../../../src/figures/svg-to-image.ts';
import { Task } from '../../../../src/task/task.ts';

const right = Float64Array.of(1, 0);

/** Agent at the origin; buttons at 0.5 and 1, food at 1.5, to the right. */
function corridor(settings: ButtonChainSettings = {}): ButtonChain {
  const env = new ButtonChain({ buttons: 2, stepLength: 0.1, ...settings });
  const buttons = [
    [0.5, 0],
    [1, 0],
  ];
  env.reset({ options: { start: [0, 0], buttons, food: [1.5, 0] } });
  return env;
}

describe('ButtonChain', () => {
  it('counts the buttons pressed in their order, rewards each goal once, and ends at the food', () => {
    const env = corridor();
    const steps = Array.from({ length: 14 }, () => env.step(right));
    const changes = steps.map(([observation, reward, terminated]) => [observation[6], reward, terminated]);
    // Within 0.15 of the goals at 0.5, 1 and 1.5 from x = 0.4, 0.9 and 1.4 on.
    expect(changes.map(([pressed]) => pressed)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
    expect(changes.map(([, reward]) => reward)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    expect(changes.map(([, , over]) => over)).toEqual([...Array(13).fill(false), true]);
    expect(env.info()).toMatchObject({ pressed: 2, foodReached: true, step: 14 });
  });

  it('knows where the way to each goal begins, and how long it has lasted', () => {
    const env = corridor();
    expect([0, 1, 2].map((goal) => env.origin(goal))).toEqual([
      [0, 0],
      [0.5, 0],
      [1, 0],
    ]);
    const steps = Array.from({ length: 6 }, () => {
      env.step(right);
      return env.subtaskSteps;
    });
    expect(steps).toEqual([1, 2, 3, 0, 1, 2]);
    env.reset({ seed: 1 });
    expect([env.subtask, env.subtaskSteps]).toEqual([0, 0]);
  });

  it('shows the offsets of buttons in order and of the food', () => {
    const env = corridor();
    const [observation] = env.step(Float64Array.of(1, -2));
    [0.4, 0.2, 0.9, 0.2, 1.4, 0.2, 0].forEach((value, i) => {
      expect(observation[i]).toBeCloseTo(value, 14);
    });
    expect(observation).toHaveLength(7);
  });

  it('takes no notice of a button or food out of turn', () => {
    const env = new ButtonChain({ buttons: 2, stepLength: 0.1 });
    const buttons = [
      [-1, 0],
      [0.1, 0],
    ];
    env.reset({ options: { start: [0, 0], buttons, food: [0, 0.1] } });
    const [, reward, terminated, , info] = env.step(right);
    expect([reward, terminated, info['pressed']]).toEqual([0, false, 0]);
  });

  it.each([2, 8, 16])(
    'draws %i buttons, food and agent within the range and apart from each other',
    (buttons) => {
      const env = new ButtonChain({ buttons });
      for (let seed = 0; seed < 100; seed++) {
        env.reset({ seed });
        const { start, food, buttons: drawn } = env.layout;
        const points = [start, ...drawn, food];
        expect(points).toHaveLength(buttons + 2);
        points.forEach((point, i) => {
          for (const coordinate of point) expect(Math.abs(coordinate)).toBeLessThanOrEqual(0.75);
          for (const other of points.slice(0, i)) expect(distance(point, other)).toBeGreaterThanOrEqual(0.3);
        });
      }
    },
  );

  it('says so where there is no room, or buttons are missing', () => {
    expect(() => new ButtonChain({ spacing: 1 }).reset({ seed: 1 })).toThrow(/make spacing smaller/);
    expect(() => new ButtonChain({ buttons: 3 }).reset({ options: { buttons: [[0, 0]] } })).toThrow(
      /buttons: expected 3 positions, received 1/,
    );
    expect(() => new ButtonChain().layout).toThrow(ResetNeeded);
  });

  it.each([{ buttons: 1 }, { buttons: 17 }, { radius: 0 }])('refuses %o', (settings) => {
    expect(() => new ButtonChain(settings)).toThrow(/expected/);
  });

  it('draws its moments and episodes', () => {
    const env = corridor({ renderMode: 'svg', renderSize: 200 });
    expect(svgToRgb(env.render() as string)).toMatchObject({ width: 200, height: 200 });
    const infos = [env.info(), ...Array.from({ length: 5 }, () => env.step(right)[4])];
    expect(env.render()).toContain('1 of 2 buttons pressed');
    const episode = { infos, choices: [0, 0, 0, 1, 1], succeeded: false };
    const options = parseConfig(adapter.options, { env: { buttons: 2 } }, 'options');
    const sheet = adapter.drawEpisodes([episode], options);
    expect(sheet).toContain('1 of 2 buttons in 5 ms');
    expect(sheet.match(/<polyline/g)).toHaveLength(2);
    svgToRgb(sheet);
  });
});

describe('the task of a chain of buttons', () => {
  const taskOf = (given: object) => new Task(adapter, parseConfig(adapter.options, given, 'options'));

  it('has as many subtasks and milestones as its options ask for', () => {
    const { subtasks, milestones } = taskOf({ env: { buttons: 3 } });
    expect(subtasks.names).toEqual(['button 1', 'button 2', 'button 3', 'food']);
    expect(milestones).toEqual(subtasks.names);
    expect(taskOf({}).subtasks.names).toHaveLength(9);
  });

  it.each([2, 16])('has an expert that solves all of 200 layouts of %i buttons', (buttons) => {
    const task = taskOf({ env: { buttons } });
    const env = task.environment();
    const expert = task.expert(env);
    for (let seed = 0; seed < 200; seed++) {
      let [, info] = env.reset({ seed });
      for (let over = false; !over; ) {
        const step = env.step(expert.action(expert.subtask()) as never);
        info = step[4];
        over = step[2] || step[3];
      }
      expect(task.achieved(info)).toEqual(Array(buttons + 1).fill(true));
    }
  });

  it('knows how near a goal is', () => {
    const task = taskOf({ env: { buttons: 2 } });
    const env = corridor();
    const expert = task.expert(env as never);
    expect(expert.progress?.(0)).toBe(0);
    for (let i = 0; i < 4; i++) env.step(right);
    expect(expert.progress?.(0)).toBeCloseTo(1 - 0.1 / 0.25, 12);
    expect(expert.progress?.(1)).toBe(0);
  });

  it('shows each worker its own object only, or all of them', () => {
    const observation = Float64Array.of(0.1, -0.2, 0.3, 0.4, 0.5, 0.6, 1);
    const encodings = (given: object) => {
      const task = taskOf({ env: { buttons: 2 }, encoding: given });
      return task.workerEncoders()?.map((encoder) => {
        const out = new Float64Array(encoder.size);
        encoder.encode(out, observation);
        return { out, labels: encoder.labels };
      });
    };
    const [first, second, food] = encodings({})!;
    expect(first!.out).toHaveLength(60);
    expect(first!.labels[0]).toMatch(/button 1 Δx/);
    expect(food!.labels[0]).toMatch(/food Δx/);
    expect([...second!.out]).not.toEqual([...first!.out]);
    // The unit nearest to the offset is the most active one.
    expect(second!.out.indexOf(Math.max(...second!.out.subarray(0, 30)))).toBe(
      Math.round((0.3 + 1.5) / (3 / 29)),
    );
    expect(encodings({ workersSee: 'all-objects' })).toBeUndefined();
    expect(taskOf({ env: { buttons: 2 } }).workerEncoder().size).toBe(180);
  });

  it('shows the manager what the options ask for', () => {
    const size = (encoding: object) => taskOf({ env: { buttons: 2 }, encoding }).managerEncoder().size;
    expect(size({ pressState: false })).toBe(0);
    expect(size({ pressState: true })).toBe(3);
    expect(size({ managerSees: 'all-objects', pressState: false })).toBe(180);
    expect(size({ managerSees: 'all-objects', pressState: true })).toBe(183);
  });
});
