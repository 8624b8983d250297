import type { Generator } from 'gymnasium-js';
import type { BurstPopulation } from '../../src/models/burst/population.ts';
import type { Injection } from '../../src/models/model.ts';

/** What is done to a memory. Noise is drawn anew at every step, lesions once. */
export type Disturbance =
  | { readonly kind: 'none' }
  /** Standard deviation of what is added to every unit of the clock, whose units are 0 or 1. */
  | { readonly kind: 'input'; readonly sigma: number }
  /** Standard deviation of a current into every soma and every distal compartment. */
  | { readonly kind: 'membranes'; readonly sigma: number }
  /** Share of the neurons that fall silent after learning. */
  | { readonly kind: 'lesion'; readonly share: number }
  /** Time of a recall from which on the clock is silent, ms; only after learning. */
  | { readonly kind: 'cut'; readonly fromMs: number };

/** A current under which no soma reaches its threshold. */
const SILENCING = -1000;

/** Applies a disturbance to the inputs of a memory, and to its population where it has one. */
export class Disturber {
  readonly #disturbance: Disturbance;
  readonly #population: BurstPopulation | null;
  readonly #generator: Generator;
  readonly #injection: Injection | null;
  #learning = true;

  constructor(disturbance: Disturbance, population: BurstPopulation | null, generator: Generator) {
    this.#disturbance = disturbance;
    this.#population = population;
    this.#generator = generator;
    this.#injection = population && neutral(population.size.neurons);
  }

  /** Silences neurons, if this is a lesion; to be called after learning. */
  afterLearning(): void {
    this.#learning = false;
    if (this.#disturbance.kind !== 'lesion' || this.#injection === null) return;
    const { gain, current } = this.#injection.soma;
    for (let i = 0; i < gain.length; i++) {
      if (this.#generator.random() >= this.#disturbance.share) continue;
      gain[i] = 0;
      current[i] = SILENCING;
    }
    this.#population!.inject(this.#injection);
  }

  /** To be called before the step at t ms. @returns the input as it arrives */
  step(input: Float64Array, t: number): Float64Array {
    if (this.#disturbance.kind === 'cut')
      return this.#learning || t < this.#disturbance.fromMs ? input : new Float64Array(input.length);
    if (this.#disturbance.kind === 'input') {
      const noise = this.#generator.normal(0, this.#disturbance.sigma, input.length);
      return input.map((unit, i) => unit + noise[i]!);
    }
    if (this.#disturbance.kind === 'membranes' && this.#injection !== null) {
      const { sigma } = this.#disturbance;
      this.#generator.fillNormal(this.#injection.soma.current, 0, sigma);
      this.#generator.fillNormal(this.#injection.distal.current, 0, sigma);
      this.#population!.inject(this.#injection);
    }
    return input;
  }
}

/** Currents that change nothing. */
function neutral(neurons: number): Injection {
  const compartment = () => ({ gain: new Float64Array(neurons).fill(1), current: new Float64Array(neurons) });
  return { soma: compartment(), distal: compartment() };
}
