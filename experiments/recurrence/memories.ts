import type { Generator } from 'gymnasium-js';
import { type BurstNetwork, createNetwork, type NetworkParameters } from '../../src/models/burst/network.ts';
import type { Injection } from '../../src/models/model.ts';
import { lowPassFactor } from '../../src/numeric/low-pass.ts';
import { dealOutRecurrence } from '../harness/learned-weights.ts';
import { CONTEXTS, NOISE, type Trace } from './protocol.ts';

/** Something that is shown contexts, step by step, and may remember them. */
export interface Memory {
  /** What a readout sees of it, `[F]`; up to date after `step`. */
  readonly feature: Float64Array;
  /** Starts a trial from rest. */
  reset(plastic?: boolean): void;
  /** Shows the context units `[CONTEXTS]` for one ms. */
  step(context: Float64Array): void;
  /** Ends a trial. */
  settle(): void;
}

const TRACE_GAIN = 20;

/** A burst network with a constant input; readouts see the spikes within its bursts and all of its spikes, both low-passed. */
export class NetworkMemory implements Memory {
  readonly feature: Float64Array;
  readonly #network: BurstNetwork;
  readonly #noise: Generator;
  readonly #currents: Injection;
  readonly #input = Float64Array.of(1);
  readonly #teaching = new Float64Array(1);
  #plastic = false;

  /** @param noise for the currents of every step */
  constructor(parameters: NetworkParameters, weights: Generator, noise: Generator) {
    const { neurons } = parameters;
    this.#network = createNetwork(parameters, { inputs: 1, contexts: CONTEXTS, outputs: 1 }, weights);
    this.#noise = noise;
    const compartment = () => ({
      gain: new Float64Array(neurons).fill(1),
      current: new Float64Array(neurons),
    });
    this.#currents = { soma: compartment(), distal: compartment() };
    this.#network.population.inject(this.#currents);
    this.feature = new Float64Array(2 * neurons);
  }

  reset(plastic = false): void {
    this.#plastic = plastic;
    this.#network.reset(plastic);
  }

  step(context: Float64Array): void {
    const { soma, distal } = this.#currents;
    this.#noise.fillNormal(soma.current, 0, NOISE);
    this.#noise.fillNormal(distal.current, 0, NOISE);
    const teaching = this.#plastic ? this.#teaching : null;
    this.#network.perceive({ input: this.#input, context, teaching }, 1);
    const { somaWindowTrace } = this.#network.population.state;
    const { feature } = this.#network;
    for (let i = 0; i < feature.length; i++) {
      this.feature[i] = feature[i]!;
      this.feature[feature.length + i] = TRACE_GAIN * somaWindowTrace[i]!;
    }
  }

  settle(): void {
    this.#network.settle();
  }

  /** Gives the recurrent weights of each neuron to another one, drawn at random. */
  shuffle(generator: Generator): void {
    dealOutRecurrence(this.#network, generator);
  }
}

/** The noisy context units, low-passed. */
export class LowPassMemory implements Memory {
  readonly feature: Float64Array;
  readonly #factors: readonly number[];
  readonly #sigma: number;
  readonly #noise: Generator;
  readonly #seen = new Float64Array(CONTEXTS);

  constructor({ timeConstants, sigma }: Trace, noise: Generator) {
    this.feature = new Float64Array(timeConstants.length * CONTEXTS);
    this.#factors = timeConstants.map((timeConstant) => lowPassFactor(1, timeConstant));
    this.#sigma = sigma;
    this.#noise = noise;
  }

  reset(): void {
    this.feature.fill(0);
  }

  step(context: Float64Array): void {
    this.#noise.fillNormal(this.#seen, 0, this.#sigma);
    this.#factors.forEach((factor, block) => {
      for (let c = 0; c < CONTEXTS; c++) {
        const at = block * CONTEXTS + c;
        this.feature[at] = factor * this.feature[at]! + (1 - factor) * (context[c]! + this.#seen[c]!);
      }
    });
  }

  settle(): void {}
}
