/** What is known of the options of all rows, given all actions. */
export interface Posterior {
  /** K */
  readonly options: number;
  /** γ_t(k), `[rows, K]`: probability of an option. */
  readonly probabilities: Float64Array;
  /** ξ_t(i, j), `[rows, K, K]`: of option i in the row before, and j in this one; 0 in the first row of an episode. */
  readonly transitions: Float64Array;
  /** log p(actions) */
  readonly logLikelihood: number;
  /** The same by episode. */
  readonly episodes: Float64Array;
}

/** An empty posterior for so many rows. */
export function emptyPosterior(rows: number, options: number, episodes: number): Posterior {
  return {
    options,
    probabilities: new Float64Array(rows * options),
    transitions: new Float64Array(rows * options * options),
    logLikelihood: 0,
    episodes: new Float64Array(episodes),
  };
}
