import { make, specFromJSON } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import {
  FlatObsWrapper,
  FullyObsWrapper,
  families,
  MiniGridEnv,
  type MiniGridObservation,
} from '../../../../envs/gridworld/minigrid/index.ts';
import { anyAction, makeBare, record } from './reference.ts';
import { idsOf, itKeepsTheContract } from './suites.ts';

itKeepsTheContract(idsOf(families), 100_000);

describe('registration', () => {
  it('takes settings of the family over those of the id', () => {
    const env = make('MiniGrid-DoorKey-8x8-v0', { size: 6, maxSteps: 12, agentViewSize: 5 }).unwrapped;
    expect(env).toBeInstanceOf(MiniGridEnv);
    const { grid, maxSteps, observationSpace } = env as unknown as MiniGridEnv;
    expect([grid.width, grid.height, maxSteps]).toEqual([6, 6, 12]);
    expect(observationSpace.spaces.image.shape).toEqual([5, 5, 3]);
  });

  it('can be repeated from the spec, as JSON too', () => {
    const env = makeBare('MiniGrid-LavaGapS7-v0', { obstacleType: 'wall' });
    const again = make(specFromJSON(JSON.stringify(env.spec))).unwrapped as unknown as MiniGridEnv;
    expect(record(again, 3, 50, anyAction).bytes).toEqual(record(env, 3, 50, anyAction).bytes);
  });

  it('can be repeated from the spec as JSON with its wrappers', () => {
    const level = make<MiniGridObservation, number>('MiniGrid-DoorKey-5x5-v0');
    const env = new FlatObsWrapper(new FullyObsWrapper(level), { maxStrLen: 60 });
    const again = make(specFromJSON(JSON.stringify(env.spec)));
    expect(again).toBeInstanceOf(FlatObsWrapper);
    expect(again.reset({ seed: 4 })[0]).toEqual(env.reset({ seed: 4 })[0]);
  });

  it('refuses settings that make no sense, and says what would', () => {
    const id = 'MiniGrid-Empty-8x8-v0';
    expect(() => make(id, { size: 2 })).toThrow(/Empty: size: expected .*3/);
    expect(() => make('MiniGrid-MemoryS7-v0', { size: 5, randomLength: true })).toThrow(
      /Memory: size: expected a number >= 7 with randomLength/,
    );
    expect(() => make(id, { sise: 9 })).toThrow(/sise/);
    expect(() => make(id, { agentViewSize: 4 })).toThrow(/agentViewSize: expected an odd number/);
    expect(() => make(id, {}, { renderMode: 'human' })).toThrow(
      /Empty.renderMode: expected rgb_array, svg, ansi or null/,
    );
    expect(() => make('MiniGrid-MultiRoom-N6-v0', { minNumRooms: 9 })).toThrow(/minNumRooms ≤ maxNumRooms/);
  });
});
