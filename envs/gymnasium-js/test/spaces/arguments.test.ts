import { describe, expect, it } from 'vitest';
import {
  Box,
  batchSpace,
  concatenate,
  createEmptyArray,
  Dict,
  Discrete,
  Graph,
  GymnasiumError,
  InvalidSpace,
  MultiBinary,
  MultiDiscrete,
  OneOf,
  Sequence,
  type Space,
  spaceFromJSON,
  Text,
  Tuple,
} from '../../src/index.ts';

/** What a program without types might pass. */
// biome-ignore lint/suspicious/noExplicitAny: it stands for every type
type Anything = any;

const odd: Readonly<Record<string, Anything>> = {
  abc: 'abc',
  '': '',
  3: 3,
  '-1': -1,
  '0.5': 0.5,
  NaN: Number.NaN,
  null: null,
  undefined: undefined,
  true: true,
  '{}': {},
  '[]': [],
  '[null]': [null],
  function: () => 1,
  '5n': 5n,
};
const one = new Discrete(2);

describe('values beyond the type', () => {
  it.each<[string, () => Space]>([
    ['Discrete(300) of uint8', () => new Discrete(300, { dtype: 'uint8' })],
    ['Discrete(256) of uint8, whose count does not fit', () => new Discrete(256, { dtype: 'uint8' })],
    ['Discrete(200) of int8', () => new Discrete(200, { start: -100, dtype: 'int8' })],
    ['Discrete from −1 of uint8', () => new Discrete(3, { start: -1, dtype: 'uint8' })],
    ['Discrete from −1 of uint64', () => new Discrete(3, { start: -1, dtype: 'uint64' })],
    ['Discrete up to 128 of int8', () => new Discrete(3, { start: 126, dtype: 'int8' })],
    ['Discrete(2^31) of int32', () => new Discrete(2 ** 31, { dtype: 'int32' })],
    ['MultiDiscrete([300]) of uint8', () => new MultiDiscrete([2, 300], { dtype: 'uint8' })],
    ['MultiDiscrete up to 219 of int8', () => new MultiDiscrete([120], { start: [100], dtype: 'int8' })],
    ['MultiDiscrete from −1 of uint16', () => new MultiDiscrete([2], { start: [-1], dtype: 'uint16' })],
    ['2^31 values of MultiDiscrete', () => new MultiDiscrete([2 ** 31], { start: [-(2 ** 31)] })],
    ['JSON', () => spaceFromJSON({ type: 'Discrete', n: 300, start: 0, dtype: 'uint8' })],
  ])('%s: refused', (_, make) => {
    expect(make).toThrow(InvalidSpace);
    expect(make).toThrow(/dtype|uint8|int8|int32|uint/);
  });

  it('the least and the greatest are in the space', () => {
    expect(new Discrete(3, { start: 125, dtype: 'int8' }).contains(127)).toBe(true);
    expect(new Discrete(255, { start: 1, dtype: 'uint8' }).contains(255)).toBe(true);
    const edges = new MultiDiscrete([127, 1], { start: [-128, 127], dtype: 'int8' });
    expect(edges.contains(Int32Array.of(-2, 127))).toBe(true);
    const wide = new MultiDiscrete([2 ** 31 - 1], { start: [-(2 ** 31)] });
    expect(wide.contains(Int32Array.of(-(2 ** 31)))).toBe(true);
  });

  it.each(['float32', 'float64', 'bool', 'int', 'int128', '', null, 3])(
    'integers of dtype %s: refused',
    (dtype) => {
      expect(() => new Discrete(2, { dtype: dtype as 'int8' })).toThrow(
        /^Discrete\.dtype: expected one of NumPy's/,
      );
      expect(() => new MultiDiscrete([2], { dtype: dtype as 'int8' })).toThrow(
        /^MultiDiscrete\.dtype: expected one/,
      );
    },
  );
});

