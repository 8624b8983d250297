import type { Generator } from 'gymnasium-js';
import type { RealVector } from '../../numeric/vectors.ts';
import type { Stimulus } from '../model.ts';
import { DirectPath } from '../readout/direct-path.ts';
import type { Readout } from '../readout/readout.ts';
import { RegressionReadout } from '../readout/regression-readout.ts';
import { createPopulation } from './create-population.ts';
import {
  type NeuronParameters,
  type PlasticityParameters,
  publishedNeuron,
  publishedPlasticity,
} from './parameters.ts';
import type { BurstPopulation, Kernel } from './population.ts';
import type { BurstTrace } from './state.ts';
import { createWeights, type PopulationSize, type PopulationWeights } from './weights.ts';

/** The projection of a context onto one compartment of a population. */
export interface ContextProjection {
  /** σ_ctx: standard deviation of the weights (before a sign is dropped); 0: no projection. */
  readonly sigma: number;
  /** `normal`: N(0, σ²), as published; `half-normal`: |N(0, σ²)|, so that the context only ever excites. */
  readonly distribution: 'normal' | 'half-normal';
  /**
   * `all`: every neuron receives every unit. `assemblies`: the excitatory neurons are split into equal consecutive
   * groups, one for each context unit, and each receives its own unit only; inhibitory neurons receive none.
   */
  readonly targets: 'all' | 'assemblies';
  /** Share of the weights that are 0, chosen at random. */
  readonly sparsity: number;
}

/** Everything that defines an untrained burst network, except its numbers of inputs and outputs. */
export interface NetworkParameters {
  /** N */
  readonly neurons: number;
  /** N_E ≤ N */
  readonly excitatory: number;
  /** σ_in: standard deviation of the sensory weights J_in. */
  readonly inputSigma: number;
  /** σ_target: standard deviation of the teaching weights J_target; inhibitory neurons receive none. */
  readonly teachingSigma: number;
  /** Share of the teaching weights that are 0, chosen at random. */
  readonly teachingSparsity: number;
  /** Context onto the distal apical compartment. */
  readonly apicalContext: ContextProjection;
  /** Context onto the soma, a control. */
  readonly basalContext: ContextProjection;
  /** Standard deviation of the initial readout weights J_out. */
  readonly readoutSigma: number;
  /** The feature is `gain` · trace. */
  readonly feature: { readonly trace: BurstTrace; readonly gain: number };
  /** Factor of the input units that the readout sees beside the trace; absent or 0: it sees the trace alone. */
  readonly directPath?: number | undefined;
  /** The network time between two readings. */
  readonly timing: Timing;
  /** Constants of the neurons. */
  readonly neuron: NeuronParameters;
  /** Constants of the recurrent plasticity. */
  readonly plasticity: PlasticityParameters;
}

/**
 * The network time between two readings of a network. `continuous`: the network continues for the duration of an environment
 * step, and the feature is the trace at its end. `decision`: every reading lasts `duration`, and the feature is the mean trace
 * of the last `averaging`; it starts from rest, or, with `carryState`, from the state in which the last one of the episode
 * ended.
 */
export type Timing =
  | { readonly mode: 'continuous' }
  | {
      readonly mode: 'decision';
      readonly duration: number;
      readonly averaging: number;
      readonly carryState?: boolean | undefined;
    };

const noContext: ContextProjection = { sigma: 0, distribution: 'normal', targets: 'all', sparsity: 0 };

/** A network of the published size and constants; the experiment decides on further projections. */
export const publishedNetwork: NetworkParameters = Object.freeze<NetworkParameters>({
  neurons: 500,
  excitatory: 400,
  inputSigma: 20,
  teachingSigma: 0,
  teachingSparsity: 0,
  apicalContext: noContext,
  basalContext: noContext,
  readoutSigma: 0.1,
  feature: { trace: 'recurrent-bursts', gain: 1 },
  timing: { mode: 'continuous' },
  neuron: publishedNeuron,
  plasticity: publishedPlasticity,
});

/** A population with a linear readout of one of its burst traces and, with a direct path, of its input. */
export class BurstNetwork {
  /** The neurons. */
  readonly population: BurstPopulation;
  /** The readout of the feature. */
  readonly readout: Readout;
  /** Called after every network step, with the time in ms since the reading began; for recordings. */
  watch: ((timeMs: number) => void) | null = null;
  /** Whether recurrent weights learn under a teacher. */
  readonly learnsRecurrence: boolean;
  readonly #parameters: ReadingParameters;
  readonly #direct: DirectPath | null;
  /** The array of the feature, for the readout, which brings it up to date itself. */
  readonly #read: RealVector;
  readonly #fromRest: boolean;
  #taught = false;

  constructor(population: BurstPopulation, parameters: ReadingParameters) {
    const { directPath = 0, timing } = parameters;
    const { size } = population;
    this.population = population;
    this.#direct = directPath === 0 ? null : new DirectPath(population, size, directPath);
    this.#read = this.feature;
    this.readout = this.#direct ? new RegressionReadout(size.outputs, this.#read.length) : population.readout;
    this.#parameters = parameters;
    this.learnsRecurrence = (parameters.plasticity?.learningRate ?? 0) !== 0;
    this.#fromRest = timing.mode === 'decision' && timing.carryState !== true;
  }

  /**
   * φ, `[N]`: gain · trace; with a direct path `[N + C · I]`, see `DirectPath`. Made by `perceive`; access it anew after each.
   */
  get feature(): RealVector {
    return this.#direct?.features ?? this.population.feature;
  }

