import { make } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import {
  type CarryingObservation,
  FullyObsWrapper,
  miniGridAdapter,
  miniGridTasks,
  RememberedGridWrapper,
  type SubtaskInfo,
} from '../../../../envs/gridworld/minigrid/index.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { resolved } from '../../../../src/task/resolved.ts';
import { generatorOf } from '../../../models/burst/random-population.ts';

const MOVES = 3;

/** Cells of an image that are not unseen. */
const known = (image: Uint8Array) =>
  Array.from({ length: image.length / 3 }, (_, cell) => cell).filter((cell) => image[3 * cell] !== 0);

describe('RememberedGridWrapper', () => {
  const id = 'MiniGrid-FourRooms-v0';

  it('shows what has been seen as it is, forgets nothing, and shows nothing else', () => {
    const env = new RememberedGridWrapper(make<CarryingObservation, number>(id));
    const whole = new FullyObsWrapper(make<CarryingObservation, number>(id));
    const random = generatorOf(4);
    let [{ image }] = env.reset({ seed: 3 });
    let [{ image: all }] = whole.reset({ seed: 3 });
    let before = known(image);
    expect(before.length).toBeLessThan(7 * 7 + 1);
    for (let step = 0; step < 60; step++) {
      const action = random.integers(0, MOVES) as number;
      [{ image }] = env.step(action);
      [{ image: all }] = whole.step(action);
      const now = known(image);
      for (const cell of now)
        expect(image.subarray(3 * cell, 3 * cell + 3)).toEqual(all.subarray(3 * cell, 3 * cell + 3));
      expect(before.every((cell) => now.includes(cell))).toBe(true);
      before = now;
    }
    expect(before.length).toBeGreaterThan(50);
    expect(before.length).toBeLessThan(all.length / 3);
  });

  it('starts with an empty map in every episode', () => {
    const env = new RememberedGridWrapper(make<CarryingObservation, number>(id));
    const [first] = env.reset({ seed: 3 });
    for (const action of [0, 2, 2, 0, 2]) env.step(action);
    expect(env.reset({ seed: 3 })[0]).toEqual(first);
  });

  it('gives observations of its space', () => {
    const env = new RememberedGridWrapper(make<CarryingObservation, number>(id));
    expect(env.observationSpace.contains(env.reset({ seed: 1 })[0])).toBe(true);
  });
});

describe('Memory in a partial view', () => {
  const adapter = miniGridAdapter(miniGridTasks.find(({ name }) => name === 'memory')!);
  const of = (view: string) => {
    const options = parseConfig(adapter.options, { encoding: { view } }, 'test');
    return { options, task: resolved(adapter, options) };
  };

  it.each(['egocentric', 'remembered'])('is shown by an expert that first looks for the cue: %s', (view) => {
    const { options, task } = of(view);
    expect(task.subtasks.names).toEqual(['look around', 'pass opening', 'go to match']);
    expect(task.milestones).toEqual(['look around', 'pass opening', 'match']);
    const env = task.makeEnv(options);
    const expert = task.makeExpert(env, options);
    let looked = 0;
    for (let seed = 0; seed < 40; seed++) {
      let info = env.reset({ seed })[1] as SubtaskInfo;
      // The agent looks to the right, and sees the cue where it starts beside it.
      const looks = info.agent[0] > 1;
      expect(expert.subtask() === 0).toBe(looks);
      if (looks) looked++;
      for (let over = false; !over; ) {
        const [, , terminated, truncated, next] = env.step(expert.action(expert.subtask()));
        info = next as SubtaskInfo;
        over = terminated || truncated;
      }
      expect(info.succeeded).toBe(true);
      expect(info.completed[0]).toBe(looks);
    }
    expect(looked).toBeGreaterThan(20);
    expect(looked).toBeLessThan(40);
  });

  it('needs no look where the whole grid is seen', () => {
    const { task, options } = of('relative');
    expect(task.subtasks.names).toEqual(['pass opening', 'go to match']);
    const env = task.makeEnv(options);
    env.reset({ seed: 1 });
    expect(task.makeExpert(env, options).subtask()).toBe(0);
  });

  it('has a map from which the match follows as soon as cue and objects were seen', () => {
    const { task, options } = of('remembered');
    const env = task.makeEnv(options);
    const view = task.workerEncoder(options);
    const units = new Float64Array(view.size);
    const unknown = view.labels.indexOf('no match');
    for (let seed = 0; seed < 20; seed++) {
      const [first, info] = env.reset({ seed });
      view.encode(units, first);
      expect(units[unknown]).toBe((info as SubtaskInfo).agent[0] > 1 ? 1 : 0);
      const [second] = env.step(0);
      view.encode(units, second);
      expect(units[unknown]).toBe(0);
    }
  });
});
