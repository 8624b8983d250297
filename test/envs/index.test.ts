import { checkEnv, logger, make } from 'gymnasium-js';
import { describe, expect, it, vi } from 'vitest';
import { adapters, ButtonFood, Craft, RoomsMaze } from '../../envs/index.ts';
import { parseConfig } from '../../src/config/config.ts';

describe('registration', () => {
  it('knows environments without the namespace too', () => {
    expect(make('RoomsMaze-v0').unwrapped).toBeInstanceOf(RoomsMaze);
    expect(make('burstwise/RoomsMaze-v0').unwrapped).toBeInstanceOf(RoomsMaze);
    expect(make('Craft-v0').unwrapped).toBeInstanceOf(Craft);
  });

  it('makes the environment by its id, with its settings', () => {
    const env = make('burstwise/ButtonFood-v0', { lockRadius: 0.2, maxSteps: 9 });
    const { unwrapped } = env;
    expect(unwrapped).toBeInstanceOf(ButtonFood);
    expect((unwrapped as unknown as ButtonFood).options).toMatchObject({ lockRadius: 0.2, maxSteps: 9 });
  });
});

// MiniGrid's contract is tested for every id elsewhere.
const ownIds = adapters.flatMap(({ envId }) => (envId.startsWith('burstwise/') ? envId : []));

describe.each(ownIds)('%s', (id) => {
  it('keeps the contract of an environment, and is warned of its bounds at most', () => {
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    checkEnv(make(id).unwrapped);
    // Infinite bounds may be meant: an arena without walls.
    const complaints = warn.mock.calls.flat().filter((message) => !/∞|RescaleAction/.test(message));
    expect(complaints).toEqual([]);
    warn.mockRestore();
  });
});

describe.each(adapters)('adapter $name', (adapter) => {
  const options = parseConfig(adapter.options, {}, adapter.name);

  it('keeps the promises of the contract', () => {
    const env = adapter.makeEnv(options);
    const [observation, info] = env.reset({ seed: 1 });
    for (const encoder of [adapter.workerEncoder(options), adapter.managerEncoder(options)]) {
      expect(encoder.labels).toHaveLength(encoder.size);
      const first = new Float64Array(encoder.size);
      const second = new Float64Array(encoder.size).fill(9);
      encoder.encode(first, observation);
      encoder.encode(second, observation);
      expect(second).toEqual(first);
    }
    expect(adapter.achieved(info)).toHaveLength(adapter.milestones.length);
    for (const pair of adapter.subtasks.order) {
      for (const subtask of pair) expect([...adapter.subtasks.names.keys()]).toContain(subtask);
    }
    const decoder = adapter.actionDecoder(options);
    const action = adapter.makeExpert(env, options).action(0);
    const readout = new Float64Array(decoder.size);
    decoder.encode(readout, action);
    expect(decoder.decode(readout)).toEqual(action);
  });

  it('has an expert that solves every layout distribution in the declared order of subtasks', () => {
    for (const layout of Object.values(adapter.layouts)) {
      const settings = parseConfig(adapter.options, { env: layout }, adapter.name);
      const env = adapter.makeEnv(settings);
      const expert = adapter.makeExpert(env, settings);
      for (let seed = 0; seed < 20; seed++) {
        let [, info] = env.reset({ seed });
        const done = new Set<number>();
        for (let over = false; !over; ) {
          const subtask = expert.subtask();
          for (const [before, after] of adapter.subtasks.order) {
            if (subtask === after) expect(done).toContain(before);
          }
          done.add(subtask);
          const step = env.step(expert.action(subtask));
          info = step[4];
          over = step[2] || step[3];
        }
        expect(adapter.achieved(info).at(-1)).toBe(true);
      }
    }
  });
});
