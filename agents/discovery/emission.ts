import { log } from 'gymnasium-js/elementary';
import type { Posterior } from './posterior.ts';
import { rowsOf, type Sequences } from './sequences.ts';
import { readRow, WeightedRidge } from './weighted-ridge.ts';

/** How the actions of options come about: one readout of the features for each option. */
export interface Emission {
  /** Readout of each option, `[O, F + 1]`. */
  readonly readouts: readonly Float64Array[];
  /** ρ, `[O]`: correlation of what readouts leave unexplained from one row to the next; 0 where actions are discrete. */
  readonly correlation: Float64Array;
  /** Variance of what is left after that, `[O]`. */
  readonly variance: Float64Array;
}

/** Least probability of an action under any option. */
const LEAST_PROBABILITY = 0.02;
/** Least variance of continuous actions, as a share of their own. */
const LEAST_VARIANCE = 1e-4;
const MOST_CORRELATION = 0.98;
/** Rows of a smaller weight change no regression. */
const NEGLIGIBLE = 1e-3;

/** What each option makes of each row, computed once for a set of parameters. */
export class ReadActions {
  /** Options K. */
  readonly options: number;
  readonly #sequences: Sequences;
  readonly #emission: Emission;
  /** Discrete: log probability of the action, `[rows, K]`. Continuous: y − W φ, `[rows, K, O]`. */
  readonly #values: Float64Array;
  readonly #constant: number;

  constructor(sequences: Sequences, emission: Emission) {
    const { features, actions, discrete } = sequences;
    const outputs = actions.columns;
    const rows = rowsOf(sequences);
    this.options = emission.readouts.length;
    this.#sequences = sequences;
    this.#emission = emission;
    this.#values = new Float64Array(rows * this.options * (discrete ? 1 : outputs));
    this.#constant = emission.variance.reduce((sum, variance) => sum - log(2 * Math.PI * variance) / 2, 0);
    const read = new Float64Array(outputs);
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < this.options; k++) {
        for (let o = 0; o < outputs; o++) read[o] = readRow(emission.readouts[k]!, o, features, row);
        if (discrete) this.#values[row * this.options + k] = this.#logProbability(read, row);
        else
          for (let o = 0; o < outputs; o++)
            this.#values[(row * this.options + k) * outputs + o] =
              actions.values[row * outputs + o]! - read[o]!;
      }
    }
  }

  /** Readouts as probabilities: cut off at a least one, and normalised. */
  #logProbability(read: Float64Array, row: number): number {
    const { columns, values } = this.#sequences.actions;
    let [sum, chosen] = [0, 0];
    for (let o = 0; o < columns; o++) {
      const value = Math.max(LEAST_PROBABILITY, read[o]!);
      sum += value;
      if (values[row * columns + o]! > 0.5) chosen = value;
    }
    return log(Math.max(chosen, LEAST_PROBABILITY) / sum);
  }

  /** y − W φ of a row, option and component; actions must be continuous. */
  residual(row: number, option: number, output: number): number {
    return this.#values[(row * this.options + option) * this.#emission.variance.length + output]!;
  }

  /**
   * log p(y_t | the option before, the option now), where what the option before left unexplained persists with correlation ρ.
   * @param before −1 in the first row of an episode
   */
  logLikelihood(row: number, before: number, now: number): number {
    if (this.#sequences.discrete) return this.#values[row * this.options + now]!;
    const { correlation, variance } = this.#emission;
    let sum = this.#constant;
    for (let o = 0; o < variance.length; o++) {
      const rho = correlation[o]!;
      const expected = before < 0 ? 0 : rho * this.residual(row - 1, before, o);
      const rest = this.residual(row, now, o) - expected;
      const share = before < 0 ? 1 - rho * rho : 1;
      sum -= (rest * rest * share) / (2 * variance[o]!);
    }
    return sum;
  }
}

/** Fits readouts to posterior probabilities: the M step of the actions. */
export class EmissionFit {
  readonly #sequences: Sequences;
  readonly #regressions: readonly WeightedRidge[];
  readonly #ridge: number;
  readonly #spread: Float64Array;

