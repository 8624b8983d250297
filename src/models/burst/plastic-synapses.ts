import { renew } from '../../numeric/low-pass.ts';
import { project, type Vectors } from '../../numeric/vectors.ts';
import { decaysOf } from './compartments.ts';
import type { NeuronParameters } from './parameters.ts';
import type { Recurrence } from './recurrence.ts';
import type { SparseColumns } from './weights.ts';

/**
 * The equations of `DenseRecurrence` for few synapses that learn: pairs of neurons without a synapse never get one. The weights
 * change in place.
 */
export class PlasticSynapses implements Recurrence {
  readonly proximalDrive: Float64Array;
  readonly basalDrive: Float64Array;
  readonly spiking: Uint32Array;
  readonly proximal = null;
  readonly #synapses: SparseColumns;
  readonly #basal: Float64Array | null;
  readonly #synapseDecay: number;
  readonly #membraneGain: number;
  /** ẑ: transmitted spikes low-passed with tauSynapse. */
  readonly #transmittedTrace: Float64Array;
  /** e: eligibility of each presynaptic neuron. */
  readonly #eligibilityTrace: Float64Array;
  readonly #pendingFactor: Float64Array;
  #plastic = false;

  constructor(synapses: SparseColumns, basal: Float64Array | null, loops: Vectors, neuron: NeuronParameters) {
    const vector = () => loops.values(loops.neurons);
    this.#synapses = synapses;
    this.#basal = basal;
    this.#synapseDecay = decaysOf(neuron).synapse;
    this.#membraneGain = neuron.timeStep / neuron.tauMembrane;
    this.spiking = loops.list(loops.neurons);
    this.proximalDrive = vector();
    this.basalDrive = vector();
    this.#transmittedTrace = vector();
    this.#eligibilityTrace = vector();
    this.#pendingFactor = vector();
  }

  reset(plastic: boolean): void {
    this.settle();
    this.#plastic = plastic;
    this.#transmittedTrace.fill(0);
    this.#eligibilityTrace.fill(0);
  }

  drive(): void {
    const { proximalDrive } = this;
    const { starts, targets, values } = this.#synapses;
    const trace = this.#transmittedTrace;
    proximalDrive.fill(0);
    for (let j = 0; j < trace.length; j++) {
      if (trace[j] === 0) continue;
      for (let s = starts[j]; s < starts[j + 1]; s++) proximalDrive[targets[s]] += values[s] * trace[j];
    }
    if (this.#basal) project(this.basalDrive, this.#basal, trace);
    if (!this.#plastic) return;
    this.#applyPending();
    const gain = this.#membraneGain;
    const eligibility = this.#eligibilityTrace;
    for (let j = 0; j < trace.length; j++) eligibility[j] = eligibility[j] * (1 - gain) + gain * trace[j];
  }

  /** J ← J + A ⊗ e with the factor and the eligibility of the previous step. */
  #applyPending(): void {
    const { starts, targets, values } = this.#synapses;
    const factor = this.#pendingFactor;
    const eligibility = this.#eligibilityTrace;
    for (let j = 0; j < eligibility.length; j++) {
      if (eligibility[j] === 0) continue;
      for (let s = starts[j]; s < starts[j + 1]; s++) values[s] += factor[targets[s]] * eligibility[j];
    }
  }

  learn(factor: Float64Array): void {
    this.#pendingFactor.set(factor);
  }

  transmit(count: number): void {
    const decay = this.#synapseDecay;
    const trace = this.#transmittedTrace;
    for (let j = 0; j < trace.length; j++) trace[j] *= decay;
    for (let k = 0; k < count; k++) trace[this.spiking[k]] += 1 - decay;
  }

  renew(): void {
    renew(this.#transmittedTrace);
    renew(this.#eligibilityTrace);
  }

  settle(): void {
    this.#pendingFactor.fill(0);
    this.#plastic = false;
  }
}
