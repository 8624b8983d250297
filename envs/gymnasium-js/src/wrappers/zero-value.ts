import { InvalidWrapper } from '../errors.ts';
import { Box } from '../spaces/box.ts';
import { Dict } from '../spaces/dict.ts';
import { Discrete } from '../spaces/discrete.ts';
import { createArray } from '../spaces/dtype.ts';
import { MultiBinary } from '../spaces/multi-binary.ts';
import { MultiDiscrete } from '../spaces/multi-discrete.ts';
import type { Space } from '../spaces/space.ts';
import { Tuple } from '../spaces/tuple.ts';

/**
 * The value of a space that stands for nothing: zeros, or what is closest to them within the bounds of a box, and the
 * least value of discrete spaces.
 * @throws InvalidWrapper for spaces without such a value: texts, sequences, graphs, choices
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
  throw new InvalidWrapper(
    `observationSpace: expected arrays, integers, or tuples and dicts of them, received ${space}. It has no zero value.`,
  );
}
