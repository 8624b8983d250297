/**
 * Values as flat arrays, for learners that know no structure: one-hot for `Discrete` and `MultiDiscrete`, character
 * numbers for `Text`, one after the other for `Dict` and `Tuple`. What has no fixed length (`Sequence`, `Graph`, and
 * spaces that hold one) keeps its structure, with flat arrays inside.
 */
import { checkEntries, checkParts, checkSpace, foreign, isList } from './arguments.ts';
import { concatenate } from './batch.ts';
import { Box } from './box.ts';
import { Dict } from './dict.ts';
import { Discrete } from './discrete.ts';
import { assign, createArray, type NumericArray, sizeOf } from './dtype.ts';
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

/**
 * A value as flat array(s); see `Flat`.
 * @throws InvalidSpace when the value does not belong to the space; numbers outside the bounds of a `Box` are kept
 */
export function flatten(space: Space, value: unknown): Flat {
  checkSpace(space, 'flatten.space');
  if (space.isNpFlattenable) {
    const { dtype, length } = layoutOf(space);
    const out = createArray(dtype, length);
    write(space, value, out, 0);
    return out;
  }
  if (space instanceof Tuple) {
    checkParts('flatten', space, value, space.spaces.length);
    return space.spaces.map((part: Space, i: number) => flatten(part, value[i]));
  }
  if (space instanceof Dict) {
    checkEntries('flatten', space, value);
    return fromEntries(space, (key) => flatten(space.spaces[key]!, value[key]));
  }
  if (space instanceof Sequence) {
    if (!space.stack && !Array.isArray(value)) throw foreign('flatten', space, value);
    const items = space.values(value).map((item) => flatten(space.space, item));
    return space.stack ? (concatenate(flattenSpace(space.space), items) as Flat) : items;
  }
  if (space instanceof Graph) {
    if (!space.contains(value)) throw foreign('flatten', space, value);
    const { edges, edgeLinks } = value;
    const batch = (part: Space, items: unknown[]): unknown =>
      concatenate(
        flattenSpace(part),
        items.map((item) => flatten(part, item)),
      );
    return {
      nodes: batch(space.nodeSpace, space.nodesOf(value)),
      edges: edges === null ? null : batch(space.edgeSpace!, space.edgesOf(value)),
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
    if (!isList(value) || value.length !== sizeOf(space.shape)) throw foreign('flatten', space, value);
    assign(out, value as NumericArray, offset);
    return offset + value.length;
  }
  if (space instanceof OneOf) return writeChoice(space, value, out, offset);
  if (space instanceof Tuple || space instanceof Dict) return writeParts(space, value, out, offset);
  if (!space.contains(value)) throw foreign('flatten', space, value);
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
  throw unflattenable('flatten', space);
}

function writeParts(space: Tuple | Dict, value: unknown, out: NumericArray, offset: number): number {
  if (space instanceof Tuple) checkParts('flatten', space, value, space.spaces.length);
  else checkEntries('flatten', space, value);
  const parts: readonly unknown[] =
    space instanceof Tuple
      ? (value as unknown[])
      : space.keys.map((key) => (value as Record<string, unknown>)[key]);
  return partsOf(space).reduce((end, part, i) => write(part, parts[i], out, end), offset);
}

/** The index, the flat value, and its first element again up to the length of the longest. */
function writeChoice(space: OneOf, choice: unknown, out: NumericArray, offset: number): number {
  checkParts('flatten', space, choice, 2);
  const [index, value] = choice;
  const chosen = space.spaces[index as number];
  if (chosen === undefined) throw foreign('flatten', space, choice);
  assign(out, [index as number], offset);
  const written = write(chosen, value, out, offset + 1);
  const end = offset + layoutOf(space).length;
  const padding = out[offset + 1]!;
  for (let i = written; i < end; i++) assign(out, [padding], i);
  return end;
}
