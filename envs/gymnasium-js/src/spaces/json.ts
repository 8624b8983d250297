/** Spaces from the descriptions that their `toJSON` gives. */
import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import { Box } from './box.ts';
import { Dict } from './dict.ts';
import { Discrete } from './discrete.ts';
import type { Dtype, IntegerSpaceDtype } from './dtype.ts';
import { Graph } from './graph.ts';
import { boundsFromJSON, type JsonNumber } from './json-numbers.ts';
import { MultiBinary } from './multi-binary.ts';
import { MultiDiscrete } from './multi-discrete.ts';
import { OneOf } from './one-of.ts';
import { Sequence } from './sequence.ts';
import type { Space, SpaceJson } from './space.ts';
import { Text } from './text.ts';
import { Tuple } from './tuple.ts';

type Bounds = JsonNumber | JsonNumber[];

// The fields are those of toJSON; the constructors check what is in them.
// biome-ignore lint/suspicious/noExplicitAny: JSON
const READERS: Record<string, (json: any) => Space> = {
  Box: (json: { low: Bounds; high: Bounds; shape: number[]; dtype: Dtype }) =>
    new Box({ ...json, low: boundsFromJSON(json.low), high: boundsFromJSON(json.high) }),
  Discrete: (json: { n: number; start: number; dtype: IntegerSpaceDtype }) => new Discrete(json.n, json),
  MultiDiscrete: (json: { nvec: number[]; start: number[]; shape: number[]; dtype: IntegerSpaceDtype }) =>
    new MultiDiscrete(json.nvec, json),
  MultiBinary: (json: { shape: number[] }) => new MultiBinary(json.shape),
  Text: (json: { minLength: number; maxLength: number; charset: string }) => new Text(json.maxLength, json),
  Dict: (json: { spaces: [string, SpaceJson][] }) =>
    new Dict(each(json.spaces, (pair) => [pair?.[0], spaceFromJSON(pair?.[1])] as const)),
  Tuple: (json: { spaces: SpaceJson[] }) => new Tuple(each(json.spaces, spaceFromJSON)),
  OneOf: (json: { spaces: SpaceJson[] }) => new OneOf(each(json.spaces, spaceFromJSON)),
  Sequence: (json: { space: SpaceJson; stack: boolean }) =>
    new Sequence(spaceFromJSON(json.space), { stack: json.stack }),
  Graph: (json: { nodeSpace: SpaceJson; edgeSpace: SpaceJson | null }) =>
    new Graph(spaceFromJSON(json.nodeSpace), json.edgeSpace && spaceFromJSON(json.edgeSpace)),
};

/** @throws InvalidSpace unless this is a list */
function each<T, R>(list: readonly T[], read: (item: T) => R): R[] {
  if (Array.isArray(list)) return list.map(read);
  throw new InvalidSpace(`spaceFromJSON: expected an array, received ${describe(list)}.`);
}

/**
 * The space that `space.toJSON()` describes, with a stream of its own.
 * @throws InvalidSpace for an unknown type, or fields that make no such space
 */
export function spaceFromJSON(json: SpaceJson): Space {
  const read = Object.hasOwn(READERS, json?.type) ? READERS[json.type] : undefined;
  if (read === undefined) {
    const known = Object.keys(READERS).join(', ');
    throw new InvalidSpace(
      `spaceFromJSON: expected a type of ${known}, received ${describe(json?.type ?? json)}.`,
    );
  }
  const { seed: _, ...fields } = json;
  return read(fields);
}
