import type { RealVector } from '../numeric/vectors.ts';

/** Weights and readouts above this have lost any meaning. */
const LARGEST = 1e9;

/** The first value that is not finite, or has exploded. */
export function explodedValue(values: ArrayLike<number>): number | undefined {
  for (let k = 0; k < values.length; k++) if (!(Math.abs(values[k]) < LARGEST)) return values[k];
  return undefined;
}

/** What is wrong with weights in words: the first one that is not finite or has exploded; undefined where none is. */
export function weightProblem(...weights: readonly RealVector[]): string | undefined {
  for (const values of weights) {
    const bad = explodedValue(values);
    if (bad !== undefined) return `a weight of ${bad}`;
  }
  return undefined;
}

/** What of a network may explode: the weights of its readout, and recurrent weights where these learn. */
interface LearnedWeights {
  readonly readout: { readonly weights: RealVector; readonly bias: RealVector };
  readonly population: { readonly weights: { readonly proximal: RealVector | null } };
}

/** The first weight of a network, recurrent or of its readout, that is not finite or has exploded. */
export function explodedWeight({ readout, population }: LearnedWeights): number | undefined {
  const { proximal } = population.weights;
  return explodedValue(readout.weights) ?? explodedValue(readout.bias) ?? explodedValue(proximal ?? []);
}