  /** Starts an episode from rest; `plastic` lets the recurrent weights learn during it. */
  reset(plastic = false): void {
    this.population.reset({ plastic });
    this.#direct?.reset();
    this.#taught = false;
  }

  /**
   * Takes in a stimulus and lets network time pass; `feature` and `read` are then up to date.
   * @param stimulus input, context and teaching signal during that time
   * @param durationMs length of the environment step, ms; ignored in decision mode
   * @returns network steps simulated
   */
  perceive(stimulus: Stimulus, durationMs: number): number {
    const { timing, neuron, feature } = this.#parameters;
    const { population, watch } = this;
    const decides = timing.mode === 'decision';
    const steps = Math.round((decides ? timing.duration : durationMs) / neuron.timeStep);
    const averaged = decides ? Math.round(timing.averaging / neuron.timeStep) : 1;
    if (this.#fromRest) this.reset();
    this.#present(stimulus);
    const watched = watch && ((step: number) => watch(step * neuron.timeStep));
    population.stepToFeature(steps, feature.trace, feature.gain, averaged, watched);
    this.#direct?.join();
    return steps;
  }

  #present(stimulus: Stimulus): void {
    const { input, context, teaching } = stimulus;
    this.#direct?.show(stimulus);
    if (input) this.population.setInput(input);
    if (context) this.population.setContext(context);
    this.#teach(teaching);
  }

  #teach(signal: Float64Array | null | undefined): void {
    if (signal === undefined || (signal === null && !this.#taught)) return;
    this.#taught = signal !== null;
    this.population.setTeaching(signal ?? this.readout.output, this.#taught ? 1 : 0);
  }

  /** y, `[O]`: the same array every time. */
  read(): Float64Array {
    return this.readout.read(this.#read);
  }

  /** Ends an episode: plasticity stops, and the recurrent weights are up to date. */
  settle(): void {
    this.population.settle();
  }
}

/** The settings of reading a network. */
export type ReadingParameters = Pick<NetworkParameters, 'feature' | 'directPath' | 'timing' | 'neuron'> &
  Partial<Pick<NetworkParameters, 'plasticity'>>;

/**
 * Draws a network. The order of the draws is fixed: input, teaching, apical context, basal context, readout; within each, by
 * presynaptic unit. The direct path starts at 0.
 */
export function createNetwork(
  parameters: NetworkParameters,
  units: Pick<PopulationSize, 'inputs' | 'contexts' | 'outputs'>,
  generator: Generator,
  kernel?: Kernel,
): BurstNetwork {
  const { neurons, excitatory, neuron, plasticity } = parameters;
  const size = { neurons, excitatory, ...units };
  const population = createPopulation(
    size,
    drawWeights(parameters, size, generator),
    neuron,
    plasticity,
    kernel,
  );
  const network = new BurstNetwork(population, parameters);
  const { weights } = network.readout;
  const features = network.feature.length;
  for (let o = 0; o < units.outputs; o++)
    fillNormal(weights.subarray(o * features, o * features + neurons), parameters.readoutSigma, generator);
  return network;
}

/** Initial weights; the recurrent ones are 0. */
export function drawWeights(
  parameters: NetworkParameters,
  size: PopulationSize,
  generator: Generator,
): PopulationWeights {
  const weights = createWeights(size);
  fillNormal(weights.input, parameters.inputSigma, generator);
  fillNormal(weights.teaching, parameters.teachingSigma, generator);
  silence(weights.teaching, size.neurons, (neuron) => neuron >= size.excitatory);
  thin(weights.teaching, parameters.teachingSparsity, generator);
  drawContext(weights.apicalContext, parameters.apicalContext, size, generator);
  drawContext(weights.basalContext, parameters.basalContext, size, generator);
  return weights;
}

function drawContext(
  weights: Float64Array,
  projection: ContextProjection,
  size: PopulationSize,
  generator: Generator,
): void {
  if (projection.sigma === 0) return;
  fillNormal(weights, projection.sigma, generator);
  if (projection.distribution === 'half-normal') {
    for (let i = 0; i < weights.length; i++) weights[i] = Math.abs(weights[i]);
  }
  if (projection.targets === 'assemblies') {
    silence(weights, size.neurons, (neuron, unit) => assemblyOf(neuron, size) !== unit);
  }
  thin(weights, projection.sparsity, generator);
}

/** The context unit of a neuron's assembly; −1 for inhibitory neurons and for a remainder of the excitatory ones. */
export function assemblyOf(neuron: number, { excitatory, contexts }: PopulationSize): number {
  const assembly = Math.floor(neuron / Math.floor(excitatory / contexts));
  return neuron < excitatory && assembly < contexts ? assembly : -1;
}

function fillNormal(values: Float64Array, sigma: number, generator: Generator): void {
  if (sigma === 0) return;
  generator.fillNormal(values, 0, sigma);
}

/** Sets the weights that fulfil a condition to 0. */
function silence(
  weights: Float64Array,
  neurons: number,
  condition: (neuron: number, unit: number) => boolean,
): void {
  for (let k = 0; k < weights.length; k++) {
    if (condition(k % neurons, Math.floor(k / neurons))) weights[k] = 0;
  }
}

/** Sets each weight to 0 with probability `sparsity`. */
function thin(weights: Float64Array, sparsity: number, generator: Generator): void {
  if (sparsity === 0) return;
  for (let k = 0; k < weights.length; k++) if (generator.random() < sparsity) weights[k] = 0;
}
