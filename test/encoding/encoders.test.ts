import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../src/encoding/clock.ts';
import { concatenate, encodePart } from '../../src/encoding/combine.ts';
import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import { OneHot } from '../../src/encoding/one-hot.ts';

function encode<Observation>(encoder: ObservationEncoder<Observation>, observation: Observation): number[] {
  const out = new Float64Array(encoder.size).fill(7);
  encoder.encode(out, observation);
  return [...out];
}

describe('OneHot', () => {
  const colours = new OneHot(['red', 'green', 'blue']);

  it('turns on the unit of the value', () => {
    expect(encode(colours, 0)).toEqual([1, 0, 0]);
    expect(encode(colours, 2)).toEqual([0, 0, 1]);
  });

  it.each([3, -1, 0.5, Number.NaN])('refuses %d', (value) => {
    expect(() => encode(colours, value)).toThrow(
      `red, green, blue: expected an integer in 0…2, received ${value}`,
    );
  });
});

describe('Clock', () => {
  it('divides the steps into equal bins', () => {
    const clock = new Clock(5, 1000);
    const bins = Array.from({ length: 1000 }, (_, step) => encode(clock, step).indexOf(1));
    expect(bins.slice(198, 202)).toEqual([0, 0, 1, 1]);
    expect([0, 1, 2, 3, 4].map((bin) => bins.filter((b) => b === bin).length)).toEqual([
      200, 200, 200, 200, 200,
    ]);
    expect(clock.labels).toEqual([
      'steps 0–199',
      'steps 200–399',
      'steps 400–599',
      'steps 600–799',
      'steps 800–999',
    ]);
  });

  it('names the steps of a bin rightly when they do not divide evenly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 60 }), (bins, extra) => {
        const steps = bins + extra;
        const clock = new Clock(bins, steps);
        for (let step = 0; step < steps; step++) {
          const code = encode(clock, step);
          expect(code.reduce((a, b) => a + b)).toBe(1);
          const [first, last] = /(\d+)–(\d+)/.exec(clock.labels[code.indexOf(1)]!)!.slice(1).map(Number);
          expect(first! <= step && step <= last!).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });

  it('refuses steps outside its time and more bins than steps', () => {
    expect(() => encode(new Clock(2, 10), 10)).toThrow(/expected an integer time step in 0…9, received 10/);
    expect(() => encode(new Clock(2, 10), -1)).toThrow(/received -1/);
    expect(() => new Clock(11, 10)).toThrow(/1 ≤ bins ≤ steps, received bins = 11, steps = 10/);
  });
});

describe('concatenate', () => {
  const parts = concatenate<{ colour: number; step: number }>(
    encodePart(new OneHot(['red', 'green']), ({ colour }) => colour),
    encodePart(new Clock(3, 3), ({ step }) => step),
  );

  it('writes one code after another', () => {
    expect(parts.size).toBe(5);
    expect(parts.labels).toEqual(['red', 'green', 'steps 0–0', 'steps 1–1', 'steps 2–2']);
    expect(encode(parts, { colour: 1, step: 2 })).toEqual([0, 1, 0, 0, 1]);
  });

  it('leaves nothing of the last observation behind', () => {
    encode(parts, { colour: 1, step: 2 });
    expect(encode(parts, { colour: 0, step: 0 })).toEqual([1, 0, 1, 0, 0]);
  });
});
