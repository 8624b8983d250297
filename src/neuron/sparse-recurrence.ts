import { lowPassFactor } from './low-pass.ts';
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
  readonly #proximal: SparseColumns;
  readonly #basal: Float64Array | null;
  readonly #decay: number;

  constructor(
    proximal: SparseColumns,
    basal: Float64Array | null,
    neurons: number,
    { timeStep, tauSynapse }: NeuronParameters,
  ) {
    this.proximalDrive = new Float64Array(neurons);
    this.basalDrive = new Float64Array(neurons);
    this.#proximal = proximal;
    this.#basal = basal;
    this.#decay = lowPassFactor(timeStep, tauSynapse);
  }

  reset(): void {
    this.proximalDrive.fill(0);
    this.basalDrive.fill(0);
  }

  /** The drives were made by the last `transmit`. */
  drive(): void {}

  learn(): void {}

  transmit(spikes: Uint8Array): void {
    const { proximalDrive, basalDrive } = this;
    const { starts, targets, values } = this.#proximal;
    const basal = this.#basal;
    const decay = this.#decay;
    const jump = 1 - decay;
    for (let i = 0; i < spikes.length; i++) proximalDrive[i] *= decay;
    if (basal) for (let i = 0; i < spikes.length; i++) basalDrive[i] *= decay;
    for (let j = 0; j < spikes.length; j++) {
      if (spikes[j] === 0) continue;
      for (let k = starts[j]; k < starts[j + 1]; k++) proximalDrive[targets[k]] += jump * values[k];
      if (!basal) continue;
      const column = basal.subarray(j * spikes.length, (j + 1) * spikes.length);
      for (let i = 0; i < column.length; i++) basalDrive[i] += jump * column[i];
    }
  }

  settle(): void {}
}
