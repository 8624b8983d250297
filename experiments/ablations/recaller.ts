import type { BurstNetwork } from '../../src/models/burst/network.ts';
import type { PopulationState } from '../../src/models/burst/state.ts';
import type { Stimulus } from '../../src/models/model.ts';
import { RandomLayers } from '../../src/models/random-relu/random-layers.ts';
import { lowPassFactor } from '../../src/numeric/low-pass.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { RealVector } from '../../src/numeric/vectors.ts';

/** Turns a clock into features, step by step, from which a trajectory is read. */
export interface Recaller {
  /** φ, up to date after `step`. */
  readonly feature: RealVector;
  reset(): void;
  step(stimulus: Stimulus): void;
}

/** A trace of a population that readouts can see. */
export type Trace = 'recurrentBurstTrace' | 'burstSpikeTrace' | 'somaWindowTrace';

/** A burst network, of which a trace is seen, scaled like the features of agents. */
export class NetworkRecaller implements Recaller {
  readonly feature: Float64Array;
  readonly network: BurstNetwork;
  readonly #trace: Trace;

  constructor(network: BurstNetwork, trace: Trace) {
    this.network = network;
    this.#trace = trace;
    this.feature = new Float64Array(network.population.size.neurons);
  }

  reset(): void {
    this.network.reset();
  }

  step(stimulus: Stimulus): void {
    this.network.perceive(stimulus, 1);
    const trace: PopulationState[Trace] = this.network.population.state[this.#trace];
    for (let i = 0; i < trace.length; i++) this.feature[i] = GAIN * trace[i]!;
  }
}

const GAIN = 20;
/** Time constants of the copies of the clock that models without a state see, ms. */
const LOW_PASS = [20, 100, 500];
const UNITS = 500;

/** Models without neurons: they see the clock and low-passed copies of it, as they are or through random rectified units. */
export class ClockRecaller implements Recaller {
  readonly feature: Float64Array;
  readonly #layer: RandomLayers | null;
  /** The clock, then a copy for each time constant. */
  readonly #seen: Float64Array;
  readonly #bins: number;

  constructor(bins: number, kind: 'linear' | 'random-relu', seed: number) {
    const inputs = bins * (1 + LOW_PASS.length);
    this.#bins = bins;
    this.#seen = new Float64Array(inputs);
    const size = { assemblies: 1, neurons: UNITS, inputs, inputSigma: 1, biasSigma: 0.5 };
    this.#layer = kind === 'linear' ? null : new RandomLayers(size, streamGenerator(seed, 'workerWeights'));
    this.feature = this.#layer === null ? this.#seen : new Float64Array(UNITS);
  }

  reset(): void {
    this.#seen.fill(0);
  }

  step({ input }: Stimulus): void {
    const present = this.#seen.subarray(0, this.#bins);
    if (input) present.set(input);
    LOW_PASS.forEach((timeConstant, k) => {
      const factor = lowPassFactor(1, timeConstant);
      const copy = this.#seen.subarray((k + 1) * this.#bins, (k + 2) * this.#bins);
      for (let i = 0; i < copy.length; i++) copy[i] = factor * copy[i]! + (1 - factor) * present[i]!;
    });
    this.#layer?.activate(this.feature, 0, this.#seen);
  }
}
