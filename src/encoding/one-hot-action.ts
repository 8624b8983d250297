import type { ActionDecoder } from './encoder.ts';

/** Discrete actions 0 … count − 1, a readout unit each; the largest readout wins, the first of equal ones. */
export function oneHotAction(count: number): ActionDecoder<number> {
  return {
    size: count,
    decode: (readout) => readout.indexOf(Math.max(...readout)),
    encode(out, action) {
      out.fill(0);
      out[action] = 1;
    },
  };
}
