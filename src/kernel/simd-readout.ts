import { Readout } from '../neuron/readout.ts';
import type { RealVector } from '../neuron/state.ts';
import type { PopulationSize } from '../neuron/weights.ts';
import type { Kernel } from './module.ts';

/** A readout whose weights lie in a kernel's memory, in float64; gives the same bits as `Readout` for the same features. */
export class SimdReadout extends Readout {
  readonly #kernel: Kernel;
  readonly #values: Float64Array;
  readonly #scratch: Float32Array;

  constructor(kernel: Kernel, { outputs, neurons }: PopulationSize) {
    super(outputs, neurons, kernel.doubles('readoutWeights', outputs * neurons));
    this.#kernel = kernel;
    this.#values = kernel.doubles('readoutValues', outputs);
    this.#scratch = kernel.floats('scratch', neurons);
  }

  override read(feature: RealVector): Float64Array {
    const values = this.#values;
    this.#kernel.run.readFeature(this.#addressOf(feature), values.length);
    for (let o = 0; o < values.length; o++) this.output[o] = values[o] + this.bias[o];
    return this.output;
  }

  override add(feature: RealVector, changes: Float64Array): void {
    const values = this.#values;
    for (let o = 0; o < values.length; o++) values[o] = changes[o];
    this.#kernel.run.addToReadout(this.#addressOf(feature), values.length);
  }

  /** Where the kernel finds a feature: its own where they are, others after copying. */
  #addressOf(feature: RealVector): number {
    if (feature.buffer === this.#scratch.buffer) return feature.byteOffset;
    for (let i = 0; i < feature.length; i++) this.#scratch[i] = feature[i];
    return this.#scratch.byteOffset;
  }
}
