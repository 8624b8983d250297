import fc from 'fast-check';
import {
  Box,
  Dict,
  Discrete,
  type Dtype,
  MultiBinary,
  MultiDiscrete,
  Sequence,
  type Space,
  Text,
  Tuple,
} from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { spaceDecoder } from '../../src/encoding/space-decoder.ts';
import { spaceEncoder } from '../../src/encoding/space-encoder.ts';

const boxes = fc
  .record({
    bounds: fc.array(
      fc.constantFrom<[number, number]>(
        [0, 1],
        [-3, 12],
        [0, 200],
        [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
        [0, Number.POSITIVE_INFINITY],
      ),
      { minLength: 1, maxLength: 20 },
    ),
    dtype: fc.constantFrom<Dtype>('float32', 'float64', 'int32', 'int64'),
  })
  .map(({ bounds, dtype }) => {
    const finite = dtype.startsWith('float') ? bounds : bounds.map(() => [-3, 25]);
    return new Box({ low: finite.map(([low]) => low!), high: finite.map(([, high]) => high!), dtype });
  });

const simple: fc.Arbitrary<Space> = fc.oneof(
  boxes,
  fc
    .record({ n: fc.integer({ min: 1, max: 9 }), start: fc.integer({ min: -5, max: 5 }) })
    .map(({ n, start }) => {
      return new Discrete(n, { start });
    }),
  fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }).map((n) => new MultiDiscrete(n)),
  fc.integer({ min: 1, max: 6 }).map((n) => new MultiBinary(n)),
);

const spaces: fc.Arbitrary<Space> = fc.oneof(
  simple,
  fc.array(simple, { minLength: 1, maxLength: 3 }).map((parts) => new Tuple(parts)),
  fc.record({ b: simple, a: simple }).map((parts) => new Dict(parts)),
);

const seeded = { numRuns: 200, seed: 1 };

describe('spaceEncoder', () => {
  it('names the part of an observation that its space does not have', () => {
    const space = new Dict({ battery: new Discrete(3), arm: new Tuple([new Discrete(2)]) });
    const encoder = spaceEncoder(space);
    const encode = (observation: unknown) => () => encoder.encode(new Float64Array(5), observation as never);
    expect(encode({ battery: 2, arm: [1] })).not.toThrow();
    expect(encode({ battery: 3, arm: [1] })).toThrow(
      /^observation\.battery: expected a value of Discrete\(3\), received the number 3; have the environment/,
    );
    expect(encode({ battery: 2 })).toThrow(/^observation: expected an object with the keys arm, battery/);
  });

  it('writes all of a finite code that depends on nothing but the observation', () => {
    fc.assert(
      fc.property(spaces, fc.integer({ min: 0, max: 1000 }), (space, seed) => {
        space.seed(seed);
        const encoder = spaceEncoder(space);
        const [first, second] = [space.sample(), space.sample()];
        const code = new Float64Array(encoder.size).fill(Number.NaN);
        encoder.encode(code, first);
        expect(code.every(Number.isFinite)).toBe(true);
        const again = new Float64Array(encoder.size).fill(9);
        encoder.encode(again, second);
        encoder.encode(again, first);
        expect(again).toEqual(code);
        expect(new Set(encoder.labels).size).toBe(encoder.size);
      }),
      seeded,
    );
  });

  const codeOf = <Observation>(space: Space<Observation>, observation: Observation) => {
    const encoder = spaceEncoder(space);
    const out = new Float64Array(encoder.size);
    encoder.encode(out, observation);
    return Object.fromEntries(encoder.labels.flatMap((label, i) => (out[i] === 0 ? [] : [[label, out[i]]])));
  };

  it('has a unit for each value of discrete spaces and of small integers', () => {
    expect(codeOf(new Discrete(3, { start: 5 }), 6)).toEqual({ 'x = 6': 1 });
    expect(codeOf(new MultiDiscrete([2, 3]), Int32Array.of(1, 0))).toEqual({ 'x[0] = 1': 1, 'x[1] = 0': 1 });
    const cells = new Box({ low: 0, high: 8, shape: [2], dtype: 'int32' });
    expect(codeOf(cells, Int32Array.of(8, 2))).toEqual({ 'x[0] = 8': 1, 'x[1] = 2': 1 });
    expect(codeOf(new MultiBinary(3), Int8Array.of(0, 1, 1))).toEqual({ 'x[1]': 1, 'x[2]': 1 });
  });

  it('codes numbers by populations over their range, however far it goes', () => {
    const far = 3.4028234663852886e38;
    const space = new Box({ low: [0, -far], high: [10, far], dtype: 'float64' });
    const encoder = spaceEncoder(space);
    expect(encoder.size).toBe(40);
    const out = new Float64Array(40);
    const peak = (from: number) =>
      encoder.labels[
        from + out.subarray(from, from + 20).indexOf(Math.max(...out.subarray(from, from + 20)))
      ];
    encoder.encode(out, Float64Array.of(10, 0.9));
    expect([peak(0), peak(20)]).toEqual(['x[0] ≈ 10', 'x[1] ≈ 0.9']);
    encoder.encode(out, Float64Array.of(0, Number.POSITIVE_INFINITY));
    expect([peak(0), peak(20)]).toEqual(['x[0] ≈ 0', 'x[1] ≈ ∞']);
  });

  it('scales images to 0 … 1, and names the parts of composed observations', () => {
    const image = new Box({ low: 0, high: 255, shape: [4, 5], dtype: 'uint8' });
    const space = new Dict({ image, kind: new Discrete(2) });
    expect(codeOf(space, { image: new Uint8Array(20).fill(255, 7, 8), kind: 1 })).toEqual({
      'image[7]': 1,
      'kind = 1': 1,
    });
  });

  it.each([new Text(4), new Sequence(new Discrete(2))])('refuses %s, and says what to do', (space) => {
    const refused = /expected a space of a fixed number of elements, received .*; give the task a/;
    expect(() => spaceEncoder(space as Space)).toThrow(refused);
    expect(() => spaceDecoder(space as Space)).toThrow(refused);
  });
});

describe('spaceDecoder', () => {
  it('undoes its own code for every action of a space', () => {
    fc.assert(
      fc.property(spaces, fc.integer({ min: 0, max: 1000 }), (space, seed) => {
        space.seed(seed);
        const decoder = spaceDecoder(space);
        const action = space.sample();
        const readout = new Float64Array(decoder.size).fill(7);
        decoder.encode(readout, action);
        expect(decoder.decode(readout)).toEqual(action);
      }),
      seeded,
    );
  });

  it('makes an action of the space of any readout', () => {
    fc.assert(
      fc.property(
        spaces,
        fc.infiniteStream(fc.double({ min: -1e3, max: 1e3, noNaN: true })),
        (space, numbers) => {
          const decoder = spaceDecoder(space);
          const readout = Float64Array.from({ length: decoder.size }, () => numbers.next().value as number);
          expect(space.contains(decoder.decode(readout))).toBe(true);
        },
      ),
      seeded,
    );
  });

  it('takes the first of equal readouts', () => {
    expect(spaceDecoder(new Discrete(3, { start: -1 })).decode(Float64Array.of(0.2, 0.5, 0.5))).toBe(0);
  });
});
