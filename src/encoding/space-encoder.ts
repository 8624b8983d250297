import { Box, Dict, Discrete, type Dtype, MultiBinary, MultiDiscrete, type Space, Tuple } from 'gymnasium-js';
import { concatenate, encodePart } from './combine.ts';
import type { ObservationEncoder } from './encoder.ts';
import { OneHot } from './one-hot.ts';
import { PopulationCode } from './population-code.ts';
import { withinSpace } from './within-space.ts';

/** Boxes of more elements, such as images, are coded by their values, one unit for each element. */
const MOST_CODED = 16;
/** Integers of a box with no more values than this have a unit for each value. */
const MOST_VALUES = 20;
/** A bound beyond this is no bound: Gymnasium writes the largest float32 where it knows none. */
const FAR = 1e6;

/**
 * An encoder for the observations of a space.
 *
 * - `Discrete`, and each element of `MultiDiscrete`: a unit for each value.
 * - `MultiBinary`: a unit for each element, which is the element.
 * - `Box` of up to 16 elements: a unit for each value of an integer of up to 20 values; for any other element a population
 *   code of 20 units over its range. An element x that lacks a bound is coded as x/(1 + |x|), on (−1, 1).
 * - `Box` of more elements, e.g. an image: a unit for each element, (x − low)/(high − low) or, without bounds, x itself.
 * - `Tuple` and `Dict`: the codes of their parts, one after another.
 *
 * Networks learn best from these codes where their inputs are standardised.
 *
 * The encoder throws BurstwiseError where it cannot code an observation because the space does not have it.
 *
 * @throws RangeError for other spaces, whose values have no fixed number of elements
 */
export function spaceEncoder<Observation>(space: Space<Observation>): ObservationEncoder<Observation> {
  return withinSpace(encoderOf(space, '') as ObservationEncoder<Observation>, () => space);
}

/** @param name of the part of the observation; empty for the observation itself */
// biome-ignore lint/suspicious/noExplicitAny: the observation is of the space that was given
function encoderOf(space: Space, name: string): ObservationEncoder<any> {
  if (space instanceof Discrete) return oneHot(name, space.start, space.n, (value: number) => value);
  if (space instanceof MultiDiscrete)
    return concatenate(
      ...Array.from(space.nvec, (count, i) =>
        oneHot(
          element(name, i),
          Number(space.start[i]),
          Number(count),
          (values: ArrayLike<number>) => values[i]!,
        ),
      ),
    );
  if (space instanceof MultiBinary) return values(name, new Float64Array(space.sample().length), null);
  if (space instanceof Box) return boxEncoder(space, name);
  if (space instanceof Tuple)
    return concatenate(
      ...space.spaces.map((part: Space, i: number) =>
        encodePart(encoderOf(part, `${name}(${i})`), (value: readonly unknown[]) => value[i]),
      ),
    );
  if (space instanceof Dict)
    return concatenate(
      ...space.keys.map((key) =>
        encodePart(
          encoderOf(space.spaces[key]!, name === '' ? key : `${name}.${key}`),
          (value: Readonly<Record<string, unknown>>) => value[key],
        ),
      ),
    );
  throw new RangeError(
    `observation${name === '' ? '' : ` ${name}`}: expected a space of a fixed number of elements, received ${space}; ` +
      'give the task a workerEncoder of its own',
  );
}

const element = (name: string, index: number) => `${name || 'x'}[${index}]`;

function oneHot<Observation>(
  name: string,
  start: number,
  count: number,
  select: (observation: Observation) => number | bigint,
): ObservationEncoder<Observation> {
  const labels = Array.from({ length: count }, (_, i) => `${name || 'x'} = ${start + i}`);
  return encodePart(new OneHot(labels), (observation: Observation) => Number(select(observation)) - start);
}

type Elements = ArrayLike<number | bigint>;

function boxEncoder({ low, high, dtype }: Box<Dtype>, name: string): ObservationEncoder<Elements> {
  const [lows, highs] = [Float64Array.from(low, Number), Float64Array.from(high, Number)];
  if (low.length > MOST_CODED) return values(name, lows, highs);
  const isInteger = !dtype.startsWith('float');
  const parts = Array.from(lows, (least, i) => {
    const label = low.length === 1 ? name : element(name, i);
    const count = highs[i]! - least + 1;
    return isInteger && count <= MOST_VALUES
      ? oneHot(label, least, count, (observation: Elements) => observation[i]!)
      : coordinate(label, least, highs[i]!, (observation) => Number(observation[i]));
  });
  return concatenate(...parts);
}

/** A population code of one element of a box. */
function coordinate(
  name: string,
  low: number,
  high: number,
  select: (observation: Elements) => number,
): ObservationEncoder<Elements> {
  const isBounded = Math.abs(low) <= FAR && Math.abs(high) <= FAR && high > low;
  const toUnit = isBounded ? (x: number) => (2 * (x - low)) / (high - low) - 1 : squashed;
  const fromUnit = isBounded ? (u: number) => low + ((u + 1) * (high - low)) / 2 : unsquashed;
  const code = new PopulationCode([name]);
  const unit = Float64Array.of(0);
  const encoder = encodePart(code, (observation: Elements) => {
    unit[0] = toUnit(select(observation));
    return unit;
  });
  return { ...encoder, labels: code.centres.map((centre) => `${name || 'x'} ≈ ${round(fromUnit(centre))}`) };
}

/** An infinite number is coded as the bound. */
const squashed = (x: number) =>
  Math.abs(x) === Number.POSITIVE_INFINITY ? Math.sign(x) : x / (1 + Math.abs(x));
const unsquashed = (u: number) => u / (1 - Math.abs(u));
const round = (x: number) => (Number.isFinite(x) ? String(Number(x.toPrecision(3))) : x > 0 ? '∞' : '−∞');

/** The values themselves. @param highs greatest values; null where the values are 0 and 1 */
function values(name: string, lows: Float64Array, highs: Float64Array | null): ObservationEncoder<Elements> {
  const isBounded = (i: number) =>
    Math.abs(lows[i]!) <= FAR && Math.abs(highs![i]!) <= FAR && highs![i]! > lows[i]!;
  const scaled = highs === null ? [] : Array.from(lows, (_, i) => isBounded(i));
  return {
    size: lows.length,
    labels: Array.from(lows, (_, i) => element(name, i)),
    encode(out, observation) {
      for (let i = 0; i < lows.length; i++) {
        const value = Number(observation[i]);
        out[i] = scaled[i] ? (value - lows[i]!) / (highs![i]! - lows[i]!) : value;
      }
    },
  };
}
