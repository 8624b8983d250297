import type { SymmetricMatrix } from '../../../numeric/symmetric-matrix.ts';
import type { RealVector } from '../../../numeric/vectors.ts';
import { WasmSymmetricMatrix } from '../../../wasm/matrix.ts';
import type { WasmExports, WasmInstance } from '../../../wasm/module.ts';
import { Readout } from '../../readout/readout.ts';
import type { PopulationSize } from '../weights.ts';

/**
 * A readout whose weights lie in a kernel's memory, in float64. In an episode without plasticity what is read of the
 * population's own feature is kept up to date by each burst, and differs from what `Readout` gives by the float32 rounding of
 * the traces; until somebody asks for the weights, or changes them: then, and for other features, it gives the same bits.
 */
export class SimdReadout extends Readout {
  readonly #run: WasmExports;
  /** The population's own feature and its address. */
  readonly #feature: RealVector;
  readonly #featureAddress: number;
  readonly #values: Float64Array;
  readonly #scratch: Float32Array;
  readonly #scratchAddress: number;

  /** @param feature a view of the kernel's `feature` */
  constructor(kernel: WasmInstance, { outputs, neurons }: PopulationSize, feature: RealVector) {
    super(outputs, neurons, kernel.doubles('readoutWeights', outputs * neurons));
    this.#run = kernel.run;
    this.#feature = feature;
    this.#featureAddress = kernel.address('feature');
    this.#values = kernel.doubles('readoutValues', outputs);
    this.#scratch = kernel.floats('scratch', neurons);
    this.#scratchAddress = kernel.address('scratch');
  }

  /** As they may be changed, reading has to look at each of them from now on until the next reset. */
  override get weights(): Float64Array {
    this.#run.stopFollowing();
    return super.weights;
  }

  override read(feature: RealVector): Float64Array {
    const values = this.#values;
    this.#run.readFeature(this.#addressOf(feature), values.length);
    for (let o = 0; o < values.length; o++) this.output[o] = values[o] + this.bias[o];
    return this.output;
  }

  override add(feature: RealVector, changes: Float64Array): void {
    const values = this.#values;
    this.#run.stopFollowing();
    for (let o = 0; o < values.length; o++) values[o] = changes[o];
    this.#run.addToReadout(this.#addressOf(feature), values.length);
  }

  override createMatrix(sparseVectors: number): SymmetricMatrix {
    const outputs = this.bias.length;
    return new WasmSymmetricMatrix(this.#scratch.length + 1, sparseVectors, outputs);
  }

  /** Where the kernel finds a feature: its own where it is, others after copying. */
  #addressOf(feature: RealVector): number {
    if (feature === this.#feature) return this.#featureAddress;
    for (let i = 0; i < feature.length; i++) this.#scratch[i] = feature[i];
    return this.#scratchAddress;
  }
}
