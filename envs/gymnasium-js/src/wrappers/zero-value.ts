import { InvalidWrapper } from '../errors.ts';
import { batchSpace } from '../spaces/batch.ts';
import { Box } from '../spaces/box.ts';
import { compareText } from '../spaces/compare-text.ts';
import { Dict } from '../spaces/dict.ts';
import { Discrete } from '../spaces/discrete.ts';
import { createArray } from '../spaces/dtype.ts';
import { Graph, type GraphInstance } from '../spaces/graph.ts';
import { MultiBinary } from '../spaces/multi-binary.ts';
import { MultiDiscrete } from '../spaces/multi-discrete.ts';
import { OneOf } from '../spaces/one-of.ts';
import { Sequence } from '../spaces/sequence.ts';
import type { Space } from '../spaces/space.ts';
import { Text } from '../spaces/text.ts';
import { Tuple } from '../spaces/tuple.ts';

/**
 * The value of a space that stands for nothing, as Gymnasium's `create_zero_array` chooses it: zeros, or what is closest
 * to them within the bounds of a box; the least value of discrete spaces; the shortest text, of the first character in
 * the order of code points; an empty sequence, or a stack of one value; a graph of one node, and one edge to itself; the
 * zero value of the first choice.
 * @throws InvalidWrapper for a space of another class
 */
export function zeroValue(space: Space): unknown {
  if (space instanceof Box) {
    const zeros = createArray(space.dtype, space.low.length);
    for (let i = 0; i < zeros.length; i++) {
      if (space.low[i]! > 0) zeros[i] = space.low[i]!;
      if (space.high[i]! < 0) zeros[i] = space.high[i]!;
    }
    return zeros;
  }
  if (space instanceof Discrete) return space.start;
  if (space instanceof MultiDiscrete) return space.start.slice();
  if (space instanceof MultiBinary) return new Int8Array(space.shape.reduce((a, b) => a * b, 1));
  if (space instanceof Tuple) return space.spaces.map(zeroValue);
  if (space instanceof Dict) {
    return Object.fromEntries(space.keys.map((key) => [key, zeroValue(space.spaces[key]!)]));
  }
  if (space instanceof Text) return zeroText(space);
  if (space instanceof Sequence) return space.stack ? zeroBatch(space.space) : [];
  if (space instanceof Graph) return zeroGraph(space);
  if (space instanceof OneOf) return [0, zeroValue(space.spaces[0]!)];
  throw new InvalidWrapper(
    `observationSpace: expected one of this package's spaces, received ${space}. It has no zero value.`,
  );
}

function zeroText(space: Text): string {
  const [first = ''] = [...space.characters].sort(compareText);
  if (first !== '' || space.minLength === 0) return first.repeat(space.minLength);
  throw new InvalidWrapper(`observationSpace: expected a text with characters, received ${space}.`);
}

function zeroGraph({ nodeSpace, edgeSpace }: Graph): GraphInstance {
  const nodes = zeroBatch(nodeSpace);
  if (edgeSpace === null) return { nodes, edges: null, edgeLinks: null };
  return { nodes, edges: zeroBatch(edgeSpace), edgeLinks: new Int32Array(2) };
}

/** A batch of one. Gymnasium makes a box of a batch of `MultiDiscrete`, whose values are then those closest to zero. */
function zeroBatch(space: Space): unknown {
  if (space instanceof MultiDiscrete) {
    return space.start.map((start, i) => Math.min(Math.max(0, start), start + space.nvec[i]! - 1));
  }
  if (space instanceof Tuple) return space.spaces.map(zeroBatch);
  if (space instanceof Dict) {
    return Object.fromEntries(space.keys.map((key) => [key, zeroBatch(space.spaces[key]!)]));
  }
  return zeroValue(batchSpace(space, 1));
}
