import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as elementary from '../src/elementary.ts';

type Name = keyof typeof elementary;

/** For each function rows of arguments and the result, computed with 1500 bits and rounded to double. */
const known: Record<Name, number[][]> = JSON.parse(
  readFileSync(new URL('./fixtures/elementary.json', import.meta.url), 'utf8'),
);

/** How many doubles lie between two numbers. */
function distance(a: number, b: number): number {
  const position = (x: number): bigint => {
    const bits = new BigInt64Array(new Float64Array([x]).buffer)[0]!;
    return bits >= 0n ? bits : -(bits & 0x7fff_ffff_ffff_ffffn);
  };
  if (Number.isNaN(a) || Number.isNaN(b))
    return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY;
  const steps = position(a) - position(b);
  return Number(steps < 0n ? -steps : steps);
}

const call = (from: object, name: Name, args: readonly number[]): number =>
  (from as Record<Name, (...args: number[]) => number>)[name](...args);

const names = Object.keys(known) as Name[];
const loose: readonly Name[] = ['expm1', 'tanh', 'atan2'];
const binary: readonly Name[] = ['pow', 'atan2'];

describe.each(names)('%s', (name) => {
  // A result that is off by less than one ulp is the rounded one or its neighbour.
  const bound = loose.includes(name) ? 2 : 1;

  it(`is within ${bound} ulp of known answers`, () => {
    for (const row of known[name]) {
      const [args, expected] = [row.slice(0, -1), row.at(-1)!];
      const value = call(elementary, name, args);
      expect(distance(value, expected), `${name}(${args}) = ${value}, not ${expected}`).toBeLessThanOrEqual(
        bound,
      );
    }
  });

  it("agrees with this engine's own function up to rounding, wherever the arguments lie", () => {
    const argument = fc.oneof(fc.double(), fc.double({ min: -50, max: 50 }), fc.double({ min: -2, max: 2 }));
    const pair = fc.tuple(argument, binary.includes(name) ? argument : fc.constant(0));
    fc.assert(
      fc.property(pair, (args) => {
        // Engines promise no accuracy: one ulp of their own is allowed on top.
        return distance(call(elementary, name, args), call(Math, name, args)) <= bound + 1;
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('treats zeros, infinities and NaN as the standard demands', () => {
    const special = [
      0,
      -0,
      1,
      -1,
      2,
      -2,
      0.5,
      -0.5,
      3,
      2 ** 53,
      Infinity,
      -Infinity,
      Number.NaN,
      5e-324,
      -5e-324,
    ];
    for (const x of special) {
      for (const y of binary.includes(name) ? special : [0]) {
        const [value, standard] = [call(elementary, name, [x, y]), call(Math, name, [x, y])];
        expect(
          Object.is(value, standard) || distance(value, standard) <= 1,
          `${name}(${x}, ${y}) = ${value}`,
        ).toBe(true);
        if (standard === 0) expect(Object.is(value, standard), `${name}(${x}, ${y}) = ${value}`).toBe(true);
      }
    }
  });
});

it('gives powers of integers exactly where doubles hold them', () => {
  for (let base = 2n; base <= 40n; base++) {
    for (let exponent = 1n; base ** exponent <= 2n ** 53n; exponent++) {
      expect(elementary.pow(Number(base), Number(exponent))).toBe(Number(base ** exponent));
    }
  }
});

it('keeps sines and cosines of huge angles on the unit circle', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e5, noNaN: true, noDefaultInfinity: true }), (angle) => {
      const radius = elementary.sin(angle) ** 2 + elementary.cos(angle) ** 2;
      return Math.abs(radius - 1) < 1e-15;
    }),
    { seed: 2 },
  );
});
