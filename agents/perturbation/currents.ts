import type { Generator } from 'gymnasium-js';
import type { CompartmentInjection, Injection } from '../../src/models/model.ts';
import type { NeuralPerturbation } from './perturbation.ts';

/** Takes the place of the drive of silenced somata. */
export const SILENCING_CURRENT = -1000;

/** The currents injected into the neurons of one learner, as the active perturbations make them. */
export class Currents implements Injection {
  readonly soma: CompartmentInjection;
  readonly distal: CompartmentInjection;

  constructor(neurons: number) {
    const none = () => ({ gain: new Float64Array(neurons).fill(1), current: new Float64Array(neurons) });
    this.soma = none();
    this.distal = none();
  }

  /** Removes all currents. */
  clear(): void {
    for (const { gain, current } of [this.soma, this.distal]) {
      gain.fill(1);
      current.fill(0);
    }
  }

  /**
   * Lets a perturbation act on neurons, after those that already do.
   * @param random draws noise
   */
  add(perturbation: NeuralPerturbation, neurons: readonly number[], random: Generator): void {
    const { gain, current } = perturbation.kind === 'silence' ? this.soma : this[perturbation.compartment];
    for (const neuron of neurons) {
      switch (perturbation.kind) {
        case 'silence':
          gain[neuron] = 0;
          current[neuron] = SILENCING_CURRENT;
          break;
        case 'clamp':
          gain[neuron] = 0;
          current[neuron] = perturbation.current;
          break;
        case 'drive':
          current[neuron]! += perturbation.current;
          break;
        case 'noise':
          current[neuron]! += random.normal(0, perturbation.sigma);
          break;
      }
    }
  }
}