  /** @param ridge λ, relative to the number of rows of an option */
  constructor(sequences: Sequences, options: number, ridge: number) {
    const { features, actions } = sequences;
    this.#sequences = sequences;
    this.#ridge = ridge;
    this.#regressions = Array.from(
      { length: options },
      () => new WeightedRidge(features.columns, actions.columns),
    );
    this.#spread = variancesOf(sequences);
  }

  /** @param isCorrelated whether to fit ρ, which needs readouts that are about right */
  fit(posterior: Posterior, isCorrelated: boolean): Emission {
    const readouts = this.#regressions.map((regression, k) => this.#readout(regression, posterior, k));
    const outputs = this.#sequences.actions.columns;
    const none = {
      readouts,
      correlation: new Float64Array(outputs),
      variance: new Float64Array(outputs).fill(1),
    };
    if (this.#sequences.discrete) return none;
    const read = new ReadActions(this.#sequences, none);
    const correlation = isCorrelated ? this.#correlation(read, posterior) : none.correlation;
    return { readouts, correlation, variance: this.#variance(read, posterior, correlation) };
  }

  #readout(regression: WeightedRidge, { options, probabilities }: Posterior, k: number): Float64Array {
    const { features, views, actions } = this.#sequences;
    const seen = views?.[k] ?? features;
    const outputs = actions.columns;
    const target = new Float64Array(outputs);
    regression.clear();
    for (let row = 0; row < probabilities.length / options; row++) {
      const weight = probabilities[row * options + k]!;
      if (weight < NEGLIGIBLE) continue;
      for (let o = 0; o < outputs; o++) target[o] = weight * actions.values[row * outputs + o]!;
      regression.add(seen, row, weight, target);
    }
    return regression.solve(this.#ridge * Math.max(1, regression.weight));
  }

  /** Σ r_t r_{t−1} / Σ r_{t−1}², where the option stays the same. */
  #correlation(read: ReadActions, { options, transitions }: Posterior): Float64Array {
    const outputs = this.#sequences.actions.columns;
    const [products, squares] = [new Float64Array(outputs), new Float64Array(outputs)];
    for (const row of laterRows(this.#sequences)) {
      for (let k = 0; k < options; k++) {
        const weight = transitions[(row * options + k) * options + k]!;
        if (weight < NEGLIGIBLE) continue;
        for (let o = 0; o < outputs; o++) {
          const earlier = read.residual(row - 1, k, o);
          products[o]! += weight * earlier * read.residual(row, k, o);
          squares[o]! += weight * earlier * earlier;
        }
      }
    }
    return products.map((sum, o) => Math.min(MOST_CORRELATION, Math.max(0, sum / (squares[o]! || 1))));
  }

  #variance(read: ReadActions, { options, transitions }: Posterior, correlation: Float64Array): Float64Array {
    const outputs = correlation.length;
    const sums = new Float64Array(outputs);
    let total = 0;
    for (const row of laterRows(this.#sequences)) {
      for (let i = 0; i < options; i++) {
        for (let j = 0; j < options; j++) {
          const weight = transitions[(row * options + i) * options + j]!;
          if (weight < NEGLIGIBLE) continue;
          total += weight;
          for (let o = 0; o < outputs; o++) {
            const rest = read.residual(row, j, o) - correlation[o]! * read.residual(row - 1, i, o);
            sums[o]! += weight * rest * rest;
          }
        }
      }
    }
    return sums.map((sum, o) => Math.max(LEAST_VARIANCE * this.#spread[o]!, sum / Math.max(1, total)));
  }
}

/** The rows that are not the first one of their episode. */
function* laterRows({ lengths }: Sequences): Generator<number> {
  let first = 0;
  for (const length of lengths) {
    for (let row = first + 1; row < first + length; row++) yield row;
    first += length;
  }
}

/** Variance of each component of the actions, at least a tiny one. */
function variancesOf(sequences: Sequences): Float64Array {
  const { columns, values } = sequences.actions;
  const rows = rowsOf(sequences);
  return Float64Array.from({ length: columns }, (_, o) => {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const value = values[row * columns + o]!;
      sum += value;
      squares += value * value;
    }
    return Math.max(1e-12, squares / rows - (sum / rows) ** 2);
  });
}
