import { renew } from '../../numeric/low-pass.ts';
import type { Vectors } from '../../numeric/vectors.ts';
import { decaysOf } from './compartments.ts';
import type { NeuronParameters } from './parameters.ts';
import type { Recurrence } from './recurrence.ts';
import type { SparseColumns } from './weights.ts';

/**
 * Recurrence through few proximal synapses, which do not learn, and perhaps a basal matrix. Both drives are kept from step
 * to step: they decay as the transmitted traces do, and jump by what the synapses of the spiking neurons transmit.
 */
export class SparseRecurrence implements Recurrence {
  readonly proximalDrive: Float64Array;
  readonly basalDrive: Float64Array;
  readonly spiking: Uint32Array;
  readonly proximal = null;
  readonly #proximal: SparseColumns;
  readonly #basal: Float64Array | null;
  readonly #decay: number;
  readonly #loops: Vectors;

  constructor(proximal: SparseColumns, basal: Float64Array | null, loops: Vectors, neuron: NeuronParameters) {
    this.proximalDrive = loops.values(loops.neurons);
    this.basalDrive = loops.values(loops.neurons);
    this.spiking = loops.list(loops.neurons);
    this.#loops = loops;
    this.#proximal = proximal;
    this.#basal = basal && loops.holding(basal);
    this.#decay = decaysOf(neuron).synapse;
  }

  reset(): void {
    this.proximalDrive.fill(0);
    this.basalDrive.fill(0);
  }

  /** The drives were made by the last `transmit`. */
  drive(): void {}

  learn(): void {}

  transmit(count: number): void {
    const { proximalDrive, basalDrive, spiking } = this;
    const { starts, targets, values } = this.#proximal;
    const decay = this.#decay;
    const jump = 1 - decay;
    for (let i = 0; i < proximalDrive.length; i++) proximalDrive[i] *= decay;
    for (let k = 0; k < count; k++) {
      const j = spiking[k];
      for (let s = starts[j]; s < starts[j + 1]; s++) proximalDrive[targets[s]] += jump * values[s];
    }
    if (this.#basal) this.#loops.decayAndGather(basalDrive, decay, this.#basal, spiking, count, jump);
  }

  renew(): void {
    renew(this.proximalDrive);
    renew(this.basalDrive);
  }

  settle(): void {}
}
