import type { Generator } from 'gymnasium-js';
import type { Vectors } from '../../numeric/vectors.ts';
import { createVectors } from '../../wasm/create-vectors.ts';
import type { AdaptedArray } from './adam.ts';

/** One layer of weights for batches of B examples: z = W x + b, `[B, n]`, and the gradients of an error with respect to it. */
export class DenseLayer {
  /** I and n */
  readonly inputs: number;
  readonly units: number;
  /** W, `[I, n]`, by input unit; with its gradient, a mean over a batch. */
  readonly weights: AdaptedArray;
  /** b, `[n]` */
  readonly bias: AdaptedArray;
  /** z, `[B, n]`; the network makes it the activity of hidden units in place. */
  readonly activity: Float64Array;
  /** ∂E/∂z, `[B, n]` */
  readonly delta: Float64Array;
  readonly #vectors: Vectors;
  /** Rows of `activity` and `delta`, and of the gradient by input unit. */
  readonly #activities: readonly Float64Array[];
  readonly #deltas: readonly Float64Array[];
  readonly #gradients: readonly Float64Array[];
  /** What one input unit is in every example of a batch; and 1 for each of them. `[B]` */
  readonly #column: Float64Array;
  readonly #ones: Float64Array;

  constructor(inputs: number, units: number, batch: number) {
    const weights = inputs * units;
    const vectors = createVectors({
      size: units,
      units: Math.max(inputs, batch),
      values: 2 * (weights + units) + 2 * batch * units,
      arrays: 6,
    });
    const adapted = (length: number): AdaptedArray => ({
      values: vectors.values(length),
      gradient: vectors.values(length),
      firstMoment: new Float64Array(length),
      secondMoment: new Float64Array(length),
    });
    this.inputs = inputs;
    this.units = units;
    this.weights = adapted(weights);
    this.bias = adapted(units);
    this.activity = vectors.values(batch * units);
    this.delta = vectors.values(batch * units);
    this.#vectors = vectors;
    this.#activities = rows(this.activity, units);
    this.#deltas = rows(this.delta, units);
    this.#gradients = rows(this.weights.gradient, units);
    this.#column = new Float64Array(batch);
    this.#ones = new Float64Array(batch);
  }

  /** Draws the weights as He et al. (2015, eq. 10) do: N(0, 2 / fan-in); biases are 0. */
  draw(fanIn: number, generator: Generator): void {
    generator.fillNormal(this.weights.values, 0, Math.sqrt(2 / fanIn));
  }

  /** Activity of the first `count` examples ← W x + b. @param inputs x, rows `[I]` */
  forward(inputs: readonly Float64Array[], count: number): void {
    const { units, activity } = this;
    const bias = this.bias.values;
    for (let e = 0; e < count; e++) {
      this.#vectors.project(this.#activities[e], this.weights.values, inputs[e]);
      const start = e * units;
      for (let i = 0; i < units; i++) activity[start + i] += bias[i];
    }
  }

  /** Rows of `activity`. */
  get activities(): readonly Float64Array[] {
    return this.#activities;
  }

  /** Gradients of weights and bias over the first `count` examples, from `delta`: Σ δ xᵀ and Σ δ. @param inputs x, rows `[I]` */
  sumGradients(inputs: readonly Float64Array[], count: number): void {
    const vectors = this.#vectors;
    const column = this.#column.fill(0);
    for (let j = 0; j < this.inputs; j++) {
      for (let e = 0; e < count; e++) column[e] = inputs[e][j];
      vectors.project(this.#gradients[j], this.delta, column);
    }
    vectors.project(this.bias.gradient, this.delta, this.#ones.fill(0).fill(1, 0, count));
  }

  /**
   * ∂E/∂z of the layer below, whose hidden units pass an error on only where they are active.
   * @param delta of that layer, `[B, I]`, overwritten for the first `count` examples
   * @param activity of that layer, `[B, I]`
   */
  propagate(delta: Float64Array, activity: Float64Array, count: number): void {
    const { inputs } = this;
    for (let e = 0; e < count; e++) {
      for (let j = 0; j < inputs; j++) {
        const k = e * inputs + j;
        delta[k] = activity[k] > 0 ? this.#vectors.dot(this.weights.values, j, this.#deltas[e]) : 0;
      }
    }
  }
}

/** Consecutive rows of an array. */
export function rows(values: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: values.length / width }, (_, k) => values.subarray(k * width, (k + 1) * width));
}
