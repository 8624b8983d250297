/** Lengths, types and bounds of the flat arrays that `flatten` makes. */
import { InvalidSpace } from '../errors.ts';
import { checkSpace } from './arguments.ts';
import { Box } from './box.ts';
import { Dict } from './dict.ts';
import { Discrete } from './discrete.ts';
import {
  assign,
  createArray,
  type Dtype,
  isFloat,
  limitsOf,
  type NumericArray,
  promote,
  sizeOf,
} from './dtype.ts';
import { Graph } from './graph.ts';
import { MultiBinary } from './multi-binary.ts';
import { MultiDiscrete } from './multi-discrete.ts';
import { OneOf } from './one-of.ts';
import { Sequence } from './sequence.ts';
import type { Space } from './space.ts';
import { Text } from './text.ts';
import { Tuple } from './tuple.ts';

/** The error for a space without a flat array. */
export function unflattenable(name: string, space: Space): InvalidSpace {
  return new InvalidSpace(
    `${name}: expected a space whose values have a fixed length, received ${space}. Sequences and graphs have none.`,
  );
}

/**
 * Length of the flat array of a value.
 * @throws InvalidSpace when values have no fixed length
 */
export function flatdim(space: Space): number {
  checkSpace(space, 'flatdim.space');
  if (space instanceof Box || space instanceof MultiBinary) return sizeOf(space.shape);
  if (space instanceof Discrete) return space.n;
  if (space instanceof MultiDiscrete) return space.nvec.reduce((sum, count) => sum + count, 0);
  if (space instanceof Text) return space.maxLength;
  if (!space.isNpFlattenable) throw unflattenable('flatdim', space);
  if (space instanceof OneOf) return 1 + Math.max(...space.spaces.map(flatdim));
  return partsOf(space).reduce((sum, part) => sum + flatdim(part), 0);
}

/** The spaces inside a `Tuple` or `Dict`, in order. */
export function partsOf(space: Space): readonly Space[] {
  if (space instanceof Tuple) return space.spaces;
  if (space instanceof Dict) return space.keys.map((key) => space.spaces[key]!);
  throw unflattenable('flatten', space);
}

/** Element type of the flat array. */
export function flatDtype(space: Space): Dtype {
  if (space instanceof Text) return 'int32';
  if (space instanceof OneOf) {
    const dtype = space.spaces.map(flatDtype).reduce(promote, 'bool');
    // The index of the space comes first, and must fit.
    const last = space.spaces.length - 1;
    if (isFloat(dtype) || last <= limitsOf(dtype)[1]) return dtype;
    return promote(dtype, last < 2 ** 8 ? 'uint8' : 'uint16');
  }
  if (space instanceof Tuple || space instanceof Dict)
    return partsOf(space).map(flatDtype).reduce(promote, 'bool');
  return (space as Space & { dtype: Dtype }).dtype;
}

const layouts = new WeakMap<Space, { readonly dtype: Dtype; readonly length: number }>();

/** Type and length of the flat array; computed once, since environments flatten at every step. */
export function layoutOf(space: Space): { readonly dtype: Dtype; readonly length: number } {
  let layout = layouts.get(space);
  if (layout === undefined) {
    layout = { dtype: flatDtype(space), length: flatdim(space) };
    layouts.set(space, layout);
  }
  return layout;
}

/**
 * The space of the values that `flatten` gives: a one-dimensional `Box` wherever there is a flat array.
 * Not all of its values come from one of the space: a sample need not be one-hot.
 */
export function flattenSpace(space: Space): Space {
  checkSpace(space, 'flattenSpace.space');
  if (space.isNpFlattenable) {
    const [low, high] = flatBounds(space);
    return new Box({ low, high, shape: [flatdim(space)], dtype: flatDtype(space) });
  }
  if (space instanceof Tuple) return new Tuple(space.spaces.map(flattenSpace));
  if (space instanceof Dict) {
    return new Dict(space.keys.map((key) => [key, flattenSpace(space.spaces[key]!)] as const));
  }
  if (space instanceof Sequence) return new Sequence(flattenSpace(space.space), { stack: space.stack });
  if (space instanceof Graph) {
    return new Graph(flattenSpace(space.nodeSpace), space.edgeSpace && flattenSpace(space.edgeSpace));
  }
  throw unflattenable('flattenSpace', space);
}

/** Bounds of each element of the flat array, in its type. */
function flatBounds(space: Space): [low: NumericArray, high: NumericArray] {
  const length = flatdim(space);
  const dtype = flatDtype(space);
  const low = createArray(dtype, length);
  const high = createArray(dtype, length);
  if (space instanceof Box) {
    assign(low, space.low);
    assign(high, space.high);
  } else if (space instanceof OneOf) {
    const bounds = (space.spaces as readonly Space[]).map(flatBounds);
    const lows: (number | bigint)[] = bounds.flatMap(([lower]) => [...lower]);
    const highs: (number | bigint)[] = bounds.flatMap(([, upper]) => [...upper]);
    const least = lows.reduce((a, b) => (b < a ? b : a), lows[0] ?? 0);
    const greatest = highs.reduce((a, b) => (b > a ? b : a), highs[0] ?? 0);
    assign(low, [0, ...Array(length - 1).fill(least)]);
    assign(high, [space.spaces.length - 1, ...Array(length - 1).fill(greatest)]);
  } else if (space instanceof Tuple || space instanceof Dict) {
    let offset = 0;
    for (const [lows, highs] of partsOf(space).map(flatBounds)) {
      assign(low, lows, offset);
      assign(high, highs, offset);
      offset += lows.length;
    }
  } else {
    const top = space instanceof Text ? space.characters.length : 1;
    assign(high, Array(length).fill(top));
  }
  return [low, high];
}
