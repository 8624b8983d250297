import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PopulationCode } from '../../src/encoding/population-code.ts';

/** The definition, unit by unit. */
function direct(code: PopulationCode, value: number, width: number, low: number, high: number): number[] {
  const clipped = Math.min(high, Math.max(low, value));
  return code.centres.map((centre) => Math.exp(-((clipped - centre) ** 2) / (2 * width * width)));
}

function encode(code: PopulationCode, ...observation: number[]): number[] {
  const out = new Float64Array(code.size).fill(7);
  code.encode(out, observation);
  return [...out];
}

describe('PopulationCode', () => {
  it('has 20 units with centres equally spaced on [-1, 1] for each coordinate', () => {
    const code = new PopulationCode(['x', 'y']);
    expect(code.size).toBe(40);
    expect(code.centres).toHaveLength(20);
    expect(code.centres[0]).toBe(-1);
    expect(code.centres[19]).toBeCloseTo(1, 14);
    expect(code.centres[1]! - code.centres[0]!).toBeCloseTo(2 / 19, 14);
    expect(code.labels).toHaveLength(40);
    expect(code.labels[0]).toBe('x ≈ -1.00');
    expect(code.labels[39]).toBe('y ≈ 1.00');
  });

  it('agrees with numbers worked out by hand', () => {
    // Three units at 0, 1, 2 with width 1: exp(−d²/2) of 0.5, 0.5 and 1.5.
    const code = new PopulationCode(['x'], { unitsPerCoordinate: 3, low: 0, high: 2, width: 1 });
    const [first, second, third] = encode(code, 0.5);
    expect(first).toBeCloseTo(0.882496902584595, 14);
    expect(second).toBeCloseTo(0.882496902584595, 14);
    expect(third).toBeCloseTo(0.32465246735835, 14);
  });

  it('is 1 at the centre of a unit and clips to the range', () => {
    const code = new PopulationCode(['x']);
    expect(encode(code, -1)[0]).toBe(1);
    expect(encode(code, -9)).toEqual(encode(code, -1));
    expect(encode(code, Infinity)).toEqual(encode(code, 1));
  });

  it('equals the definition within the cutoff and is exactly 0 beyond it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        fc.double({ min: 0.5, max: 12, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (unitsPerCoordinate, low, extent, width, cutoff, value) => {
          const high = low + extent;
          const code = new PopulationCode(['x'], { unitsPerCoordinate, low, high, width, cutoff });
          const expected = direct(code, value, width, low, high);
          const beyond = Math.exp((-cutoff * cutoff) / 2);
          encode(code, value).forEach((activity, k) => {
            if (activity === 0) expect(expected[k]).toBeLessThanOrEqual(beyond * (1 + 1e-9));
            else {
              expect(expected[k]).toBeGreaterThanOrEqual(beyond * (1 - 1e-9));
              expect(Math.abs(activity - expected[k]!)).toBeLessThanOrEqual(1e-11 * expected[k]!);
            }
          });
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('codes coordinates independently and ignores further values', () => {
    const code = new PopulationCode(['x', 'y']);
    const single = new PopulationCode(['x']);
    expect(encode(code, 0.3, -0.7, 99)).toEqual([...encode(single, 0.3), ...encode(single, -0.7)]);
  });

  it('is unique: different offsets within the range differ in their code', () => {
    const code = new PopulationCode(['x']);
    expect(encode(code, 0.5)).not.toEqual(encode(code, 0.5001));
  });

  it.each([
    [{ unitsPerCoordinate: 1 }, /unitsPerCoordinate: expected an integer of 2 or more, received 1/],
    [{ low: 1 }, /high: expected a finite number above low \(1\), received 1/],
    [{ high: Number.NaN }, /high: .* received NaN/],
    [{ width: 0 }, /width: .* received 0/],
    [{ cutoff: 13 }, /cutoff: .* received 13/],
  ])('refuses %o', (options, message) => {
    expect(() => new PopulationCode(['x'], options)).toThrow(message);
  });

  it('refuses coordinates that are missing or not a number', () => {
    const code = new PopulationCode(['x', 'y']);
    expect(() => encode(code, 0, Number.NaN)).toThrow(
      /observation\[1\] \(y\): expected a number, received NaN/,
    );
    expect(() => encode(code, 0)).toThrow(/received undefined/);
  });
});
