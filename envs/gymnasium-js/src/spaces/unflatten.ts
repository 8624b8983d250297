import { InvalidSpace } from '../errors.ts';
import { batchSpace, concatenate, iterate } from './batch.ts';
import { Box } from './box.ts';
import { Dict } from './dict.ts';
import { Discrete } from './discrete.ts';
import { assign, createArray, type NumericArray } from './dtype.ts';
import { flatDtype, flatdim, flattenSpace, partsOf, unflattenable } from './flat-space.ts';
import type { Flat } from './flatten.ts';
import { Graph, type GraphInstance } from './graph.ts';
import { MultiBinary } from './multi-binary.ts';
import { MultiDiscrete } from './multi-discrete.ts';
import { OneOf } from './one-of.ts';
import { Sequence } from './sequence.ts';
import type { Space } from './space.ts';
import { Text } from './text.ts';
import { Tuple } from './tuple.ts';

/**
 * The value that `flatten` made these arrays of.
 * @throws InvalidSpace when a one-hot part has no element set
 */
export function unflatten(space: Space, flat: Flat): unknown {
  if (space.isNpFlattenable) return read(space, flat as NumericArray);
  if (space instanceof Tuple) {
    return space.spaces.map((part: Space, i: number) => unflatten(part, (flat as readonly Flat[])[i]!));
  }
  if (space instanceof Dict) {
    return Object.fromEntries(
      space.keys.map((key) => [key, unflatten(space.spaces[key]!, (flat as Record<string, Flat>)[key]!)]),
    );
  }
  const items = (part: Space, batch: unknown): unknown[] =>
    iterate(batchSpace(flattenSpace(part), 1), batch).map((item) => unflatten(part, item as Flat));
  if (space instanceof Sequence) {
    if (!space.stack) return (flat as readonly Flat[]).map((item) => unflatten(space.space, item));
    return concatenate(space.space, items(space.space, flat));
  }
  if (space instanceof Graph) {
    const { nodes, edges, edgeLinks } = flat as GraphInstance;
    return {
      nodes: concatenate(space.nodeSpace, items(space.nodeSpace, nodes)),
      edges: edges === null ? null : concatenate(space.edgeSpace!, items(space.edgeSpace!, edges)),
      edgeLinks,
    };
  }
  throw unflattenable('unflatten', space);
}

/** The value of a flat array. */
function read(space: Space, flat: NumericArray): unknown {
  if (space instanceof Box || space instanceof MultiBinary) {
    const out = createArray(space.dtype, flat.length);
    assign(out, flat);
    return out;
  }
  if (space instanceof Discrete) return space.start + hotIndex(space, flat);
  if (space instanceof MultiDiscrete) {
    let first = 0;
    return space.nvec.map((count, i) => {
      const index = hotIndex(space, flat.subarray(first, first + count));
      first += count;
      return space.start[i]! + index;
    });
  }
  if (space instanceof Text) {
    return Array.from(
      flat as ArrayLike<number | bigint>,
      (number) => space.characters[Number(number)] ?? '',
    ).join('');
  }
  if (space instanceof OneOf) {
    const index = Number(flat[0]);
    const inner: Space = space.spaces[index]!;
    const part = createArray(flatDtype(inner), flatdim(inner));
    assign(part, flat.subarray(1, 1 + part.length));
    return [index, read(inner, part)];
  }
  return readParts(space, flat);
}

function readParts(space: Space, flat: NumericArray): unknown {
  let offset = 0;
  const values = partsOf(space).map((part) => {
    const end = offset + flatdim(part);
    const value = read(part, flat.subarray(offset, end));
    offset = end;
    return value;
  });
  return space instanceof Dict ? Object.fromEntries(space.keys.map((key, i) => [key, values[i]])) : values;
}

/** Index of the first element that is not zero. */
function hotIndex(space: Space, flat: NumericArray): number {
  const index = Array.from<number | bigint>(flat).findIndex((x) => x !== 0 && x !== 0n);
  if (index >= 0) return index;
  throw new InvalidSpace(`unflatten: expected a one-hot array for ${space}, received only zeros.`);
}
