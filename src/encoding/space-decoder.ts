import { Box, Dict, Discrete, type Dtype, MultiBinary, MultiDiscrete, type Space, Tuple } from 'gymnasium-js';
import type { ActionDecoder } from './encoder.ts';

/**
 * A decoder for the actions of a space.
 *
 * - `Discrete`, and each element of `MultiDiscrete`: a unit for each value; the largest readout wins, the first of equal ones.
 * - `MultiBinary`: a unit for each element, which is 1 where the readout is above ½.
 * - `Box`: a unit for each element, clipped to its bounds, and rounded where elements are integers.
 * - `Tuple` and `Dict`: the units of their parts, one after another.
 *
 * @throws RangeError for other spaces, whose values have no fixed number of elements
 */
export function spaceDecoder<Action>(space: Space<Action>): ActionDecoder<Action> {
  return decoderOf(space, '') as ActionDecoder<Action>;
}

/** @param name of the part of the action; empty for the action itself */
// biome-ignore lint/suspicious/noExplicitAny: the action is of the space that was given
function decoderOf(space: Space, name: string): ActionDecoder<any> {
  if (space instanceof Discrete) return oneOf(space.n, Number(space.start));
  if (space instanceof MultiDiscrete)
    return joined(
      Array.from(space.nvec, (count, i) => oneOf(Number(count), Number(space.start[i]))),
      (choices) => Int32Array.from(choices as number[]),
      (action: Int32Array) => Array.from(action),
    );
  if (space instanceof MultiBinary) return bits(space.sample().length);
  if (space instanceof Box) return elements(space);
  if (space instanceof Tuple) {
    const spaces: readonly Space[] = space.spaces;
    return joined(
      spaces.map((part, i) => decoderOf(part, `${name}(${i})`)),
      (parts) => parts,
      (action: readonly unknown[]) => action,
    );
  }
  if (space instanceof Dict)
    return joined(
      space.keys.map((key) => decoderOf(space.spaces[key]!, name === '' ? key : `${name}.${key}`)),
      (parts) => Object.fromEntries(space.keys.map((key, i) => [key, parts[i]])),
      (action: Readonly<Record<string, unknown>>) => space.keys.map((key) => action[key]),
    );
  throw new RangeError(
    `action${name === '' ? '' : ` ${name}`}: expected a space of a fixed number of elements, received ${space}; ` +
      'give the task an actionDecoder of its own',
  );
}

function oneOf(count: number, start: number): ActionDecoder<number> {
  return {
    size: count,
    decode(readout) {
      let best = 0;
      for (let i = 1; i < count; i++) if (readout[i]! > readout[best]!) best = i;
      return start + best;
    },
    encode(out, action) {
      out.fill(0);
      out[action - start] = 1;
    },
  };
}

function bits(count: number): ActionDecoder<Int8Array> {
  return {
    size: count,
    decode: (readout) => Int8Array.from(readout, (value) => (value > 0.5 ? 1 : 0)),
    encode: (out, action) => out.set(action),
  };
}

type Elements = ArrayLike<number | bigint>;

function elements({ low, high, dtype }: Box<Dtype>): ActionDecoder<Elements> {
  const isInteger = !dtype.startsWith('float');
  return {
    size: low.length,
    decode(readout) {
      const action = low.slice();
      for (let i = 0; i < readout.length; i++) {
        const value = isInteger ? Math.round(readout[i]!) : readout[i]!;
        const clipped = Math.min(Number(high[i]), Math.max(Number(low[i]), value));
        action[i] = typeof low[i] === 'bigint' ? BigInt(clipped) : clipped;
      }
      return action;
    },
    encode(out, action) {
      for (let i = 0; i < out.length; i++) out[i] = Number(action[i]);
    },
  };
}

/**
 * A decoder of several parts.
 * @param combine the action of the parts' actions
 * @param split the parts' actions of an action
 */
function joined<Action>(
  // biome-ignore lint/suspicious/noExplicitAny: parts of different types
  parts: readonly ActionDecoder<any>[],
  combine: (actions: readonly unknown[]) => Action,
  split: (action: Action) => readonly unknown[],
): ActionDecoder<Action> {
  const buffers = parts.map(({ size }) => new Float64Array(size));
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    decode(readout) {
      let from = 0;
      return combine(
        parts.map((part, k) => {
          const buffer = buffers[k]!;
          buffer.set(readout.subarray(from, from + part.size));
          from += part.size;
          return part.decode(buffer);
        }),
      );
    },
    encode(out, action) {
      const actions = split(action);
      let from = 0;
      parts.forEach((part, k) => {
        part.encode(buffers[k]!, actions[k]);
        out.set(buffers[k]!, from);
        from += part.size;
      });
    },
  };
}
