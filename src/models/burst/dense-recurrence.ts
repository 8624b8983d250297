import { renew } from '../../numeric/low-pass.ts';
import { project, type Vectors } from '../../numeric/vectors.ts';
import { decaysOf } from './compartments.ts';
import type { NeuronParameters } from './parameters.ts';
import type { Recurrence, RecurrentWeights } from './recurrence.ts';

/** The recurrence as the equations state it, O(N²) in each step. Tests compare the faster implementations with it. */
export class DenseRecurrence implements Recurrence {
  readonly proximalDrive: Float64Array;
  readonly basalDrive: Float64Array;
  readonly spiking: Uint32Array;
  readonly proximal: Float64Array;
  /** ẑ: transmitted spikes low-passed with tauSynapse. */
  readonly transmittedTrace: Float64Array;
  /** e: eligibility of each presynaptic neuron. */
  readonly eligibilityTrace: Float64Array;

  readonly #basal: Float64Array | null;
  readonly #synapseDecay: number;
  readonly #membraneGain: number;
  readonly #pendingFactor: Float64Array;
  #plastic = false;

  constructor(weights: RecurrentWeights, loops: Vectors, parameters: NeuronParameters) {
    const { neurons } = loops;
    this.proximal = weights.proximal;
    this.#basal = weights.basal;
    this.spiking = loops.list(neurons);
    this.#synapseDecay = decaysOf(parameters).synapse;
    this.#membraneGain = parameters.timeStep / parameters.tauMembrane;
    this.proximalDrive = loops.values(neurons);
    this.basalDrive = loops.values(neurons);
    this.transmittedTrace = new Float64Array(neurons);
    this.eligibilityTrace = new Float64Array(neurons);
    this.#pendingFactor = new Float64Array(neurons);
  }

  reset(plastic: boolean): void {
    this.settle();
    this.#plastic = plastic;
    this.transmittedTrace.fill(0);
    this.eligibilityTrace.fill(0);
  }

  drive(): void {
    project(this.proximalDrive, this.proximal, this.transmittedTrace);
    if (this.#basal) project(this.basalDrive, this.#basal, this.transmittedTrace);
    if (!this.#plastic) return;
    this.#applyPending();
    const gain = this.#membraneGain;
    for (let j = 0; j < this.eligibilityTrace.length; j++) {
      this.eligibilityTrace[j] = this.eligibilityTrace[j] * (1 - gain) + gain * this.transmittedTrace[j];
    }
  }

  /** J ← J + A ⊗ e with the factor and the eligibility of the previous step. */
  #applyPending(): void {
    const size = this.#pendingFactor.length;
    for (let j = 0; j < size; j++) {
      const eligibility = this.eligibilityTrace[j];
      if (eligibility === 0) continue;
      for (let i = 0; i < size; i++) this.proximal[j * size + i] += this.#pendingFactor[i] * eligibility;
    }
  }

  learn(factor: Float64Array): void {
    this.#pendingFactor.set(factor);
  }

  transmit(count: number): void {
    const decay = this.#synapseDecay;
    const trace = this.transmittedTrace;
    for (let j = 0; j < trace.length; j++) trace[j] *= decay;
    for (let k = 0; k < count; k++) trace[this.spiking[k]] += 1 - decay;
  }

  renew(): void {
    renew(this.transmittedTrace);
    renew(this.eligibilityTrace);
  }

  settle(): void {
    this.#pendingFactor.fill(0);
    this.#plastic = false;
  }
}
