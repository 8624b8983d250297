import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import { oneHotAction } from '../../src/encoding/one-hot-action.ts';
import { InputMoments, standardised } from '../../src/encoding/standardised.ts';

/** Three units: x, twice x, and one that is always on. */
const encoder: ObservationEncoder<number> = {
  size: 3,
  labels: ['x', '2x', 'on'],
  encode: (out, x) => out.set([x, 2 * x, 1]),
};

function momentsOf(observations: readonly number[]): InputMoments {
  const moments = new InputMoments(3);
  const input = new Float64Array(3);
  for (const x of observations) {
    encoder.encode(input, x);
    moments.add(input);
  }
  return moments;
}

describe('moments of inputs', () => {
  it('are those of the vectors', () => {
    const moments = momentsOf([1, 3]);
    expect([...moments.mean()]).toEqual([2, 4, 1]);
    expect(moments.spread()).toBe(1 + 4); // ±1 and ±2
  });
});

describe('standardised inputs', () => {
  it('are centred, and of mean squared length 1', () => {
    const view = standardised(encoder, momentsOf([1, 3]));
    expect([view.size, view.labels]).toEqual([3, encoder.labels]);
    const out = new Float64Array(3);
    view.encode(out, 3);
    expect(out[0]).toBeCloseTo(1 / Math.sqrt(5), 12);
    expect(out[1]).toBeCloseTo(2 / Math.sqrt(5), 12);
    expect(out[2]).toBe(0);
  });

  it('drive a neuron by a current of the standard deviation of its weights', () => {
    const [random] = npRandom(4);
    const observations = Array.from({ length: 500 }, () => random.uniform(-3, 8));
    const view = standardised(encoder, momentsOf(observations));
    const out = new Float64Array(3);
    let squares = 0;
    for (let k = 0; k < 4000; k++) {
      view.encode(out, observations[k % 500]!);
      const weights = [0, 0, 0].map(() => random.normal(0, 40));
      squares += out.reduce((sum, x, i) => sum + x * weights[i]!, 0) ** 2;
    }
    expect(Math.sqrt(squares / 4000)).toBeGreaterThan(37);
    expect(Math.sqrt(squares / 4000)).toBeLessThan(43);
  });

  it('are 0 where nothing ever varies', () => {
    const view = standardised(encoder, momentsOf([0.1, 0.1, 0.1]));
    const out = new Float64Array(3).fill(9);
    view.encode(out, 5);
    expect([...out].map(Math.abs)).toEqual([0, 0, 0]);
  });
});

describe('one-hot actions', () => {
  it('are read by the largest readout, the first of equal ones', () => {
    const { decode } = oneHotAction(3);
    expect(
      [
        [0.1, 0.7, 0.2],
        [-3, -2, -1],
        [1, 0, 1],
      ].map((y) => decode(Float64Array.from(y))),
    ).toEqual([1, 2, 0]);
  });

  it('are written over whatever was there', () => {
    const out = Float64Array.of(5, 5, 5);
    oneHotAction(3).encode(out, 2);
    expect([...out]).toEqual([0, 0, 1]);
  });
});
