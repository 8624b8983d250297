import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Box,
  Dict,
  Discrete,
  Graph,
  InvalidSpace,
  MultiBinary,
  MultiDiscrete,
  npRandom,
  OneOf,
  Sequence,
  type Space,
  spaceFromJSON,
  Text,
  Tuple,
} from '../../src/index.ts';
import { anySpace, plain } from './python-spaces.ts';

describe('samples that Gymnasium 1.4 gives for the same seed', () => {
  it('of arrays and numbers', () => {
    const low = [-Infinity, 0, -Infinity, 1];
    const high = [Infinity, Infinity, 3, 2];
    expect(plain(new Box({ low, high, dtype: 'float64', seed: 7 }).sample())).toEqual([
      0.0012301533574825742, 1.025203348294905, 2.4314513426167483, 1.2252071899905919,
    ]);
    expect(plain(new Box({ low: -5, high: 5, shape: [4], dtype: 'int8', seed: 7 }).sample())).toEqual([
      1, 4, 3, -3,
    ]);
    expect(plain(new Box({ low: -Infinity, high: 5, shape: [3], dtype: 'int64', seed: 3 }).sample())).toEqual(
      [5, 5, 4],
    );
    expect(plain(new Box({ low: -1, high: 1, shape: [], dtype: 'float64', seed: 3 }).sample())).toEqual([
      -0.8287016657127513,
    ]);
    expect(new Discrete(5, { start: -2, seed: 3 }).sample()).toBe(2);
    expect(plain(new MultiDiscrete([5, 3, 9], { start: [0, -1, 4], seed: 3 }).sample())).toEqual([0, -1, 11]);
    expect(plain(new MultiBinary([2, 4], { seed: 3 }).sample())).toEqual([1, 1, 1, 1, 1, 0, 1, 0]);
    expect(new Text(8, { seed: 3, charset: 'abcdef' }).sample()).toBe('bedacca');
  });

  it('of structures', () => {
    const dict = new Dict(
      {
        b: new Discrete(10),
        a: new Tuple([new Box({ low: 0, high: 1, shape: [2], dtype: 'float64' }), new Text(3)]),
        10: new OneOf([new Discrete(4), new MultiBinary(3)]),
      },
      { seed: 5 },
    );
    expect(plain(dict.sample())).toEqual({
      10: [1, [0, 1, 1]],
      a: [[0.20131542, 0.19956388].map((x) => expect.closeTo(x, 8)), '0'],
      b: 0,
    });
    expect(plain(dict.seed(5))).toEqual({
      10: [1440510675, 1602433723, 1327725389],
      a: [592713395, 1355986457],
      b: 48647418,
    });
    const sequence = new Sequence(new Discrete(9), { seed: 4 });
    expect([sequence.sample(), sequence.sample()]).toEqual([
      [5, 1, 3, 5, 4, 1, 3, 5, 7, 6, 6, 2, 4, 2],
      [3, 4],
    ]);
    const graph = new Graph(new Discrete(5), new Discrete(3), { seed: 2 });
    expect(plain(graph.sample(null, null, { numNodes: 3 }))).toEqual({
      nodes: [3, 1, 1],
      edges: [0, 2, 2, 1, 1],
      edgeLinks: [0, 0, 0, 1, 2, 1, 0, 1, 1, 2],
    });
    expect(plain(graph.seed(2))).toEqual([2, 1798679647, 561807779]);
  });
});

