import type { SymmetricMatrix } from '../../../numeric/symmetric-matrix.ts';
import type { RealVector } from '../../../numeric/vectors.ts';
import { WasmSymmetricMatrix } from '../../../wasm/matrix.ts';
import type { WasmExports, WasmInstance } from '../../../wasm/module.ts';
import { Readout } from '../../readout/readout.ts';
import type { PopulationSize } from '../weights.ts';

/**
 * A readout whose weights lie in the memory of an instance, in float64. Each burst updates the output for the population's own
 * feature, in episodes without plasticity and while weights learn from the latest step. Outputs and weights then differ from those
 * of `Readout` by the float32 rounding of the traces (`assembly/readout.ts`). After an access to the weights, after other changes,
 * and for other features it gives the same bits as `Readout`.
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

  /**
   * J_out, `[O, N]`, up to date when it is accessed and after `settle`. The caller may change it, so from the access to the next
   * reset every reading sums over all weights.
   */
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
    for (let o = 0; o < changes.length; o++) values[o] = changes[o];
    this.#run.addToReadout(this.#addressOf(feature), changes.length);
  }

  override createMatrix(sparseVectors: number): SymmetricMatrix {
    const outputs = this.bias.length;
    return new WasmSymmetricMatrix(this.#scratch.length + 1, sparseVectors, outputs);
  }

  /** Address of a feature in the instance, which receives a copy of foreign ones. */
  #addressOf(feature: RealVector): number {
    if (feature === this.#feature) return this.#featureAddress;
    for (let i = 0; i < feature.length; i++) this.#scratch[i] = feature[i];
    return this.#scratchAddress;
  }
}
