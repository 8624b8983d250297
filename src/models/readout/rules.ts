import type { SparseVector, SymmetricMatrix } from '../../numeric/symmetric-matrix.ts';
import type { RealVector } from '../../numeric/vectors.ts';
import type { Readout } from './readout.ts';

/** Share of the largest trace below which a trace is the remainder of a burst long past. */
const NEGLIGIBLE_TRACE = 1e-3;

/** A rule by which a readout learns the regression of targets y* on features φ. */
export interface ReadoutLearner {
  /** Takes one example: φ `[N]` and y* `[O]`. */
  learn(feature: RealVector, target: Float64Array): void;
  /** Writes the result of learning into the readout. Rules that learn at once do nothing. */
  apply(): void;
  /** Its memory beside the readout's weights, by name, to be saved and restored in place. */
  readonly memory: Readonly<Record<string, Float64Array>>;
}

/**
 * Settings of the readout's learning rule. With `annealing` n₀ > 0, rates fall with the number n of examples seen, as
 * 1 / (1 + n / n₀); 0 keeps them.
 */
export type ReadoutRule =
  | { readonly kind: 'delta'; readonly rate: number; readonly biasRate: number; readonly annealing: number }
  | { readonly kind: 'normalised-delta'; readonly rate: number; readonly annealing: number }
  | { readonly kind: 'ridge'; readonly ridge: number }
  | { readonly kind: 'recursive-least-squares'; readonly totalRidge: number };

/** The rule of readouts unless settings name another. */
export const defaultReadoutRule: ReadoutRule = Object.freeze({ kind: 'ridge', ridge: 1e-3 });

/**
 * A learner for a readout.
 * @param negligible for ridge regression: features of at most this share of an example's largest one count as 0. The default
 *   suits traces of bursts, which are mostly remainders of bursts long past; 0 keeps every feature
 * @param traces number of the first features, which this concerns; all if not given
 */
export function createReadoutLearner(
  rule: ReadoutRule,
  readout: Readout,
  negligible = NEGLIGIBLE_TRACE,
  traces = Number.POSITIVE_INFINITY,
): ReadoutLearner {
  switch (rule.kind) {
    case 'delta':
      return new DeltaRule(readout, rule);
    case 'normalised-delta':
      return new NormalisedDeltaRule(readout, rule);
    case 'ridge':
      return new RidgeRegression(readout, rule.ridge, negligible, traces);
    case 'recursive-least-squares':
      return new RecursiveLeastSquares(readout, rule.totalRidge);
  }
}

/**
 * ΔJ_out = η_out (y* − y) ⊗ φ, Δbias = η_bias (y* − y) (Capone et al. 2022). Local to each synapse.
 */
export class DeltaRule implements ReadoutLearner {
  readonly memory = { examples: new Float64Array(1) };
  readonly #readout: Readout;
  readonly #rule: ReadoutRule & { kind: 'delta' };

  constructor(readout: Readout, rule: ReadoutRule & { kind: 'delta' }) {
    this.#readout = readout;
    this.#rule = rule;
  }

  learn(feature: RealVector, target: Float64Array): void {
    const { rate, biasRate, annealing } = this.#rule;
    const scale = anneal(this.memory.examples, annealing);
    correct(this.#readout, feature, target, rate * scale, biasRate * scale);
  }

  apply(): void {}
}

/**
 * The delta rule with its step divided by |φ|² + 1 (the 1 is the bias unit's): Δ = rate (y* − y) / (|φ|² + 1) ⊗ (φ, 1).
 * Local to each synapse but for one scalar of the network, the power |φ|² of its bursts.
 */
export class NormalisedDeltaRule implements ReadoutLearner {
  readonly memory = { examples: new Float64Array(1) };
  readonly #readout: Readout;
  readonly #rule: ReadoutRule & { kind: 'normalised-delta' };

  constructor(readout: Readout, rule: ReadoutRule & { kind: 'normalised-delta' }) {
    this.#readout = readout;
    this.#rule = rule;
  }

  learn(feature: RealVector, target: Float64Array): void {
    const { rate, annealing } = this.#rule;
    let power = 1;
    for (let i = 0; i < feature.length; i++) power += feature[i] * feature[i];
    const step = (rate * anneal(this.memory.examples, annealing)) / power;
    correct(this.#readout, feature, target, step, step);
  }

  apply(): void {}
}

/** Counts an example; returns the factor by which rates have fallen. */
function anneal(examples: Float64Array, annealing: number): number {
  const seen = examples[0]++;
  return annealing === 0 ? 1 : 1 / (1 + seen / annealing);
}

/** ΔW = rate (y* − y) ⊗ φ, Δbias = biasRate (y* − y) */
function correct(
  readout: Readout,
  feature: RealVector,
  target: Float64Array,
  rate: number,
  biasRate: number,
): void {
  const { bias } = readout;
  // The output is overwritten with the change.
  const changes = readout.read(feature);
  for (let o = 0; o < changes.length; o++) {
    const error = target[o] - changes[o];
    changes[o] = rate * error;
    bias[o] += biasRate * error;
  }
  readout.add(feature, changes);
}

/** Number of examples that are added at a time, so that the matrix passes through memory once for all of them. */
const BATCH = 32;

/**
 * Ridge regression over all examples so far, the bias being one more feature that is always 1:
 *
 *     W = (Σ φφᵀ + λ n I)⁻¹ Σ φ y*ᵀ
 *
 * Recursive least squares converges to it. It needs an N × N matrix for each network, so it is not local.
 */
export class RidgeRegression implements ReadoutLearner {
  readonly #readout: Readout;
  readonly #ridge: number;
  readonly #negligible: number;
  readonly #traces: number;
  /** Σ φφᵀ, lower triangle of `[N + 1, N + 1]` */
  readonly #gram: SymmetricMatrix;
  /** The same; Σ y* φᵀ, `[O, N + 1]`; n */
  readonly #sums: { gram: Float64Array; moment: Float64Array; examples: Float64Array };
  #gathered = 0;

