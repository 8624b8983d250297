import { describe } from '../checks/describe.ts';
import { InvalidWrapper } from '../errors.ts';
import { isList } from '../spaces/arguments.ts';
import { Box } from '../spaces/box.ts';
import { createArray, type FloatDtype } from '../spaces/dtype.ts';
import type { Space } from '../spaces/space.ts';

/** A bound of every element, or of each. */
export type RescaleBound = number | ArrayLike<number>;

/** The values of a box of floats. */
export type FloatArray = Float32Array | Float64Array;

export interface RescaledBox {
  readonly box: Box<FloatDtype>;
  /** From the old box to the new. */
  forward(values: ArrayLike<number>): FloatArray;
  /** From the new box to the old. */
  backward(values: ArrayLike<number>): FloatArray;
}

/**
 * The affine map of a box onto other bounds, element by element, in the precision of the box. An infinite bound stays
 * as it is: a half-bounded element is shifted, an unbounded one left alone.
 *
 * Gymnasium computes the slope in the platform's extended precision, here it is double: maps of float64 boxes may differ
 * from it in the last bit. Where slope or intercept is beyond the type, and Gymnasium's values are NaN, infinite or all
 * the same, values are interpolated between the bounds; one that cannot change is mapped onto the lower bound.
 * @param path what the messages call the bounds, for instance `RescaleAction`
 * @throws InvalidWrapper unless the space is a box of floats and the bounds fit it
 */
export function rescaleBox(space: Space, low: RescaleBound, high: RescaleBound, path: string): RescaledBox {
  if (!(space instanceof Box) || !(space.dtype === 'float32' || space.dtype === 'float64')) {
    throw new InvalidWrapper(`${path}.env: expected a Box of float32 or float64, received ${space}.`);
  }
  const old = space as Box<FloatDtype>;
  const size = old.low.length;
  const newLow = spread(low, size, `${path}: lower bound`);
  const newHigh = spread(high, size, `${path}: upper bound`);
  const round = old.dtype === 'float32' ? Math.fround : (x: number) => x;
  const gradient = new Float64Array(size).fill(1);
  const intercept = new Float64Array(size);
  /** 1 where the numbers above are of no use. */
  const interpolated = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const [from, to, newFrom, newTo] = [old.low[i]!, old.high[i]!, newLow[i]!, newHigh[i]!];
    checkBounds(newFrom, newTo, from, to, `${path}[${i}]`);
    const [hasLow, hasHigh] = [Number.isFinite(newFrom), Number.isFinite(newTo)];
    const slope = hasLow && hasHigh ? round((newTo - newFrom) / (to - from)) : 1;
    const offset = hasLow ? round(round(slope * -from) + newFrom) : hasHigh ? round(newTo - to) : 0;
    gradient[i] = slope;
    intercept[i] = offset;
    const usable = Number.isFinite(to - from) && Number.isFinite(slope) && Number.isFinite(offset);
    const constant = slope === 0 && newFrom !== newTo;
    interpolated[i] = Number(hasLow && hasHigh && (!usable || constant));
  }
  const map = (values: ArrayLike<number>, element: (value: number, i: number) => number) => {
    const out = createArray(old.dtype, size);
    for (let i = 0; i < size; i++) out[i] = element(values[i]!, i);
    return out;
  };
  return {
    box: new Box<FloatDtype>({ low: newLow, high: newHigh, shape: old.shape, dtype: old.dtype }),
    forward: (values) =>
      map(values, (value, i) =>
        interpolated[i]
          ? interpolate(value, old.low[i]!, old.high[i]!, newLow[i]!, newHigh[i]!)
          : round(gradient[i]! * value) + intercept[i]!,
      ),
    backward: (values) =>
      map(values, (value, i) =>
        interpolated[i]
          ? interpolate(value, newLow[i]!, newHigh[i]!, old.low[i]!, old.high[i]!)
          : round(value - intercept[i]!) / gradient[i]!,
      ),
  };
}

/** The value between `low` and `high` where `value` is between `from` and `to`; no step exceeds the range of doubles. */
function interpolate(value: number, from: number, to: number, low: number, high: number): number {
  const span = to / 2 - from / 2;
  const part = span === 0 ? 0 : (value / 2 - from / 2) / span;
  return low * (1 - part) + high * part;
}

function spread(bound: RescaleBound, size: number, path: string): Float64Array {
  if (typeof bound === 'number') return new Float64Array(size).fill(bound);
  if (isList(bound) && bound.length === size) return Float64Array.from(bound);
  throw new InvalidWrapper(`${path}: expected a number or ${size} of them, received ${describe(bound)}.`);
}

function checkBounds(low: number, high: number, oldLow: number, oldHigh: number, path: string): void {
  const infinite = (a: number, b: number) => !Number.isFinite(a) || !Number.isFinite(b);
  if ((infinite(low, oldLow) && low !== oldLow) || (infinite(high, oldHigh) && high !== oldHigh)) {
    throw new InvalidWrapper(
      `${path}: expected infinite bounds where the box has them, and only there, received [${low}, ${high}] for [${oldLow}, ${oldHigh}].`,
    );
  }
  if (!(low <= high)) {
    throw new InvalidWrapper(
      `${path}: expected the lower bound to be at most the upper, received ${low} > ${high}.`,
    );
  }
}
