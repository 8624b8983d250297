import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import { checkEntries, checkParts, checkSpace, foreign } from './arguments.ts';
import { batchSpace, concatenate, iterate } from './batch.ts';
import { Box } from './box.ts';
import { Dict } from './dict.ts';
import { Discrete } from './discrete.ts';
import { assign, createArray, dtypeOf, type NumericArray } from './dtype.ts';
import { flatDtype, flatdim, flattenSpace, layoutOf, partsOf, unflattenable } from './flat-space.ts';
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
 * @throws InvalidSpace when a one-hot part has no element set, or the arrays are not of this space's form
 */
export function unflatten(space: Space, flat: Flat): unknown {
  checkSpace(space, 'unflatten.space');
  if (space.isNpFlattenable) return read(space, checkedFlat(space, flat));
  if (space instanceof Tuple) {
    checkParts('unflatten', space, flat, space.spaces.length);
    return space.spaces.map((part: Space, i: number) => unflatten(part, flat[i] as Flat));
  }
  if (space instanceof Dict) {
    checkEntries('unflatten', space, flat);
    return Object.fromEntries(
      space.keys.map((key) => [key, unflatten(space.spaces[key]!, flat[key] as Flat)]),
    );
  }
  const items = (part: Space, batch: unknown): unknown[] =>
    iterate(batchSpace(flattenSpace(part), 1), batch).map((item) => unflatten(part, item as Flat));
  if (space instanceof Sequence) {
    if (!space.stack) {
      if (!Array.isArray(flat)) throw foreign('unflatten', space, flat);
      return flat.map((item) => unflatten(space.space, item));
    }
    return concatenate(space.space, items(space.space, flat));
  }
  if (space instanceof Graph) {
    checkEntries('unflatten', space, flat);
    const { nodes, edges = null, edgeLinks = null } = flat as unknown as GraphInstance;
    return {
      nodes: concatenate(space.nodeSpace, items(space.nodeSpace, nodes)),
      edges: edges === null ? null : concatenate(space.edgeSpace!, items(space.edgeSpace!, edges)),
      edgeLinks,
    };
  }
  throw unflattenable('unflatten', space);
}

/** @throws InvalidSpace unless this is a flat array of the space's length */
function checkedFlat(space: Space, flat: Flat): NumericArray {
  const { length } = layoutOf(space);
  if (dtypeOf(flat) !== null && (flat as NumericArray).length === length) return flat as NumericArray;
  throw new InvalidSpace(
    `unflatten: expected a typed array of length ${length} for ${space}, received ${describe(flat)}.`,
  );
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
    const inner: Space | undefined = space.spaces[index];
    if (inner === undefined) {
      const choices = `an index below ${space.spaces.length} first`;
      throw new InvalidSpace(`unflatten: expected ${choices} for ${space}, received ${index}.`);
    }
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
