import { exp, log } from 'gymnasium-js/elementary';
import type { Posterior } from './posterior.ts';
import { rowsOf, type Sequences } from './sequences.ts';
import { readRow, WeightedRidge } from './weighted-ridge.ts';

/** When options end, and which one is next. */
export interface TransitionModel {
  /** Probability of each option in the first row, `[K]`. */
  readonly initial: Float64Array;
  /** Logit of the probability that each option ends, read from the conditions, `[K, G + 1]`. */
  readonly terminations: Float64Array;
  /** Weight of each option as the next one, read from the conditions, `[K, G + 1]`; null: all alike. */
  readonly manager: Float64Array | null;
}

const LEAST_END = 1e-5;
const LEAST_CHOICE = 0.02;
/** Penalty of a squared weight: what is rarely seen is not taken for a reason. */
const PENALTY = 1;
/** Largest change of a logit in one step. */
const LARGEST_STEP = 3;
const NEGLIGIBLE = 1e-4;

/** The transition probabilities of all rows, computed once for a set of parameters. */
export class Transitions {
  readonly initial: Float64Array;
  readonly #options: number;
  /** `[rows, K]` */
  readonly #ends: Float64Array;
  /** `[rows, K]`; null: all alike */
  readonly #choices: Float64Array | null;

  constructor(sequences: Sequences, { initial, terminations, manager }: TransitionModel) {
    const K = initial.length;
    const rows = rowsOf(sequences);
    const { conditions } = sequences;
    this.initial = initial;
    this.#options = K;
    this.#ends = new Float64Array(rows * K);
    this.#choices = manager === null ? null : new Float64Array(rows * K);
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < K; k++) {
        const end = logistic(readRow(terminations, k, conditions, row));
        this.#ends[row * K + k] = Math.min(1 - LEAST_END, Math.max(LEAST_END, end));
        if (manager !== null)
          this.#choices![row * K + k] = Math.max(LEAST_CHOICE, readRow(manager, k, conditions, row));
      }
    }
  }

  /** P(option `now` in this row | option `before` in the row before it): β_i(ψ) μ(j | ψ), or 1 − β_i(ψ) for the same one. */
  probability(row: number, before: number, now: number): number {
    const K = this.#options;
    if (K === 1) return 1;
    const end = this.#ends[row * K + before]!;
    if (before === now) return 1 - end;
    if (this.#choices === null) return end / (K - 1);
    let others = 0;
    for (let k = 0; k < K; k++) if (k !== before) others += this.#choices[row * K + k]!;
    return (end * this.#choices[row * K + now]!) / others;
  }

  /** β_k(ψ) of a row. */
  end(row: number, option: number): number {
    return this.#ends[row * this.#options + option]!;
  }
}

/** Options that end with a probability that does not depend on what is seen. */
export function constantTransitions(sequences: Sequences, options: number, end: number): TransitionModel {
  const { columns } = sequences.conditions;
  const terminations = new Float64Array(options * (columns + 1));
  for (let k = 0; k < options; k++) terminations[k * (columns + 1) + columns] = log(end / (1 - end));
  return { initial: new Float64Array(options).fill(1 / options), terminations, manager: null };
}

/** Fits terminations and manager to posterior probabilities: the M step of the transitions. */
export class TransitionFit {
  readonly #sequences: Sequences;
  readonly #regression: WeightedRidge;
  readonly #choices: WeightedRidge;

  constructor(sequences: Sequences, options: number) {
    const { columns } = sequences.conditions;
    this.#sequences = sequences;
    this.#regression = new WeightedRidge(columns, 1);
    this.#choices = new WeightedRidge(columns, options);
  }

  fit(model: TransitionModel, posterior: Posterior): TransitionModel {
    const { columns } = this.#sequences.conditions;
    const K = posterior.options;
    const initial = this.#initial(posterior);
    if (K === 1) return { ...model, initial };
    const terminations = model.terminations.slice();
    for (let k = 0; k < K; k++) {
      const weights = terminations.subarray(k * (columns + 1), (k + 1) * (columns + 1));
      weights.set(this.#improved(weights.slice(), posterior, k));
    }
    return { initial, terminations, manager: K === 2 ? null : this.#manager(posterior) };
  }

  #initial({ options: K, probabilities }: Posterior): Float64Array {
    const sums = new Float64Array(K).fill(1);
    let first = 0;
    for (const length of this.#sequences.lengths) {
      for (let k = 0; k < K; k++) sums[k]! += probabilities[first * K + k]!;
      first += length;
    }
    const total = sums.reduce((sum, value) => sum + value, 0);
    return sums.map((value) => value / total);
  }

  /** One Newton step of logistic regression with a quadratic penalty, shortened where a logit would change too much. */
  #improved(weights: Float64Array, { options: K, transitions }: Posterior, k: number): Float64Array {
    const { conditions } = this.#sequences;
    const regression = this.#regression;
    const rows = transitions.length / (K * K);
    const gradient = new Float64Array(1);
    regression.clear();
    for (let row = 0; row < rows; row++) {
      let [under, ended] = [0, 0];
      for (let j = 0; j < K; j++) {
        const weight = transitions[(row * K + k) * K + j]!;
        under += weight;
        if (j !== k) ended += weight;
      }
      if (under < NEGLIGIBLE) continue;
      const p = logistic(readRow(weights, 0, conditions, row));
      gradient[0] = ended - under * p;
      regression.add(conditions, row, under * Math.max(1e-6, p * (1 - p)), gradient);
    }
    regression.addToMoment(-PENALTY, weights);
    const step = regression.solve(PENALTY);
    let largest = 0;
    for (let row = 0; row < rows; row++)
      largest = Math.max(largest, Math.abs(readRow(step, 0, conditions, row)));
    const share = Math.min(1, LARGEST_STEP / Math.max(largest, 1e-12));
    return weights.map((weight, i) => weight + share * step[i]!);
  }

  /** Ridge regression of the next option, one-hot, on what is seen when another one ends. */
  #manager({ options: K, transitions }: Posterior): Float64Array {
    const regression = this.#choices;
    const target = new Float64Array(K);
    regression.clear();
    for (let row = 0; row < transitions.length / (K * K); row++) {
      target.fill(0);
      let total = 0;
      for (let i = 0; i < K; i++) {
        for (let j = 0; j < K; j++) {
          if (i === j) continue;
          target[j]! += transitions[(row * K + i) * K + j]!;
          total += transitions[(row * K + i) * K + j]!;
        }
      }
      if (total > NEGLIGIBLE) regression.add(this.#sequences.conditions, row, total, target);
    }
    return regression.solve(PENALTY);
  }
}

function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + exp(-Math.min(x, 700))) : 1 - 1 / (1 + exp(Math.max(x, -700)));
}
