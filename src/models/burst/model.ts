import type { RealVector } from '../../numeric/vectors.ts';
import { weightProblem } from '../finite.ts';
import type {
  ActivitySource,
  Injection,
  Model,
  ModelArrays,
  ModelUnits,
  NamedArray,
  Stimulus,
} from '../model.ts';
import type { ReadoutLearner } from '../readout/rules.ts';
import { assemblyOf, type BurstNetwork } from './network.ts';
import type { Kernel } from './population.ts';
import type { PopulationState } from './state.ts';

/** A burst network with the learning rule of its readout. */
export class BurstModel implements Model {
  readonly network: BurstNetwork;
  readonly rule: ReadoutLearner;
  readonly output: Float64Array;
  readonly activity: ActivitySource;
  readonly notice: string | undefined;

  /** @param kernel the requested kernel */
  constructor(network: BurstNetwork, rule: ReadoutLearner, kernel: Kernel = network.population.kernel) {
    this.network = network;
    this.rule = rule;
    this.output = network.readout.output;
    this.activity = new BurstActivity(network);
    if (kernel !== this.computedBy)
      this.notice = `kernel ${kernel} does not suit its time constants or thresholds; ${this.computedBy} computes it`;
  }

  get units(): ModelUnits {
    const { inputs, contexts, outputs } = this.network.population.size;
    return { inputs, contexts, outputs };
  }

  get feature(): RealVector {
    return this.network.feature;
  }

  get computedBy(): string {
    return this.network.population.kernel;
  }

  reset(plastic = false): void {
    this.network.reset(plastic);
  }

  perceive(stimulus: Stimulus, durationMs: number): number {
    const steps = this.network.perceive(stimulus, durationMs);
    this.network.read();
    return steps;
  }

  learn(target: Float64Array): void {
    this.rule.learn(this.network.feature, target);
  }

  settle(): void {
    this.network.settle();
  }

  apply(): void {
    this.rule.apply();
  }

  /** Its weights, and the memory of its readout rule. */
  arrays(): ModelArrays {
    const { readout, population } = this.network;
    const { size, weights } = population;
    const { neurons, inputs, contexts, outputs } = size;
    const fixed: NamedArray[] = [
      { name: 'inputWeights', shape: [inputs, neurons], data: weights.input },
      { name: 'teachingWeights', shape: [outputs, neurons], data: weights.teaching },
      { name: 'apicalContextWeights', shape: [contexts, neurons], data: weights.apicalContext },
      { name: 'basalContextWeights', shape: [contexts, neurons], data: weights.basalContext },
    ];
    const learned: NamedArray[] = [
      { name: 'readoutWeights', shape: [outputs, this.feature.length], data: readout.weights },
      { name: 'readoutBias', shape: [outputs], data: readout.bias },
    ];
    if (weights.proximal !== null)
      learned.push({ name: 'proximalWeights', shape: [neurons, neurons], data: weights.proximal });
    for (const [name, data] of Object.entries(this.rule.memory))
      learned.push({ name, shape: [data.length], data });
    return { fixed, learned };
  }

  problem(): string | undefined {
    const { readout, population } = this.network;
    return weightProblem(readout.weights, readout.bias, population.weights.proximal ?? []);
  }
}

/** Spikes and bursts of a burst network. */
class BurstActivity implements ActivitySource {
  readonly neurons: number;
  readonly assemblies: Int32Array | null;
  readonly differingBursts?: () => number;
  readonly #network: BurstNetwork;

  constructor(network: BurstNetwork) {
    this.#network = network;
    if (network.learnsRecurrence) this.differingBursts = () => differingBursts(network);
    this.neurons = network.population.size.neurons;
    this.assemblies = assembliesOf(network);
  }

  get watch(): ActivitySource['watch'] {
    return this.#network.watch;
  }

  set watch(watch: ActivitySource['watch']) {
    this.#network.watch = watch;
  }

  get state(): Readonly<Record<keyof PopulationState, RealVector | Uint8Array>> {
    return { ...this.#network.population.state };
  }

  inject(injection: Injection | null): void {
    this.#network.population.inject(injection);
  }

  get spikes(): Uint8Array {
    return this.#network.population.state.somaSpike;
  }

  get burstSpikes(): Uint8Array {
    return this.#network.population.state.burstSpike;
  }
}

function differingBursts({ population }: BurstNetwork): number {
  const { targetBurst, recurrentBurst } = population.state;
  let count = 0;
  for (let i = 0; i < targetBurst.length; i++) if (targetBurst[i] !== recurrentBurst[i]) count++;
  return count;
}

/** The context unit of each neuron, where each neuron receives the context of one unit at most. */
function assembliesOf({ population }: BurstNetwork): Int32Array | null {
  const { size, weights } = population;
  const { neurons, contexts } = size;
  if (contexts === 1) return null;
  const members = Int32Array.from({ length: neurons }, (_, neuron) => assemblyOf(neuron, size));
  for (let unit = 0; unit < contexts; unit++) {
    for (let neuron = 0; neuron < neurons; neuron++) {
      if (weights.apicalContext[unit * neurons + neuron] !== 0 && members[neuron] !== unit) return null;
    }
  }
  return members;
}