describe('arguments of another type', () => {
  const makers: readonly [string, (value: Anything) => unknown, fine?: string][] = [
    ['Discrete', (n) => new Discrete(n), '3'],
    ['Discrete.start', (start) => new Discrete(2, { start }), '3 -1 undefined'],
    ['Discrete.seed', (seed) => new Discrete(2, { seed }), '3 5n null undefined'],
    ['MultiDiscrete', (nvec) => new MultiDiscrete(nvec), '[]'],
    ['MultiDiscrete.start', (start) => new MultiDiscrete([2], { start }), 'undefined null'],
    ['MultiDiscrete.shape', (shape) => new MultiDiscrete([2], { shape }), '[] undefined null'],
    ['MultiBinary', (n) => new MultiBinary(n), '3 []'],
    ['Box.low', (low) => new Box({ low, high: 9, shape: [] }), '3 -1 0.5 5n'],
    ['Box.shape', (shape) => new Box({ low: 0, high: 1, shape }), '[] undefined null'],
    ['Box.dtype', (dtype) => new Box({ low: 0, high: 1, dtype }), 'undefined'],
    ['Box.isBounded', (manner) => new Box({ low: 0, high: 1 }).isBounded(manner), 'undefined'],
    ['Text', (length) => new Text(length), '3'],
    ['Text.minLength', (minLength) => new Text(4, { minLength }), '3 undefined'],
    ['Text.charset', (charset) => new Text(3, { charset }), 'abc  undefined'],
    ['Tuple', (spaces) => new Tuple(spaces), '[]'],
    ['OneOf', (spaces) => new OneOf(spaces)],
    ['Dict', (spaces) => new Dict(spaces), '{} []'],
    ['Dict, an entry', (entry) => new Dict([entry])],
    ['Dict, a space', (space) => new Dict({ a: space })],
    ['Sequence', (space) => new Sequence(space)],
    ['Graph', (space) => new Graph(space)],
    ['Graph.edgeSpace', (space) => new Graph(one, space), 'null undefined'],
    ['batchSpace', (space) => batchSpace(space, 2)],
    ['batchSpace.n', (n) => batchSpace(one, n), '3'],
    ['createEmptyArray', (space) => createEmptyArray(space, 2)],
    ['createEmptyArray.n', (n) => createEmptyArray(one, n), '3'],
    ['concatenate', (space) => concatenate(space, [])],
    ['concatenate.items', (items) => concatenate(one, items), '[]'],
    ['spaceFromJSON', (json) => spaceFromJSON(json)],
  ];

  it.each(makers)('%s: errors of the package', (_, make, fine) => {
    const accepted = fine?.split(' ') ?? [];
    for (const [name, value] of Object.entries(odd)) {
      if (accepted.includes(name)) expect(() => make(value), name).not.toThrow();
      else expect(() => make(value), name).toThrow(GymnasiumError);
    }
  });

  it.each([
    'Box',
    'Discrete',
    'MultiDiscrete',
    'MultiBinary',
    'Text',
    'Dict',
    'Tuple',
    'OneOf',
    'Sequence',
    'Graph',
  ])('JSON of a %s without its fields: InvalidSpace', (type) => {
    for (const fields of [
      {},
      { space: null },
      { spaces: [3] },
      { spaces: 'ab' },
      { n: 'x', shape: 'x', nodeSpace: 1 },
    ]) {
      expect(() => spaceFromJSON({ type, ...fields }), JSON.stringify(fields)).toThrow(InvalidSpace);
    }
  });
});

describe('keys that JavaScript gives a meaning', () => {
  const dict = new Dict([
    ['__proto__', new Discrete(3)],
    ['constructor', new Discrete(2)],
  ]);

  it('are those of a Dict like any other', () => {
    dict.seed(1);
    const value = dict.sample();
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(dict.contains(value)).toBe(true);
    expect(spaceFromJSON(JSON.parse(JSON.stringify(dict))).equals(dict)).toBe(true);
    expect(batchSpace(dict, 2).contains(concatenate(dict, [value, value]))).toBe(true);
  });
});
