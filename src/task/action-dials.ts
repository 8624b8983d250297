import { Box, Dict, Discrete, type Dtype, MultiBinary, MultiDiscrete, type Space, Tuple } from 'gymnasium-js';

/** One number of an action that can be set to some values, in order. */
export interface Dial {
  /** Where the number stands in the action, e.g. `arm[1]`; empty for an action that is one number. */
  readonly name: string;
  /** How many values there are. */
  readonly count: number;
  /** Index of the value that is set at first. */
  readonly first: number;
  valueAt(index: number): number;
}

/** The actions of a space, as dials to set. */
export interface ActionDials {
  /** Empty for kinds of spaces whose actions have no fixed numbers; `actionOf` draws one then. */
  readonly dials: readonly Dial[];
  /** The action of some values, one for each dial. */
  actionOf(values: readonly number[]): unknown;
}

/** Values of a coordinate with bounds: the least, the greatest, and those between them at equal distances. */
const LEVELS = 11;
/** From its one bound, or from 0, a coordinate that has no other can be set as far as this. */
const REACH = 1;

/** How a person can set the actions of a space. */
export function dialsOf(space: Space, name = ''): ActionDials {
  if (space instanceof Discrete) {
    return { dials: [integers(name, space.start, space.n)], actionOf: ([value]) => value };
  }
  if (space instanceof MultiDiscrete) {
    const dials = Array.from(space.nvec, (count, i) => integers(`${name}[${i}]`, space.start[i]!, count));
    return { dials, actionOf: (values) => Int32Array.from(values) };
  }
  if (space instanceof MultiBinary) {
    const { length } = space.sample();
    const dials = Array.from({ length }, (_, i) => integers(`${name}[${i}]`, 0, 2));
    return { dials, actionOf: (values) => Int8Array.from(values) };
  }
  if (space instanceof Box) return boxDials(space, name);
  if (space instanceof Dict) {
    const parts = space.keys.map((key) => dialsOf(space.spaces[key]!, name === '' ? key : `${name}.${key}`));
    return joined(parts, (actions) => Object.fromEntries(space.keys.map((key, i) => [key, actions[i]])));
  }
  if (space instanceof Tuple) {
    const spaces: readonly Space[] = space.spaces;
    const parts = spaces.map((part, i) => dialsOf(part, `${name}(${i})`));
    return joined(parts, (actions) => actions);
  }
  return { dials: [], actionOf: () => space.sample() };
}

function integers(name: string, start: number, count: number): Dial {
  return { name, count, first: 0, valueAt: (index) => start + index };
}

function boxDials(space: Box<Dtype>, name: string): ActionDials {
  const isInteger = !space.dtype.startsWith('float');
  const dials = Array.from({ length: space.low.length }, (_, i): Dial => {
    const [low, high] = range(Number(space.low[i]), Number(space.high[i]));
    const label = space.low.length === 1 ? name : `${name}[${i}]`;
    if (isInteger && high - low < 2 * LEVELS) return integers(label, low, high - low + 1);
    const valueAt = (index: number) => {
      const value = index === LEVELS - 1 ? high : low + (index * (high - low)) / (LEVELS - 1);
      return isInteger ? Math.round(value) : value;
    };
    return { name: label, count: LEVELS, first: (LEVELS - 1) / 2, valueAt };
  });
  const actionOf = (values: readonly number[]) => {
    const action = space.low.slice();
    if (action instanceof BigInt64Array || action instanceof BigUint64Array) action.set(values.map(BigInt));
    else action.set(values);
    return action;
  };
  return { dials, actionOf };
}

/** The part of a coordinate's range that a person chooses from. */
function range(low: number, high: number): readonly [low: number, high: number] {
  if (Number.isFinite(low)) return [low, Number.isFinite(high) ? high : low + REACH];
  return Number.isFinite(high) ? [high - REACH, high] : [-REACH, REACH];
}

function joined(
  parts: readonly ActionDials[],
  combine: (actions: readonly unknown[]) => unknown,
): ActionDials {
  const actionOf = (values: readonly number[]) => {
    let from = 0;
    return combine(
      parts.map((part) => {
        const own = values.slice(from, from + part.dials.length);
        from += own.length;
        return part.actionOf(own);
      }),
    );
  };
  return { dials: parts.flatMap(({ dials }) => dials), actionOf };
}
