import type { SymmetricMatrix } from '../../numeric/symmetric-matrix.ts';
import { Readout } from '../readout/readout.ts';
import type { Loops } from './loops.ts';
import type { RealVector } from './state.ts';

/** A readout with the loops of an event-driven population; gives the same bits as `Readout`. */
export class LoopReadout extends Readout {
  readonly #loops: Loops;
  /** The population's own feature; and a place for others. */
  readonly #feature: RealVector;
  readonly #copy: Float64Array;

  /** @param feature `[N]`, from these loops */
  constructor(outputs: number, loops: Loops, feature: RealVector) {
    super(outputs, loops.neurons, loops.values(outputs * loops.neurons));
    this.#loops = loops;
    this.#feature = feature;
    this.#copy = loops.values(loops.neurons);
  }

  override read(feature: RealVector): Float64Array {
    const vector = this.#placed(feature);
    for (let o = 0; o < this.output.length; o++) {
      this.output[o] = this.#loops.dot(this.weights, o, vector) + this.bias[o];
    }
    return this.output;
  }

  override add(feature: RealVector, changes: Float64Array): void {
    const vector = this.#placed(feature);
    for (let o = 0; o < changes.length; o++) {
      this.#loops.addMultiple(this.weights, o, changes[o], vector);
    }
  }

  override createMatrix(sparseVectors: number): SymmetricMatrix {
    return this.#loops.symmetricMatrix(this.#loops.neurons + 1, sparseVectors, this.bias.length);
  }

  #placed(feature: RealVector): Float64Array {
    if (feature === this.#feature) return feature as Float64Array;
    this.#copy.set(feature);
    return this.#copy;
  }
}
