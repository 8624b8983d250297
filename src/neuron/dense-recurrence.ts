import { lowPassFactor } from './low-pass.ts';
import type { NeuronParameters } from './parameters.ts';
import type { Recurrence, RecurrentWeights } from './recurrence.ts';
import { project } from './weights.ts';

/** The recurrence as the equations state it: O(N²) a step. The reference that the faster ones are tested against. */
export class DenseRecurrence implements Recurrence {
  readonly proximalDrive: Float64Array;
  readonly basalDrive: Float64Array;
  /** ẑ: transmitted spikes low-passed with tauSynapse. */
  readonly transmittedTrace: Float64Array;
  /** e: eligibility of each presynaptic neuron. */
  readonly eligibilityTrace: Float64Array;

  readonly #weights: RecurrentWeights;
  readonly #synapseDecay: number;
  readonly #membraneGain: number;
  readonly #pendingFactor: Float64Array;
  #plastic = false;

  constructor(weights: RecurrentWeights, neurons: number, parameters: NeuronParameters) {
    this.#weights = weights;
    this.#synapseDecay = lowPassFactor(parameters.timeStep, parameters.tauSynapse);
    this.#membraneGain = parameters.timeStep / parameters.tauMembrane;
    this.proximalDrive = new Float64Array(neurons);
    this.basalDrive = new Float64Array(neurons);
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
    project(this.proximalDrive, this.#weights.proximal, this.transmittedTrace);
    if (this.#weights.basal) project(this.basalDrive, this.#weights.basal, this.transmittedTrace);
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
      for (let i = 0; i < size; i++)
        this.#weights.proximal[j * size + i] += this.#pendingFactor[i] * eligibility;
    }
  }

  learn(factor: Float64Array): void {
    this.#pendingFactor.set(factor);
  }

  transmit(spikes: Uint8Array): void {
    const decay = this.#synapseDecay;
    for (let j = 0; j < spikes.length; j++) {
      this.transmittedTrace[j] = decay * this.transmittedTrace[j] + (1 - decay) * spikes[j];
    }
  }

  settle(): void {
    this.#pendingFactor.fill(0);
    this.#plastic = false;
  }
}