  /**
   * @param ridge λ > 0, relative to the number of examples
   * @param negligible traces of at most this share of an example's largest one count as 0
   * @param traces number of the first features, which are traces
   */
  constructor(readout: Readout, ridge: number, negligible: number, traces: number) {
    const outputs = readout.bias.length;
    const size = readout.weights.length / outputs + 1;
    this.#readout = readout;
    this.#ridge = ridge;
    this.#negligible = negligible;
    this.#traces = Math.min(traces, size - 1);
    this.#gram = readout.createMatrix(BATCH);
    this.#sums = {
      gram: this.#gram.values,
      moment: new Float64Array(outputs * size),
      examples: new Float64Array(1),
    };
  }

  get memory() {
    this.#addGathered();
    return this.#sums;
  }

  learn(feature: RealVector, target: Float64Array): void {
    const example = this.#gram.sparse[this.#gathered];
    const count = takeFeatures(example, feature, this.#negligible, this.#traces);
    this.#gram.counts[this.#gathered++] = count;
    const { moment, examples } = this.#sums;
    const { indices, values } = example;
    for (let o = 0; o < target.length; o++) {
      for (let a = 0; a < count; a++) moment[o * this.#gram.order + indices[a]] += target[o] * values[a];
    }
    examples[0]++;
    if (this.#gathered === BATCH) this.#addGathered();
  }

  /** Σ φφᵀ += the gathered examples; only pairs of features that are not negligible are visited. */
  #addGathered(): void {
    this.#gram.addOuterProducts(this.#gathered);
    this.#gathered = 0;
  }

  /** @throws RangeError when the features are not finite */
  apply(): void {
    const { moment, examples } = this.memory;
    if (examples[0] === 0) return;
    const size = this.#gram.order;
    const solution = moment.slice();
    if (!this.#gram.solve(this.#ridge * examples[0], solution)) {
      throw new RangeError(`ridge regression: the features of ${examples[0]} examples are not finite`);
    }
    const { weights, bias } = this.#readout;
    for (let o = 0; o < bias.length; o++) {
      weights.set(solution.subarray(o * size, (o + 1) * size - 1), o * (size - 1));
      bias[o] = solution[(o + 1) * size - 1];
    }
  }
}

/**
 * `out` ← the features that are not 0 or, of the first `traces`, not negligible (NaN included), and the bias unit.
 * @returns number of entries
 */
function takeFeatures(out: SparseVector, feature: RealVector, negligible: number, traces: number): number {
  let largest = 0;
  for (let i = 0; i < traces; i++) largest = Math.max(largest, Math.abs(feature[i]));
  const least = negligible * largest;
  let count = 0;
  for (let i = 0; i < feature.length; i++) {
    if (Math.abs(feature[i]) <= (i < traces ? least : 0)) continue;
    out.indices[count] = i;
    out.values[count++] = feature[i];
  }
  out.indices[count] = feature.length;
  out.values[count++] = 1;
  return count;
}

/**
 * Recursive least squares: the readout is at every moment the ridge regression of all examples so far, kept up to date
 * by a rank-one update of P = (Σ φφᵀ + totalRidge I)⁻¹. It needs an N × N matrix for each network, so it is not local.
 */
export class RecursiveLeastSquares implements ReadoutLearner {
  readonly memory: { inverse: Float64Array };
  readonly #readout: Readout;
  /** P; its vector holds φ and its product P φ. */
  readonly #inverse: SymmetricMatrix;

  /** @param totalRidge > 0, whatever the number of examples; P starts at I / totalRidge, the readout at 0 */
  constructor(readout: Readout, totalRidge: number) {
    this.#readout = readout;
    readout.weights.fill(0);
    readout.bias.fill(0);
    const size = readout.weights.length / readout.bias.length + 1;
    this.#inverse = readout.createMatrix(0);
    this.memory = { inverse: this.#inverse.values };
    for (let i = 0; i < size; i++) this.memory.inverse[i * size + i] = 1 / totalRidge;
  }

  /** k = P φ / (1 + φᵀ P φ);  W += (y* − W φ) kᵀ;  P −= k (P φ)ᵀ */
  learn(feature: RealVector, target: Float64Array): void {
    const { order, vector, product } = this.#inverse;
    vector.set(feature);
    vector[order - 1] = 1;
    this.#inverse.multiply();
    let power = 1;
    for (let i = 0; i < order; i++) power += vector[i] * product[i];

    const { weights, bias, output } = this.#readout;
    this.#readout.read(feature);
    for (let o = 0; o < output.length; o++) {
      const change = (target[o] - output[o]) / power;
      for (let i = 0; i < order - 1; i++) weights[o * (order - 1) + i] += change * product[i];
      bias[o] += change * product[order - 1];
    }
    this.#inverse.subtractProduct(power);
  }

  apply(): void {}
}
