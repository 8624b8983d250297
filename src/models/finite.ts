import type { BurstNetwork } from './burst/network.ts';

/** Weights and readouts above this have lost any meaning. */
const LARGEST = 1e9;

/** The first value that is not finite, or has exploded. */
export function explodedValue(values: ArrayLike<number>): number | undefined {
  for (let k = 0; k < values.length; k++) if (!(Math.abs(values[k]) < LARGEST)) return values[k];
  return undefined;
}

/** The first weight of a network, recurrent or of its readout, that is not finite or has exploded. */
export function explodedWeight({ readout, population }: BurstNetwork): number | undefined {
  const { proximal } = population.weights;
  return explodedValue(readout.weights) ?? explodedValue(readout.bias) ?? explodedValue(proximal ?? []);
}
