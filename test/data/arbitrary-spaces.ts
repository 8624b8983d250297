import fc from 'fast-check';
import {
  Box,
  Dict,
  Discrete,
  type Dtype,
  MultiBinary,
  MultiDiscrete,
  type Space,
  Text,
  Tuple,
} from 'gymnasium-js';

const ranges: Readonly<Record<string, readonly [low: number, high: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2 ** 40), 2 ** 40],
  uint64: [0, 2 ** 40],
};
const integerDtype = fc.constantFrom(...Object.keys(ranges)) as fc.Arbitrary<Discrete['dtype']>;
const shape = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });
const sizeOf = (extents: readonly number[]) => extents.reduce((product, extent) => product * extent, 1);

/** A start and a count that the type, and 32 bits, hold. */
const within = (dtype: string) => {
  const low = Math.max(ranges[dtype]![0], -1000);
  const high = Math.min(ranges[dtype]![1], 1000);
  return fc
    .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
    .map(([a, b]) => ({ start: Math.min(a, b), count: Math.min(Math.abs(a - b) + 1, high) }));
};

const discrete = integerDtype.chain((dtype) =>
  within(dtype).map(({ start, count }) => new Discrete(count, { start, dtype })),
);

const multiDiscrete = fc.tuple(integerDtype, shape).chain(([dtype, extents]) =>
  fc.array(within(dtype), { minLength: sizeOf(extents), maxLength: sizeOf(extents) }).map(
    (parts) =>
      new MultiDiscrete(
        parts.map(({ count }) => count),
        { start: parts.map(({ start }) => start), shape: extents, dtype },
      ),
  ),
);

const bound = fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(Infinity, -Infinity, 1e30, 0.1));
const floatBox = fc
  .record({ dtype: fc.constantFrom<Dtype>('float32', 'float64'), shape, a: bound, b: bound })
  .filter(({ a, b }) => a !== b || Number.isFinite(a))
  .map(({ dtype, shape: extents, a, b }) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)].map((x) =>
      dtype === 'float32' ? Math.fround(x) : x,
    );
    return new Box({ low: low!, high: high!, shape: extents, dtype });
  });
const integerBox = fc.tuple(integerDtype, shape).chain(([dtype, extents]) =>
  within(dtype).map(({ start, count }) => {
    const wide = dtype === 'int64' || dtype === 'uint64';
    const [low, high] = [start, start + count - 1].map((x) => (wide ? BigInt(x) : x));
    return new Box({ low: low!, high: high!, shape: extents, dtype });
  }),
);
const text = fc
  .tuple(
    fc.integer({ min: 1, max: 30 }),
    fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([most, characters]) => new Text(most, { charset: characters.join('') }));

/** Spaces of all kinds that datasets can hold, with odd types, starts, bounds and shapes. */
export const anySpace = fc.letrec<{ any: Space }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    discrete,
    multiDiscrete,
    floatBox,
    integerBox,
    text,
    shape.filter((extents) => extents.length > 0).map((extents) => new MultiBinary(extents)),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((parts) => new Tuple(parts)),
    fc
      .dictionary(fc.stringMatching(/^[a-z0-9 é_.-]{1,6}$/), tie('any'), { minKeys: 1, maxKeys: 3 })
      .map((parts) => new Dict(parts)),
  ),
})).any;
