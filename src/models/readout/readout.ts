import { PlainSymmetricMatrix, type SymmetricMatrix } from '../../numeric/symmetric-matrix.ts';
import { dotRow, type RealVector } from '../../numeric/vectors.ts';

/** A linear readout y = W φ + bias with O outputs of N features φ. */
export class Readout {
  readonly #weights: Float64Array;
  /** `[O]` */
  readonly bias: Float64Array;
  /** y, `[O]`, written by `read`. */
  readonly output: Float64Array;

  /** @param weights memory for J_out, all 0 */
  constructor(
    outputs: number,
    features: number,
    weights: Float64Array = new Float64Array(outputs * features),
  ) {
    this.#weights = weights;
    this.bias = new Float64Array(outputs);
    this.output = new Float64Array(outputs);
  }

  /** J_out, `[O, N]` row-major. Access it anew in every episode that changes it. */
  get weights(): Float64Array {
    return this.#weights;
  }

  /**
   * @param feature φ, `[N]`
   * @returns y, `[O]`: the same array every time
   */
  read(feature: RealVector): Float64Array {
    for (let o = 0; o < this.output.length; o++) {
      this.output[o] = dotRow(this.#weights, o * feature.length, feature) + this.bias[o];
    }
    return this.output;
  }

  /**
   * A matrix `[N + 1, N + 1]` for a regression of this readout's weights and bias.
   * @param sparseVectors number of sparse vectors to reserve space for
   */
  createMatrix(sparseVectors: number): SymmetricMatrix {
    return new PlainSymmetricMatrix(this.weights.length / this.bias.length + 1, sparseVectors);
  }

  /**
   * J_out ← J_out + change ⊗ φ
   * @param feature φ, `[N]`
   * @param changes `[O]`
   */
  add(feature: RealVector, changes: Float64Array): void {
    const { weights } = this;
    const size = feature.length;
    for (let o = 0; o < changes.length; o++) {
      const change = changes[o];
      for (let i = 0; i < size; i++) weights[o * size + i] += change * feature[i];
    }
  }
}
