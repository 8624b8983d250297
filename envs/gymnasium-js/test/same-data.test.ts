import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameData } from '../src/same-data.ts';

const leaf = fc.oneof(
  fc.constantFrom<unknown>(0, -0, 1, Number.NaN, '', 'a', null, undefined, true, 1n, new Date(0), /a/),
  fc.constantFrom<unknown>([0], [Number.NaN], []).map((list) => Float64Array.from(list as number[])),
  fc.constantFrom<unknown>([0], [1], []).map((list) => Float32Array.from(list as number[])),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { maxKeys: 2 }),
    fc.array(tie('value'), { maxLength: 1 }).map((items) => new Set(items)),
    fc.array(tie('value'), { maxLength: 1 }).map((items) => new Map(items.map((item) => ['key', item]))),
  ),
}));

describe('sameData', () => {
  it('agrees with isDeepStrictEqual', () => {
    let equal = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(value, value),
          value.map((one) => [one, structuredClone(one)]),
        ),
        ([a, b]) => {
          const verdict = isDeepStrictEqual(a, b);
          equal += Number(verdict);
          expect(sameData(a, b)).toBe(verdict);
        },
      ),
      { numRuns: 1000 },
    );
    expect(equal).toBeGreaterThan(100);
    expect(equal).toBeLessThan(900);
  });

  it('tells sparse arrays and classes apart, and ends in circles', () => {
    class One {
      readonly x = 1;
    }
    expect(sameData(Array(1), [undefined])).toBe(false);
    expect(sameData(Array(1), Array(2))).toBe(false);
    expect(sameData(new One(), { x: 1 })).toBe(false);
    expect(sameData(new One(), new One())).toBe(true);
    expect(sameData(new Date(0), new Date(1))).toBe(false);
    expect(sameData(new Date(Number.NaN), new Date(Number.NaN))).toBe(true);
    const circle = (depth: number) => {
      const end: Record<string, unknown> = {};
      end['next'] = Array.from({ length: depth }).reduce((next) => ({ next }), end);
      return end;
    };
    expect(sameData(circle(2), circle(2))).toBe(true);
    expect(sameData({ a: [circle(1)] }, { a: [{ next: 1 }] })).toBe(false);
  });
});
