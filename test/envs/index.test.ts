import { checkEnv, logger, make } from 'gymnasium-js';
import { describe, expect, it, vi } from 'vitest';
import { adapters, ButtonFood, Craft, RoomsMaze } from '../../envs/index.ts';
import { checkAdapter } from '../../src/task/check-adapter.ts';

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
  it('keeps the contract of adapters', () => {
    expect(checkAdapter(adapter, { episodes: 10 })).toEqual([]);
  });
});
