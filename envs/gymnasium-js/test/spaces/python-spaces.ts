import * as fc from 'fast-check';
import { Box, Dict, type GraphInstance, type Space, spaceFromJSON } from '../../src/index.ts';

/**
 * The Python side of the comparisons: `space(json)` makes a Gymnasium space of our JSON, `plain(value)` turns values
 * into JSON as `plain` below does.
 */
export const pythonSpaces = `
import math
import numpy as np
from gymnasium import spaces
from gymnasium.spaces import utils
from gymnasium.vector import utils as vector_utils

def number(x):
    return float(x) if x in ("Infinity", "-Infinity") else int(x) if isinstance(x, str) else x

def bounds(x, shape, dtype):
    if not isinstance(x, list):
        return number(x)
    values = [number(v) for v in x]
    infinite = any(isinstance(v, float) and math.isinf(v) for v in values)
    return np.array(values, dtype=np.float64 if infinite else dtype).reshape(shape)

def space(j):
    kind = j["type"]
    if kind == "Box":
        shape, dtype = tuple(j["shape"]), np.dtype(j["dtype"])
        return spaces.Box(bounds(j["low"], shape, dtype), bounds(j["high"], shape, dtype), shape, dtype)
    if kind == "Discrete":
        return spaces.Discrete(j["n"], start=j["start"], dtype=np.dtype(j["dtype"]).type)
    if kind == "MultiDiscrete":
        dtype = np.dtype(j["dtype"]).type
        return spaces.MultiDiscrete(
            np.array(j["nvec"]).reshape(j["shape"]), dtype=dtype, start=np.array(j["start"]).reshape(j["shape"]))
    if kind == "MultiBinary":
        return spaces.MultiBinary(j["shape"])
    if kind == "Text":
        return spaces.Text(j["maxLength"], min_length=j["minLength"], charset=j["charset"])
    if kind == "Dict":
        return spaces.Dict({key: space(inner) for key, inner in j["spaces"]})
    if kind == "Tuple":
        return spaces.Tuple([space(inner) for inner in j["spaces"]])
    if kind == "OneOf":
        return spaces.OneOf([space(inner) for inner in j["spaces"]])
    if kind == "Sequence":
        return spaces.Sequence(space(j["space"]), stack=j["stack"])
    return spaces.Graph(space(j["nodeSpace"]), j["edgeSpace"] and space(j["edgeSpace"]))

def scalar(x):
    x = x.item() if isinstance(x, np.generic) else x
    if isinstance(x, float):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(x, x)
    return str(x) if isinstance(x, int) and abs(x) > 2**53 else int(x) if isinstance(x, bool) else x

def plain(x):
    if isinstance(x, np.ndarray):
        return [scalar(v) for v in x.flatten()]
    if isinstance(x, spaces.GraphInstance):
        return {"nodes": plain(x.nodes), "edges": plain(x.edges), "edgeLinks": plain(x.edge_links)}
    if isinstance(x, dict):
        return {key: plain(v) for key, v in x.items()}
    if isinstance(x, (tuple, list)):
        return [plain(v) for v in x]
    return scalar(x)

def bound(values):
    values = [scalar(v) for v in values.flatten()]
    return values[0] if values and all(v == values[0] for v in values) else values

def describe(s):
    kind = type(s).__name__
    if kind == "Box":
        fields = {"low": bound(s.low), "high": bound(s.high), "shape": s.shape, "dtype": str(s.dtype)}
    elif kind == "Dict":
        fields = {"spaces": [[key, describe(inner)] for key, inner in s.spaces.items()]}
    elif kind in ("Tuple", "OneOf"):
        fields = {"spaces": [describe(inner) for inner in s.spaces]}
    elif kind == "Sequence":
        fields = {"space": describe(s.feature_space), "stack": s.stack}
    else:
        fields = {"nodeSpace": describe(s.node_space), "edgeSpace": s.edge_space and describe(s.edge_space)}
    return {"type": kind, **fields}

def array(values, dtype, shape):
    values = [number(v) for v in values]
    try:
        result = np.array(values, dtype=dtype)
    except OverflowError:
        result = np.array(values)
    return result.reshape(shape) if result.size == math.prod(shape) else result

def parse_batch(s, value):
    if isinstance(s, (spaces.Box, spaces.MultiDiscrete, spaces.MultiBinary, spaces.Discrete)):
        rows = len(value) // max(1, math.prod(s.shape))
        return array(value, s.dtype, (rows, *s.shape))
    if isinstance(s, spaces.Dict) and isinstance(value, dict):
        return {key: parse_batch(s.spaces[key], v) for key, v in value.items()}
    if isinstance(s, spaces.Tuple):
        return tuple(parse_batch(inner, v) for inner, v in zip(s.spaces, value))
    return tuple(parse(s, v) for v in value)

def parse(s, value):
    if isinstance(s, (spaces.Box, spaces.MultiDiscrete, spaces.MultiBinary)):
        return array(value, s.dtype, s.shape)
    if isinstance(s, spaces.Dict):
        return {key: parse(s.spaces[key], v) if key in s.spaces.keys() else v for key, v in value.items()}
    if isinstance(s, spaces.Tuple):
        return tuple(parse(inner, v) for inner, v in zip(s.spaces, value)) + tuple(value[len(s.spaces):])
    if isinstance(s, spaces.OneOf):
        known = len(value) == 2 and 0 <= value[0] < len(s.spaces)
        return (value[0], parse(s.spaces[value[0]], value[1])) if known else tuple(value)
    if isinstance(s, spaces.Sequence):
        return parse_batch(s.feature_space, value) if s.stack else tuple(parse(s.feature_space, v) for v in value)
    if isinstance(s, spaces.Graph):
        edges, links = value.get("edges"), value.get("edgeLinks")
        return spaces.GraphInstance(
            parse_batch(s.node_space, value["nodes"]),
            None if edges is None else parse_batch(s.edge_space, edges),
            None if links is None else array(links, np.int32, (len(links) // 2, 2)))
    return value

def contains(s, value):
    try:
        return bool(s.contains(parse(s, value)))
    except Exception:  # no value of any space: not an array, or one of a wrong shape inside a batch
        return False

def filter_of(s, value, dtype):
    if isinstance(s, (spaces.Discrete, spaces.MultiBinary)):
        return np.array(value, dtype=dtype).reshape(s.shape if isinstance(s, spaces.MultiBinary) else -1)
    if isinstance(s, spaces.MultiDiscrete):
        masks = [np.array(mask, dtype=dtype) for mask in value]
        rows = s.shape[-1]
        return tuple(masks) if len(s.shape) == 1 else tuple(
            tuple(masks[i:i + rows]) for i in range(0, len(masks), rows))
    if isinstance(s, spaces.Text):
        return (value[0], None if value[1] is None else np.array(value[1], dtype=dtype))
    if isinstance(s, spaces.Dict):
        return {key: filter_of(inner, value[key], dtype) for key, inner in s.spaces.items()}
    if isinstance(s, (spaces.Tuple, spaces.OneOf)):
        return tuple(filter_of(inner, v, dtype) for inner, v in zip(s.spaces, value))
    if isinstance(s, spaces.Sequence):
        length = np.array(value[0]) if isinstance(value[0], list) else value[0]
        return (length, filter_of(s.feature_space, value[1], dtype))
    if isinstance(s, spaces.Graph):
        return (
            value[0] and tuple(filter_of(s.node_space, v, dtype) for v in value[0]),
            value[1] and filter_of(s.edge_space, value[1], dtype))
    return value
`;

