/** Magnitude above which weights and readouts have lost any meaning. */
const LARGEST = 1e9;

/** The first value that is not finite, or has exploded. */
export function explodedValue(values: ArrayLike<number>): number | undefined {
  for (let k = 0; k < values.length; k++) if (!(Math.abs(values[k]) < LARGEST)) return values[k];
  return undefined;
}

/** The first problem of weights in words, for `Model.problem`; undefined where there is none. */
export function weightProblem(...weights: readonly ArrayLike<number>[]): string | undefined {
  for (const values of weights) {
    const bad = explodedValue(values);
    if (bad !== undefined) return `a weight of ${bad}`;
  }
  return undefined;
}