describe('every space', () => {
  it('comes back from JSON equal, and samples alike for the same seed', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(), (space, seed) => {
        const twin = spaceFromJSON(JSON.parse(JSON.stringify(space)));
        expect(twin.equals(space)).toBe(true);
        expect(space.equals(twin)).toBe(true);
        space.seed(seed);
        twin.seed(seed);
        expect(twin.sample()).toEqual(space.sample());
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('copies with its streams, which then go their own ways', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(), (space, seed) => {
        space.seed(seed);
        space.sample();
        const copy = space.copy();
        const sampled = space.sample();
        space.sample();
        expect(copy.equals(space)).toBe(true);
        expect(copy.sample()).toEqual(sampled);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('differs from spaces of other descriptions', () => {
    fc.assert(
      fc.property(anySpace, anySpace, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b) && !JSON.stringify([a, b]).includes('"low"'));
        expect(a.equals(b)).toBe(false);
      }),
      { seed: 3, numRuns: 150 },
    );
    expect(new Discrete(3).equals(null)).toBe(false);
  });

  it('seeds itself at random when no seed is given', () => {
    const [a, b] = [new Box({ low: 0, high: 1, shape: [4] }), new Box({ low: 0, high: 1, shape: [4] })];
    expect(a.sample()).not.toEqual(b.sample());
    const used = a.seed() as bigint;
    const sampled = a.sample();
    b.seed(used);
    expect(b.sample()).toEqual(sampled);
  });

  it('draws from a generator it is given', () => {
    const random = npRandom(5)[0];
    const space = new Tuple([new Discrete(9, { seed: random }), new Discrete(9, { seed: random })], {
      seed: random,
    });
    const expected = npRandom(5)[0];
    expect(space.sample()).toEqual([expected.integers(9), expected.integers(9)]);
    expect(space.npRandom).toBe(random);
  });

  it('rejects values that belong to none', () => {
    fc.assert(
      fc.property(anySpace, (space) => {
        for (const value of [undefined, null, Number.NaN, Symbol('a'), () => 1, new Map()]) {
          expect(space.contains(value)).toBe(false);
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

describe('Box', () => {
  it('keeps copies of its bounds, in the type of its values', () => {
    const low = Float64Array.of(0.1, 0.2);
    const box = new Box({ low, high: 1, seed: 1 });
    low[0] = 5;
    expect([...box.low]).toEqual([Math.fround(0.1), Math.fround(0.2)]);
    expect(box.shape).toEqual([2]);
    expect(new Box({ low: 0, high: 1 }).shape).toEqual([1]);
  });

  it('accepts typed arrays that cast safely, within the bounds', () => {
    const box = new Box({ low: -1, high: 2, shape: [2], dtype: 'float64' });
    expect(box.contains(Float64Array.of(-1, 2))).toBe(true);
    expect(box.contains(Float32Array.of(0, 1))).toBe(true);
    expect(box.contains(Int32Array.of(0, 1))).toBe(true);
    expect(box.contains(Float64Array.of(0, 2.0001))).toBe(false);
    expect(box.contains(Float64Array.of(0, Number.NaN))).toBe(false);
    expect(box.contains(Float64Array.of(0))).toBe(false);
    expect(box.contains([0, 1])).toBe(false);
    const narrow = new Box({ low: 0, high: 9, shape: [1] });
    expect(narrow.contains(Float64Array.of(1))).toBe(false);
    expect(narrow.contains(Int16Array.of(1))).toBe(true);
    expect(narrow.contains(Int32Array.of(1))).toBe(false);
  });

  it('holds 64-bit integers and booleans', () => {
    const wide = new Box({ low: -(2n ** 63n), high: 2n ** 63n - 1n, shape: [50], dtype: 'int64', seed: 1 });
    const sample = wide.sample();
    expect(sample).toBeInstanceOf(BigInt64Array);
    expect(new Set(sample).size).toBe(50);
    expect(wide.contains(sample)).toBe(true);
    expect(spaceFromJSON(JSON.parse(JSON.stringify(wide))).equals(wide)).toBe(true);
    const flags = new Box({ low: 0, high: 1, shape: [64], dtype: 'bool', seed: 1 });
    expect(new Set(flags.sample())).toEqual(new Set([0, 1]));
  });

  it('knows where it is bounded', () => {
    const box = new Box({ low: [0, -Infinity], high: [1, 5] });
    expect([box.isBounded(), box.isBounded('below'), box.isBounded('above')]).toEqual([false, false, true]);
    expect([...box.boundedBelow]).toEqual([1, 0]);
    const integers = new Box({ low: -Infinity, high: 5, dtype: 'int32' });
    expect(integers.low[0]).toBe(-(2 ** 31));
    expect(integers.isBounded('below')).toBe(false);
  });

  it('compares bounds up to rounding', () => {
    const box = new Box({ low: 0, high: 1, dtype: 'float64' });
    expect(box.equals(new Box({ low: 1e-9, high: 1 + 1e-6, dtype: 'float64' }))).toBe(true);
    expect(box.equals(new Box({ low: 0, high: 1.001, dtype: 'float64' }))).toBe(false);
    expect(box.equals(new Box({ low: 0, high: Infinity, dtype: 'float64' }))).toBe(false);
    expect(box.equals(new Box({ low: 0, high: 1 }))).toBe(false);
  });

  it.each([
    [{ low: Number.NaN, high: 1 }, /Box\.low\[0\].*received NaN/],
    [{ low: [0, 2], high: [1, 1] }, /Box\.low\[1\]: expected at most high, 1, received 2/],
    [{ low: [0, 0], high: 1, shape: [3] }, /Box\.low: expected 3 bounds for the shape, received 2/],
    [{ low: -1, high: 1, dtype: 'uint8' }, /Box\.low\[0\].*range of uint8, received -1/],
    [{ low: -Infinity, high: 1, dtype: 'uint8' }, /range of uint8, received -Infinity/],
    [{ low: 0, high: 1e39 }, /Box\.high\[0\].*range of float32/],
    [{ low: 0, high: 1, dtype: 'complex64' }, /Box\.dtype.*complex64/],
    [{ low: 0, high: 1, shape: [2.5] }, /Box\.shape/],
  ])('refuses %j', (options, message) => {
    const build = () => new Box(options as ConstructorParameters<typeof Box>[0]);
    expect(build).toThrow(InvalidSpace);
    expect(build).toThrow(message);
  });

  it('has no masks', () => {
    const box: Space = new Box({ low: 0, high: 1 });
    expect(() => box.sample([1])).toThrow(/neither mask nor probabilities/);
  });
});
