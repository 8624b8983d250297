import { describe, expect, it } from 'vitest';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import { type Factor, factorEffects } from '../../src/statistics/factor-effects.ts';

const effectsOf = (factors: readonly Factor[]) => factorEffects(factors, streamGenerator(1, 'test'));

describe('the effect of a factor', () => {
  it('is exact where it can be counted', () => {
    // Three blocks of two levels: of 8 orders the given one and its mirror image separate the means most.
    const units = [1, 2, 3].flatMap((value, k) =>
      [0, 1].map((level) => ({ block: `${k}`, level, value: value + level })),
    );
    const [effect] = effectsOf([{ name: 'a', levels: ['x', 'y'], units }]);
    expect(effect!.p).toBeCloseTo(2 / 8, 1);
    expect(effect!.levels.map(({ mean, count }) => [mean, count])).toEqual([
      [2, 3],
      [3, 3],
    ]);
    expect(effect!.levels[0]!.difference).toBeNull();
    expect(effect!.levels[1]!.difference).toEqual({ value: 1, low: 1, high: 1 });
  });

  it('is none where nothing differs, or nothing can be compared', () => {
    const units = [0, 1, 2].map((level) => ({ block: 'same', level, value: 0.5 }));
    expect(effectsOf([{ name: 'a', levels: ['x', 'y', 'z'], units }])[0]!.p).toBe(1);
    const apart = [0, 1].map((level) => ({ block: `${level}`, level, value: level }));
    expect(effectsOf([{ name: 'a', levels: ['x', 'y'], units: apart }])[0]).toMatchObject({
      p: 1,
      levels: [{ difference: null }, { difference: null }],
    });
  });
});
