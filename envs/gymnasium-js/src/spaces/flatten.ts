/**
 * Values as flat arrays, for learners that know no structure: one-hot for `Discrete` and `MultiDiscrete`, character
 * numbers for `Text`, one after the other for `Dict` and `Tuple`. What has no fixed length (`Sequence`, `Graph`, and
 * spaces that hold one) keeps its structure, with flat arrays inside.
 */
import { concatenate } from './batch.ts';
import { Box } from './box.ts';
import { Dict } from './dict.ts';
import { Discrete } from './discrete.ts';
import { assign, createArray, type NumericArray } from './dtype.ts';
import { flattenSpace, layoutOf, partsOf, unflattenable } from './flat-space.ts';
import { Graph, type GraphInstance } from './graph.ts';
import { MultiBinary } from './multi-binary.ts';
import { MultiDiscrete } from './multi-discrete.ts';
import { OneOf } from './one-of.ts';
import { Sequence } from './sequence.ts';
import type { Space } from './space.ts';
import { Text } from './text.ts';
import { Tuple } from './tuple.ts';

/** What `flatten` gives: an array, or for spaces without a fixed length a structure of arrays. */
export type Flat = NumericArray | GraphInstance | readonly Flat[] | { readonly [key: string]: Flat };

/** A value as flat array(s); see `Flat`. The value must belong to the space. */
export function flatten(space: Space, value: unknown): Flat {
  if (space.isNpFlattenable) {
    const { dtype, length } = layoutOf(space);
    const out = createArray(dtype, length);
    write(space, value, out, 0);
    return out;
  }
  if (space instanceof Tuple) {
    return space.spaces.map((part: Space, i: number) => flatten(part, (value as unknown[])[i]));
  }
  if (space instanceof Dict) {
    return fromEntries(space, (key) => flatten(space.spaces[key]!, (value as Record<string, unknown>)[key]));
  }
  if (space instanceof Sequence) {
    const items = space.values(value).map((item) => flatten(space.space, item));
    return space.stack ? (concatenate(flattenSpace(space.space), items) as Flat) : items;
  }
  if (space instanceof Graph) {
    const { edges, edgeLinks } = value as GraphInstance;
    const batch = (part: Space, items: unknown[]): unknown =>
      concatenate(
        flattenSpace(part),
        items.map((item) => flatten(part, item)),
      );
    return {
      nodes: batch(space.nodeSpace, space.nodesOf(value as GraphInstance)),
      edges: edges === null ? null : batch(space.edgeSpace!, space.edgesOf(value as GraphInstance)),
      edgeLinks,
    };
  }
  throw unflattenable('flatten', space);
}

function fromEntries<T>(space: Dict, of: (key: string) => T): Record<string, T> {
  return Object.fromEntries(space.keys.map((key) => [key, of(key)]));
}

/** Writes a flat value from `offset` on; returns where it ends. */
function write(space: Space, value: unknown, out: NumericArray, offset: number): number {
  if (space instanceof Box || space instanceof MultiBinary) {
    assign(out, value as NumericArray, offset);
    return offset + (value as NumericArray).length;
  }
  if (space instanceof Discrete) {
    assign(out, [1], offset + (value as number) - space.start);
    return offset + space.n;
  }
  if (space instanceof MultiDiscrete) {
    let end = offset;
    (value as Int32Array).forEach((x, i) => {
      assign(out, [1], end + x - space.start[i]!);
      end += space.nvec[i]!;
    });
    return end;
  }
  if (space instanceof Text) {
    const numbers = [...(value as string)].map((character) => space.characterIndex(character)!);
    while (numbers.length < space.maxLength) numbers.push(space.characters.length);
    assign(out, numbers, offset);
    return offset + numbers.length;
  }
  if (space instanceof OneOf) return writeChoice(space, value as readonly [number, unknown], out, offset);
  let end = offset;
  partsOf(space).forEach((part, i) => {
    const key = space instanceof Dict ? space.keys[i]! : i;
    end = write(part, (value as Record<string | number, unknown>)[key], out, end);
  });
  return end;
}

/** The index, the flat value, and its first element again up to the length of the longest. */
function writeChoice(
  space: OneOf,
  [index, value]: readonly [number, unknown],
  out: NumericArray,
  offset: number,
): number {
  assign(out, [index], offset);
  const written = write(space.spaces[index]!, value, out, offset + 1);
  const end = offset + layoutOf(space).length;
  const padding = out[offset + 1]!;
  for (let i = written; i < end; i++) assign(out, [padding], i);
  return end;
}
