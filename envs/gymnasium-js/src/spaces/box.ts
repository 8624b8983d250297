import { describe } from '../checks/describe.ts';
import { InvalidSpace } from '../errors.ts';
import { checkedOptions, checkedShape, isList } from './arguments.ts';
import {
  type ArrayOf,
  assign,
  createArray,
  type Dtype,
  dtypes,
  holds,
  isDtype,
  isFloat,
  isSigned,
  isWide,
  limitsOf,
  type NumericArray,
  sameNumbers,
  sizeOf,
} from './dtype.ts';
import { boundsToJSON } from './json-numbers.ts';
import { type SeedOrGenerator, Space, type SpaceJson } from './space.ts';

export type Bound = number | bigint | ArrayLike<number | bigint>;

export interface BoxOptions<D extends Dtype> {
  /** Least values: one for all elements, or one for each, row-major. ±∞ where there is no bound. */
  readonly low: Bound;
  readonly high: Bound;
  /** Default: the length of the bounds, or [1] for scalar ones. */
  readonly shape?: readonly number[];
  /** Default float32. */
  readonly dtype?: D;
  readonly seed?: SeedOrGenerator;
}

/**
 * Arrays whose elements lie in intervals of their own, bounded, half-bounded or unbounded; bounds are inclusive.
 * Values are flat typed arrays of the element type: `Float32Array` for float32, `BigInt64Array` for int64.
 */
export class Box<D extends Dtype = 'float32'> extends Space<ArrayOf<D>> {
  readonly shape: readonly number[];
  readonly dtype: D;
  readonly low: ArrayOf<D>;
  readonly high: ArrayOf<D>;
  /** 1 where there is a lower (upper) bound, else 0. */
  readonly boundedBelow: Uint8Array;
  readonly boundedAbove: Uint8Array;
  readonly #size: number;

