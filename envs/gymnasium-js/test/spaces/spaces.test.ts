import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  Box,
  batchSpace,
  concatenate,
  Dict,
  Discrete,
  flatdim,
  flatten,
  Graph,
  InvalidArgument,
  InvalidSpace,
  iterate,
  logger,
  MultiBinary,
  MultiDiscrete,
  npRandom,
  OneOf,
  type Seed,
  Sequence,
  Space,
  type SpaceJson,
  spaceFromJSON,
  Text,
  Tuple,
  unflatten,
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
    ['a negative seed', () => new Discrete(2, { seed: -1 }), /non-negative integer, received -1/],
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

describe('seeding', () => {
  const tuple = () => new Tuple([new Discrete(1000), new Discrete(1000)]);

  it('takes a seed for each inner space', () => {
    const space = tuple();
    expect(space.seed([3, 4n])).toEqual([3n, 4n]);
    expect(space.sample()).toEqual([3, 4].map((seed) => new Discrete(1000, { seed }).sample()));
    const dict = new Dict({ a: tuple(), b: new Discrete(1000) });
    expect(dict.seed({ a: [1, 2], b: 3 })).toEqual({ a: [1n, 2n], b: 3n });
  });

  it('gives the same samples from one seed and from all those that it leads to', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(), (space, seed) => {
        const used = space.seed(seed) as Seed;
        const sampled = space.sample();
        expect(space.seed(used)).toEqual(used);
        expect(space.sample()).toEqual(sampled);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('gives every inner space a seed of its own when there is none', () => {
    fc.assert(
      fc.property(anySpace, (space) => {
        const used = space.seed() as Seed;
        const sampled = space.sample();
        space.seed(used);
        expect(space.sample()).toEqual(sampled);
      }),
      { seed: 6, numRuns: 50 },
    );
  });

  it('refuses lists that do not fit', () => {
    expect(() => tuple().seed([1])).toThrow(/expected an integer or 2 seeds, received an array of length 1/);
    expect(() => new Dict({ a: tuple() }).seed({ b: 1 })).toThrow(/seeds for a, received/);
    expect(() => new Discrete(3).seed([1, 2])).toThrow(InvalidArgument);
    expect(() => tuple().seed(-1)).toThrow(InvalidArgument);
  });
});

describe('Graph', () => {
  it('has the size that is asked for', () => {
    const graph = new Graph(new Discrete(5), new Box({ low: 0, high: 1, shape: [2] }), { seed: 1 });
    const instance = graph.sample(null, null, { numNodes: 4, numEdges: 3 });
    expect([graph.nodesOf(instance).length, graph.edgesOf(instance).length]).toEqual([4, 3]);
    expect(instance.edgeLinks?.length).toBe(6);
    expect(graph.contains(instance)).toBe(true);
    expect(graph.contains({ ...instance, edgeLinks: Int32Array.of(0, 1, 2, 3, 4, 0) })).toBe(false);
    expect(graph.contains({ ...instance, edgeLinks: null })).toBe(false);
    expect(graph.sample(null, null, { numNodes: 1 })).toMatchObject({ edges: null, edgeLinks: null });
    expect(() => graph.sample(null, null, { numNodes: 0 })).toThrow(
      /numNodes > 0 and numEdges ≥ 0, received 0/,
    );
  });

  it('warns of edges that it cannot have', () => {
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    const graph = new Graph(new Discrete(5));
    expect(graph.edgesOf(graph.sample(null, null, { numEdges: 3 }))).toEqual([]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('without an edge space'));
    warn.mockRestore();
  });
});

describe('masks and probabilities', () => {
  it('are refused together, or when they do not fit', () => {
    const space = new Discrete(3);
    expect(() => space.sample([1, 0, 1], [0, 0, 1])).toThrow(/received both/);
    expect(() => space.sample([1, 0])).toThrow(/mask: expected 3 numbers, received 2/);
    expect(() => space.sample([1, 0.5, 0])).toThrow(/mask\[1\]: expected 0 or 1, received 0.5/);
    expect(() => space.sample(null, [0.5, 0.6, 0])).toThrow(/sum of 1, received 1.1/);
    expect(() => space.sample(null, [1.5, -0.5, 0])).toThrow(/probability\[0\].*received 1.5/);
    expect(() => new MultiDiscrete([2, 2]).sample([[1, 0]])).toThrow(/expected 2 lists, received 1/);
    expect(() => new MultiBinary(2).sample([0, 3])).toThrow(/numbers of 0, 1 and 2/);
    expect(() => new Tuple([space]).sample([])).toThrow(/expected 1 masks/);
    expect(() => new Dict({ a: space }).sample({} as { a: null })).toThrow(/masks or probabilities for a/);
    expect(() => new Text(3).sample([4, null])).toThrow(/length from 1 to 3, received 4/);
    expect(() => new Text(3, { charset: 'ab' }).sample([null, [0, 0]])).toThrow(
      /at least one allowed character/,
    );
    expect(() => new Sequence(space).sample([-1, null])).toThrow(/lengths ≥ 0/);
  });

  it('leave the least value where nothing is allowed', () => {
    expect(new Discrete(3, { start: 4 }).sample([0, 0, 0])).toBe(4);
    expect([
      ...new MultiDiscrete([2, 3], { start: [1, 2] }).sample([
        [0, 0],
        [0, 0, 0],
      ]),
    ]).toEqual([1, 2]);
    expect(new Text(3, { minLength: 0, charset: 'ab' }).sample([2, [0, 0]])).toBe('');
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
