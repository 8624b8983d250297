import { make } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { type BabyAILevel, BabyLanguage, levels } from '../../../../envs/gridworld/babyai/index.ts';
import { idsOf, itKeepsTheContract } from '../minigrid/suites.ts';

itKeepsTheContract(idsOf(levels), 100_000);

describe('settings', () => {
  it('that make no sense are refused, with what would', () => {
    expect(() => make('BabyAI-GoTo-v0', { numDists: 0 })).toThrow(/GoTo: numDists: expected .*1/);
    expect(() => make('BabyAI-GoTo-v0', { numDist: 3 })).toThrow(/numDist/);
    expect(() => make('BabyAI-PutNextS4N1-v0', { roomSize: 3 })).toThrow(/PutNext: roomSize: expected .*4/);
    expect(() => make('BabyAI-OpenTwoDoors-v0', { firstColor: 'pink' })).toThrow(
      /firstColor: expected .*red/,
    );
  });

  it('that allow no level are told apart from bad luck', () => {
    const env = make('BabyAI-GoToLocal-v0', { roomSize: 4, numDists: 9 });
    expect(() => env.reset({ seed: 0 })).toThrow(/expected a level .* fewer objects or larger rooms/);
  });
});

describe('limits', () => {
  const limitOf = (id: string, settings = {}) => {
    const env = make(id, settings).unwrapped as unknown as BabyAILevel;
    env.reset({ seed: 0 });
    return [env.maxSteps, env.instruction.ways];
  };

  it('depend on the rooms and the ways of the mission, unless they are given', () => {
    expect(limitOf('BabyAI-GoTo-v0')).toEqual([8 * 8 * 9, 1]);
    expect(limitOf('BabyAI-PutNextLocal-v0')).toEqual([2 * 8 * 8, 2]);
    expect(limitOf('BabyAI-GoTo-v0', { maxSteps: 7 })).toEqual([7, 1]);
    expect(limitOf('BabyAI-FindObjS6-v0')).toEqual([20 * 36, 1]);
  });
});

describe('language', () => {
  const language = new BabyLanguage({ seed: 0 });

  it('has the missions of all levels', () => {
    for (const id of idsOf(levels)) {
      const [{ mission }] = make(id, {}, { disableEnvChecker: true }).reset({ seed: 7 }) as [
        { mission: string },
        object,
      ];
      expect(language.contains(mission), mission).toBe(true);
    }
  });

  it('has its samples, and no other text', () => {
    const samples = Array.from({ length: 200 }, () => language.sample());
    expect(samples.every((sentence) => language.contains(sentence))).toBe(true);
    expect(new Set(samples).size).toBeGreaterThan(190);
    for (const text of [
      '',
      'go',
      'go to red ball',
      'pick up the ball and',
      'Go to the ball',
      'open the pink door',
    ]) {
      expect(language.contains(text), text).toBe(false);
    }
  });
});
