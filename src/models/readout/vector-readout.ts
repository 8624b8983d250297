import type { SymmetricMatrix } from '../../numeric/symmetric-matrix.ts';
import type { RealVector, Vectors } from '../../numeric/vectors.ts';
import { Readout } from './readout.ts';

/** A readout computed with vector operations; gives the same bits as `Readout`. */
export class VectorReadout extends Readout {
  readonly #vectors: Vectors;
  /** The population's own feature, and memory for copies of others. */
  readonly #feature: RealVector;
  readonly #copy: Float64Array;

  /** @param feature `[N]`, from these vectors */
  constructor(outputs: number, vectors: Vectors, feature: RealVector) {
    super(outputs, vectors.neurons, vectors.values(outputs * vectors.neurons));
    this.#vectors = vectors;
    this.#feature = feature;
    this.#copy = vectors.values(vectors.neurons);
  }

  override read(feature: RealVector): Float64Array {
    const vector = this.#placed(feature);
    for (let o = 0; o < this.output.length; o++) {
      this.output[o] = this.#vectors.dot(this.weights, o, vector) + this.bias[o];
    }
    return this.output;
  }

  override add(feature: RealVector, changes: Float64Array): void {
    const vector = this.#placed(feature);
    for (let o = 0; o < changes.length; o++) {
      this.#vectors.addMultiple(this.weights, o, changes[o], vector);
    }
  }

  override createMatrix(sparseVectors: number): SymmetricMatrix {
    return this.#vectors.symmetricMatrix(this.#vectors.neurons + 1, sparseVectors, this.bias.length);
  }

  #placed(feature: RealVector): Float64Array {
    if (feature === this.#feature) return feature as Float64Array;
    this.#copy.set(feature);
    return this.#copy;
  }
}
