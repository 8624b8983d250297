import { describe, expect, it } from 'vitest';
import {
  Box,
  batchSpace,
  concatenate,
  Dict,
  Discrete,
  flatdim,
  flatten,
  iterate,
  MultiBinary,
  MultiDiscrete,
  OneOf,
  Sequence,
  Space,
  type SpaceJson,
  spaceFromJSON,
  Text,
  Tuple,
  unflatten,
} from '../../src/index.ts';

describe('construction', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['no values', () => new Discrete(0), /Discrete\.n: expected a positive integer, received the number 0/],
    ['a fractional start', () => new Discrete(2, { start: 0.5 }), /Discrete\.start/],
    ['a count of zero', () => new MultiDiscrete([2, 0]), /MultiDiscrete\.nvec\[1\]/],
    [
      'too few starts',
      () => new MultiDiscrete([2, 3], { start: [1] }),
      /expected 2 counts and starts, received 2 and 1/,
    ],
    [
      'values beyond 32 bits',
      () => new MultiDiscrete([2 ** 31], { start: [1] }),
      /expected at most 2147483647, the greatest int32/,
    ],
    ['another shape', () => new MultiDiscrete([2, 3], { shape: [3] }), /expected 3 counts/],
    ['an empty dimension', () => new MultiBinary([2, 0]), /MultiBinary\.n/],
    [
      'crossed lengths',
      () => new Text(2, { minLength: 3 }),
      /0 ≤ minLength ≤ maxLength, received the number 3 and the number 2/,
    ],
    [
      'long characters',
      () => new Text(2, { charset: new Set(['ab']) }),
      /single characters, received the string 'ab'/,
    ],
    [
      'a non-space',
      () => new Tuple([3 as unknown as Space]),
      /Tuple\.spaces\[0\]: expected a Space, received the number 3/,
    ],
    [
      'a non-space',
      () => new Dict({ a: 'x' as unknown as Space }),
      /Dict\.spaces\.a: expected a Space, received the string 'x'/,
    ],
    ['no spaces', () => new OneOf([]), /at least one Space/],
    ['a non-space', () => new Sequence({} as Space), /Sequence\.space/],
    ['a negative seed', () => new Discrete(2, { seed: -1 }), /non-negative integer, received the number -1/],
  ])('refuses %s', (_, build, message) => {
    expect(build).toThrow(message);
  });

  it('sorts the keys of objects by code point, and keeps the order of lists', () => {
    const one = new Discrete(1);
    expect(new Dict({ b: one, B: one, 10: one, 9: one, '😀': one, ﬀ: one }).keys).toEqual([
      '10',
      '9',
      'B',
      'b',
      'ﬀ',
      '😀',
    ]);
    expect(new Dict({ b: one, a: one }, { sortKeys: false }).keys).toEqual(['b', 'a']);
    expect(new Dict({ ab: one, a: one }).keys).toEqual(['a', 'ab']);
    const listed = [
      ['b', one],
      ['10', one],
    ] as const;
    expect(new Dict(listed).keys).toEqual(['b', '10']);
  });
});

describe('flattening', () => {
  it('puts the parts one after the other', () => {
    const space = new Dict({
      b: new Discrete(3, { start: 1 }),
      a: new Box({ low: 0, high: 9, shape: [2] }),
      c: new Text(3, { charset: 'xy' }),
    });
    const value = { a: Float32Array.of(0.5, 2), b: 2, c: 'yx' };
    expect(flatdim(space)).toBe(8);
    expect(flatten(space, value)).toEqual(Float64Array.of(0.5, 2, 0, 1, 0, 1, 0, 2));
    expect(unflatten(space, Float64Array.of(0.5, 2, 0, 1, 0, 1, 0, 2))).toEqual(value);
  });

  it('makes room for the index of a choice among many', () => {
    const space = new OneOf(Array.from({ length: 200 }, () => new MultiBinary(2)));
    expect(flatten(space, [199, Int8Array.of(0, 1)])).toEqual(Int16Array.of(199, 0, 1));
    expect(unflatten(space, Int16Array.of(199, 0, 1))).toEqual([199, Int8Array.of(0, 1)]);
  });

  it('refuses spaces without a fixed length, and arrays that are not one-hot', () => {
    expect(() => flatdim(new Sequence(new Discrete(2)))).toThrow(/values have a fixed length/);
    expect(() => unflatten(new Discrete(2), Float64Array.of(0, 0))).toThrow(/one-hot/);
  });
});

describe('batches', () => {
  it('write into the arrays they are given', () => {
    const space = new Dict({ x: new Box({ low: 0, high: 9, shape: [2] }), n: new Discrete(4) });
    const out = { x: new Float32Array(4), n: new Int32Array(2) };
    const items = [
      { x: Float32Array.of(1, 2), n: 3 },
      { x: Float32Array.of(3, 4), n: 0 },
    ];
    expect(concatenate(space, items, out)).toEqual(out);
    expect(out).toEqual({ x: Float32Array.of(1, 2, 3, 4), n: Int32Array.of(3, 0) });
    expect(iterate(batchSpace(space, 2), out)).toEqual(items);
  });

  it('refuse what is none', () => {
    const batch = batchSpace(new Box({ low: 0, high: 1, shape: [2] }), 3);
    expect(() => iterate(batch, new Float32Array(5))).toThrow(/expected a batch/);
    expect(() => iterate(new Discrete(3), 1)).toThrow(/batchSpace/);
  });

  it('need copies of spaces that cannot be stacked', () => {
    class Odd extends Space<number> {
      readonly shape = null;
      sample(): number {
        return 1;
      }
      contains(value: unknown): value is number {
        return value === 1;
      }
      equals(other: unknown): boolean {
        return other instanceof Odd;
      }
      toJSON(): SpaceJson {
        return { type: 'Odd' };
      }
    }
    expect(() => batchSpace(new Odd(), 2)).toThrow(/Override copy\(\)/);
    expect(() => spaceFromJSON(new Odd().toJSON())).toThrow(/received the string 'Odd'/);
    expect(new Odd().isNpFlattenable).toBe(false);
  });
});
