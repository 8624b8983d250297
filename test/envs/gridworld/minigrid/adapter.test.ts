import { make } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import type { CarryingObservation } from '../../../../envs/gridworld/minigrid/adapter/carrying.ts';
import {
  Action,
  ActionBonus,
  miniGridTasks,
  type SubtaskInfo,
  SubtaskInfoWrapper,
} from '../../../../envs/gridworld/minigrid/index.ts';
import { adapters } from '../../../../envs/index.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { registeredEnv } from '../../../../src/episodes/dataset-env.ts';

const adapter = adapters.find(({ name }) => name === 'door-key')!;
const optionsOf = (given: object = {}) => parseConfig(adapter.options, given, 'options');

describe('adapters of MiniGrid', () => {
  it('show what the level of the id shows, and add to infos only', () => {
    const options = optionsOf({ env: { id: 'MiniGrid-DoorKey-6x6-v0' }, encoding: { view: 'egocentric' } });
    const env = adapter.makeEnv(options);
    const plain = make<CarryingObservation, number>('MiniGrid-DoorKey-6x6-v0').unwrapped;
    const expert = adapter.makeExpert(env, options);
    expect(env.reset({ seed: 5 })[0]).toEqual(plain.reset({ seed: 5 })[0]);
    for (let over = false; !over; ) {
      const action = expert.action(expert.subtask());
      const { 4: info, ...told } = env.step(action);
      const { 4: nothing, ...same } = plain.step(action);
      expect(told).toEqual(same);
      expect(nothing).toEqual({});
      const { subtask, succeeded } = info as SubtaskInfo;
      expect(subtask).toBeUndefined();
      expect(succeeded).toBe(told[1] > 0);
      over = told[2];
    }
  });

  it('tell which subtasks have been completed, by the agent or by an expert', () => {
    expect(adapter.milestones).toEqual(['get key', 'open door', 'goal']);
    const options = optionsOf();
    const env = adapter.makeEnv(options);
    const expert = adapter.makeExpert(env, options);
    env.reset({ seed: 5 });
    const changes: (readonly boolean[])[] = [];
    const take = (action: number) => {
      const [, , over, , info] = env.step(action);
      const achieved = adapter.achieved(info);
      if (String(achieved) !== String(changes.at(-1))) changes.push(achieved);
      return over;
    };
    // Nothing is there to pick up or to open.
    expect([take(Action.pickup), take(Action.toggle), take(Action.drop)]).toEqual([false, false, false]);
    while (!take(expert.action(expert.subtask())));
    expect(changes).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
    expect(adapter.achieved(env.reset({ seed: 6 })[1])).toEqual([false, false, false]);
  });

  it('are not needed for subtasks in infos: a wrapper suffices', () => {
    const task = miniGridTasks.find(({ name }) => name === 'unlock-pickup')!;
    const env = new SubtaskInfoWrapper(make<unknown, number>('MiniGrid-UnlockPickup-v0'), { task });
    const [, { subtask, level }] = env.reset({ seed: 1 }) as [unknown, SubtaskInfo];
    expect(env.subtasks[subtask!]).toBe('get key');
    expect(level).toMatchObject({ width: 11, height: 6 });
  });

  it('tell of success whatever wrappers make of rewards, and only of the levels of their task', () => {
    const task = miniGridTasks.find(({ name }) => name === 'door-key')!;
    const env = new SubtaskInfoWrapper(new ActionBonus(make<unknown, number>('MiniGrid-DoorKey-5x5-v0')), {
      task,
    });
    expect(() => env.expert.subtask()).toThrow(/before the first reset/);
    env.reset({ seed: 1 });
    for (let over = false; !over; ) {
      const [, reward, terminated, , info] = env.step(env.expert.action(env.expert.subtask()));
      expect(reward).toBeGreaterThan(0);
      expect(info['succeeded']).toBe(terminated);
      over = terminated;
    }
    const wrapped = (settings: unknown) => () =>
      new SubtaskInfoWrapper(make<unknown, number>('MiniGrid-Unlock-v0'), settings as { task: typeof task });
    expect(wrapped({ task })).toThrow(
      /SubtaskInfoWrapper.env: expected a level of the task door-key \(MiniGrid-DoorKey-/,
    );
    expect(wrapped({})).toThrow(
      /SubtaskInfoWrapper.task: expected one of miniGridTasks .*, received nothing/,
    );
    expect(wrapped(undefined)).toThrow(/SubtaskInfoWrapper.task: .*received nothing/);
  });

  it('say how Gymnasium makes the environment', () => {
    const recorded = (options: ReturnType<typeof optionsOf>) => ({
      entryPoint: 'gymnasium_js.minigrid:RecordedObservation',
      kwargs: { space: adapter.makeEnv(options).observationSpace.toJSON() },
    });
    const large = optionsOf({ env: { id: 'MiniGrid-DoorKey-16x16-v0' } });
    expect(registeredEnv(adapter, large)).toEqual({
      id: 'MiniGrid-DoorKey-16x16-v0',
      kwargs: {},
      wrappers: [{ entryPoint: 'minigrid.wrappers:FullyObsWrapper' }, recorded(large)],
    });
    const cut = optionsOf({ env: { maxSteps: 50 }, encoding: { view: 'egocentric' } });
    expect(registeredEnv(adapter, cut)).toEqual({
      id: 'MiniGrid-DoorKey-8x8-v0',
      kwargs: { maxSteps: 50 },
      wrappers: [recorded(cut)],
    });
  });

  it('refuse the levels of other families', () => {
    expect(() => optionsOf({ env: { id: 'MiniGrid-Empty-8x8-v0' } })).toThrow(
      /env\.id: expected one of .*MiniGrid-DoorKey-8x8-v0.*received "MiniGrid-Empty-8x8-v0"/,
    );
  });

  it('have names of their own, and levels that there are', () => {
    const names = adapters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { envId, options, name, registered } of adapters) {
      const defaults = parseConfig(options, {}, name);
      if (registered !== undefined) expect(registered(defaults).id).toBe(envId);
    }
  });

  it('draw episodes with what came of them', () => {
    const options = optionsOf();
    const env = adapter.makeEnv(options);
    const infos = [env.reset({ seed: 1 })[1], env.step(Action.left)[4], env.step(Action.forward)[4]];
    const svg = adapter.drawEpisodes([{ infos, choices: [0, 1], succeeded: false }], options);
    expect(svg).toContain('not in 2 steps');
    expect(svg).toContain('“get key”');
    expect(svg).toContain('“open door”');
    expect(svg).not.toContain('“go to goal”');
    expect(adapter.drawEpisodes([], options)).toContain('</svg>');
  });
});
