import { describe, expect, it } from 'vitest';
import { Box } from '../../src/index.ts';
import { rescaleBox } from '../../src/wrappers/rescale-box.ts';

const [great, most] = [1e308, Number.MAX_VALUE];

/** How far two numbers are apart, in parts of the larger bound. */
function distance(a: number, b: number, scale: number): number {
  return Math.abs(a / scale - b / scale);
}

describe('boxes whose width no double holds', () => {
  it.each<[string, [number, number], [number, number], 'float32' | 'float64']>([
    ['to [0, 1]', [-great, great], [0, 1], 'float64'],
    ['to [−1, 1]', [-1.7 * great, 1.7 * great], [-1, 1], 'float64'],
    ['of unequal sides', [-0.5 * great, 1.4 * great], [0, 1], 'float64'],
    ['of every double', [-most, most], [-1, 1], 'float64'],
    ['to one as wide', [-great, great], [-most, most], 'float64'],
    ['as the target', [-1, 1], [-great, great], 'float64'],
    ['as the target, steeper than any slope', [0, 1e-9], [-great, great], 'float64'],
    ['but for the intercept', [1.6 * great, 1.7 * great], [0, 1.5 * great], 'float64'],
    ['of singles, to a slope that none holds', [-3e38, 3e38], [0, 1e-9], 'float32'],
    ['of singles, as the target', [-0.5, 0.5], [-3e38, 3e38], 'float32'],
  ])('%s', (_, [from, to], [low, high], dtype) => {
    const { forward, backward, box } = rescaleBox(new Box({ low: from, high: to, dtype }), low, high, 'test');
    const exact = dtype === 'float64' ? 1e-12 : 1e-6;
    for (const part of [0, 0.25, 0.5, 0.75, 1]) {
      const inner = from * (1 - part) + to * part;
      const outer = low * (1 - part) + high * part;
      const [there] = forward([inner]);
      const [back] = backward([outer]);
      expect(distance(there!, outer, Math.max(-low, high))).toBeLessThan(exact);
      expect(distance(back!, inner, Math.max(-from, to))).toBeLessThan(exact);
      expect(box.contains(forward([part === 0 ? from : to]))).toBe(true);
    }
  });

  it('what cannot change is mapped onto the lower bound, and back', () => {
    const { forward, backward } = rescaleBox(new Box({ low: 2, high: 2, dtype: 'float64' }), 0, 1, 'test');
    expect([forward([2])[0], backward([0])[0]]).toEqual([0, 2]);
  });

  it('half of a wide box is shifted', () => {
    const box = new Box({ low: -great, high: Infinity, dtype: 'float64' });
    const { forward, backward } = rescaleBox(box, 0, Infinity, 'test');
    expect([forward([-great])[0], backward([great])[0]]).toEqual([0, 0]);
  });
});