/** Values as JSON: arrays as lists, integers beyond 2^53 and infinities as strings. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint')
    return value > 2n ** 53n || value < -(2n ** 53n) ? String(value) : Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value as GraphInstance).map(([key, item]) => [key, plain(item)]),
    );
  }
  return value;
}

// Integers reach far enough for every type, and floats are those of 32 bits.
const ranges = {
  float32: [-1e7, 1e7],
  float64: [-1e7, 1e7],
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-30_000, 30_000],
  uint16: [0, 60_000],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2 ** 50), 2 ** 50],
} as const;

const interval = fc.record({
  bounded: fc.constantFrom([1, 1], [1, 1], [0, 1], [1, 0], [0, 0]),
  ends: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
});

const box: fc.Arbitrary<Space> = fc
  .record({
    dtype: fc.constantFrom(...(Object.keys(ranges) as (keyof typeof ranges)[])),
    shape: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    intervals: fc.array(interval, { minLength: 27, maxLength: 27 }),
  })
  .map(({ dtype, shape, intervals }) => {
    const [least, greatest] = ranges[dtype];
    const float = dtype.startsWith('float');
    const pairs = intervals.map(({ bounded, ends }) => {
      const [low, high] = ends
        .map((end) => least + (greatest - least) * end)
        .map((end) => (float ? Math.fround(end) : Math.floor(end)))
        .sort((x, y) => x - y) as [number, number];
      // An infinity among int64 bounds overflows inside Gymnasium, and unsigned types have none.
      const open = !dtype.startsWith('uint') && dtype !== 'int64';
      return [bounded[0] || !open ? low : -Infinity, bounded[1] || !open ? high : Infinity] as const;
    });
    const size = shape.reduce((product, length) => product * length, 1);
    const used = pairs.slice(0, size);
    return new Box({ low: used.map(([low]) => low), high: used.map(([, high]) => high), shape, dtype });
  });

const leaf: fc.Arbitrary<Space> = fc.oneof(
  { weight: 2, arbitrary: box },
  fc
    .record({
      n: fc.integer({ min: 1, max: 60 }),
      start: fc.integer({ min: -60, max: 60 }),
      dtype: fc.constantFrom('int64', 'int32', 'int16', 'int8'),
    })
    .map((json) => spaceFromJSON({ type: 'Discrete', ...json })),
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -5, max: 5 })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((parts) =>
      spaceFromJSON({
        type: 'MultiDiscrete',
        nvec: parts.map(([n]) => n),
        start: parts.map(([, start]) => start),
        shape: parts.length % 2 === 0 ? [2, parts.length / 2] : [parts.length],
        dtype: 'int64',
      }),
    ),
  fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
    .map((shape) => spaceFromJSON({ type: 'MultiBinary', shape })),
  fc
    .record({
      minLength: fc.integer({ min: 1, max: 4 }),
      more: fc.integer({ min: 0, max: 5 }),
      charset: fc.constantFrom('ab', 'zyxé€😀', 'q', '0123456789abcdef'),
    })
    .map(({ minLength, more, charset }) =>
      spaceFromJSON({ type: 'Text', minLength, maxLength: minLength + more, charset }),
    ),
);

const key = fc.constantFrom('a', 'b', 'zeta', 'B', 'é', '10', '2', '😀', 'ﬀ');

/** Spaces of every kind, composite ones two levels deep. */
export const anySpace: fc.Arbitrary<Space> = fc.letrec<{ space: Space }>((tie) => ({
  space: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc
      .uniqueArray(fc.tuple(key, tie('space')), { selector: ([name]) => name, minLength: 1, maxLength: 3 })
      .map((entries) => {
        const object = Object.fromEntries(entries.map(([name, space]) => [name, space]));
        return new Dict(object);
      }),
    fc
      .tuple(fc.constantFrom('Tuple', 'OneOf'), fc.array(tie('space'), { minLength: 1, maxLength: 3 }))
      .map(([type, spaces]) => spaceFromJSON({ type, spaces: spaces.map((space) => space.toJSON()) })),
    fc
      .tuple(tie('space'), fc.boolean())
      .map(([space, stack]) => spaceFromJSON({ type: 'Sequence', space: space.toJSON(), stack })),
    fc
      .tuple(leaf, fc.option(leaf))
      .map(([nodes, edges]) =>
        spaceFromJSON({ type: 'Graph', nodeSpace: nodes.toJSON(), edgeSpace: edges?.toJSON() ?? null }),
      ),
  ),
})).space;