  /** @throws InvalidSpace for bounds that are NaN, out of the type's range, crossed, or do not fit the shape */
  constructor(options: BoxOptions<D>) {
    const { low, high, shape, dtype = 'float32' as D, seed } = checkedOptions(options, 'Box');
    super(seed);
    if (!isDtype(dtype)) {
      throw new InvalidSpace(`Box.dtype: expected one of ${dtypes.join(', ')}, received ${describe(dtype)}.`);
    }
    const length = isList(low) ? low.length : isList(high) ? high.length : 1;
    this.shape = checkedShape(shape ?? [length], 'Box.shape', 0);
    this.#size = sizeOf(this.shape);
    this.dtype = dtype;
    [this.low, this.boundedBelow] = castBound('low', low, dtype, this.#size);
    [this.high, this.boundedAbove] = castBound('high', high, dtype, this.#size);
    for (let i = 0; i < this.#size; i++) {
      if (this.low[i]! <= this.high[i]!) continue;
      throw new InvalidSpace(
        `Box.low[${i}]: expected at most high, ${this.high[i]}, received ${this.low[i]}.`,
      );
    }
  }

  override get isNpFlattenable(): boolean {
    return true;
  }

  /** @throws InvalidSpace for another manner */
  isBounded(manner: 'both' | 'below' | 'above' = 'both'): boolean {
    if (!['both', 'below', 'above'].includes(manner)) {
      throw new InvalidSpace(
        `Box.isBounded: expected 'both', 'below' or 'above', received ${describe(manner)}.`,
      );
    }
    const below = manner === 'above' || this.boundedBelow.every(Boolean);
    return below && (manner === 'below' || this.boundedAbove.every(Boolean));
  }

  /**
   * Elements drawn one by one: uniform between two bounds, exponential from a single one, normal without any.
   * @throws InvalidSpace when given a mask or probabilities: a box has none
   */
  override sample(mask?: null, probability?: null): ArrayOf<D> {
    if (mask != null || probability != null) {
      throw new InvalidSpace('Box.sample: expected neither mask nor probabilities. Leave them out.');
    }
    const { boundedBelow: below, boundedAbove: above, npRandom: random } = this;
    const values = new Float64Array(this.#size);
    // Gymnasium's order: each kind of interval in turn.
    for (let i = 0; i < values.length; i++) if (!below[i] && !above[i]) values[i] = random.normal();
    for (let i = 0; i < values.length; i++) {
      if (below[i] && !above[i]) values[i] = random.exponential() + Number(this.low[i]);
    }
    for (let i = 0; i < values.length; i++) {
      if (!below[i] && above[i]) values[i] = -random.exponential() + this.#upper(i);
    }
    for (let i = 0; i < values.length; i++) {
      if (below[i] && above[i]) values[i] = random.uniform(Number(this.low[i]), this.#upper(i));
    }
    return this.#cast(values);
  }

  /** Where a draw ends: the bound itself for floats, the integer after it for integers, which are rounded down. */
  #upper(i: number): number {
    const high = this.high[i]!;
    if (isFloat(this.dtype)) return Number(high);
    return typeof high === 'bigint' ? Number(high + 1n) : high + 1;
  }

  #cast(values: Float64Array): ArrayOf<D> {
    const out = createArray(this.dtype, values.length);
    if (isFloat(this.dtype)) {
      assign(out, values);
      return out;
    }
    const [least, greatest] = limitsOf(this.dtype).map(Number) as [number, number];
    for (let i = 0; i < values.length; i++) {
      const value = Math.min(Math.max(Math.floor(values[i]!), least), greatest);
      if (isWide(this.dtype)) {
        // A double near ±2^63 can be rounded out of the bounds.
        const integer = clamp(
          BigInt.asIntN(64, BigInt(value)),
          this.low[i] as bigint,
          this.high[i] as bigint,
        );
        (out as BigInt64Array)[i] = integer;
      } else {
        out[i] = value;
      }
    }
    return out;
  }

  /** Whether `value` is a typed array of the right length, of a type that casts safely, within the bounds. */
  override contains(value: unknown): value is ArrayOf<D> {
    if (!holds(this.dtype, value) || value.length !== this.#size) return false;
    for (let i = 0; i < value.length; i++) {
      if (!(value[i]! >= this.low[i]! && value[i]! <= this.high[i]!)) return false;
    }
    return true;
  }

  /** Same shape and type, and bounds equal up to rounding (1e-5 relative, 1e-8 absolute). */
  override equals(other: unknown): boolean {
    return (
      other instanceof Box &&
      other.dtype === this.dtype &&
      sameNumbers(other.shape, this.shape) &&
      allClose(this.low, other.low) &&
      allClose(this.high, other.high)
    );
  }

  override copy(): Box<D> {
    return new Box({ ...this.#bounds(), shape: this.shape, dtype: this.dtype, seed: this.npRandom.clone() });
  }

  /** The bounds as given: integer types keep ±∞ apart from the type's limits. */
  #bounds(): { low: Bound; high: Bound } {
    return {
      low: Array.from(this.low as ArrayLike<number | bigint>, (x, i) =>
        this.boundedBelow[i] ? x : -Infinity,
      ),
      high: Array.from(this.high as ArrayLike<number | bigint>, (x, i) =>
        this.boundedAbove[i] ? x : Infinity,
      ),
    };
  }

  override toJSON(): SpaceJson {
    const { low, high } = this.#bounds();
    const { shape, dtype } = this;
    return { type: 'Box', low: boundsToJSON(low), high: boundsToJSON(high), shape, dtype };
  }

  override toString(): string {
    const { low, high } = this.toJSON();
    return `Box(${low}, ${high}, [${this.shape}], ${this.dtype})`;
  }
}

function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value;
}

/** The bound of each element in the space's type, and whether it is one. */
function castBound<D extends Dtype>(
  name: 'low' | 'high',
  bound: Bound,
  dtype: D,
  size: number,
): [bounds: ArrayOf<D>, bounded: Uint8Array] {
  // A box without elements still refuses a bound that is none.
  if (!isList(bound) && size === 0) castBound(name, bound, dtype, 1);
  const values: ArrayLike<number | bigint> = isList(bound) ? bound : Array(size).fill(bound);
  if (values.length !== size) {
    throw new InvalidSpace(`Box.${name}: expected ${size} bounds for the shape, received ${values.length}.`);
  }
  const [least, greatest] = limitsOf(dtype);
  const unbounded = name === 'low' ? -Infinity : Infinity;
  const bounds = createArray(dtype, size);
  const bounded = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const value = values[i]!;
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      throw new InvalidSpace(`Box.${name}[${i}]: expected a number, received ${describe(value)}.`);
    }
    if (value === unbounded && (isFloat(dtype) || isSigned(dtype))) {
      assign(bounds, [isFloat(dtype) ? value : name === 'low' ? least : greatest], i);
      continue;
    }
    bounded[i] = 1;
    const infinite = isFloat(dtype) && (value === Infinity || value === -Infinity);
    if (!infinite && !(value >= least && value <= greatest)) {
      throw new InvalidSpace(
        `Box.${name}[${i}]: expected a number in the range of ${dtype}, received ${value}.`,
      );
    }
    assign(bounds, [value], i);
  }
  return [bounds, bounded];
}

function allClose(a: NumericArray, b: NumericArray): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    const [x, y] = [Number(a[i]), Number(b[i])];
    if (!(Math.abs(x - y) <= 1e-8 + 1e-5 * Math.abs(y)) || !Number.isFinite(y)) return false;
  }
  return true;
}
