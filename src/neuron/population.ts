import { kernelSupported } from '../kernel/module.ts';
import { SimdPopulation } from '../kernel/simd-population.ts';
import { DenseRecurrence } from './dense-recurrence.ts';
import { EventRecurrence } from './event-recurrence.ts';
import { lowPassFactor } from './low-pass.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import { plasticityFactor } from './plasticity.ts';
import { type BurstTrace, burstTrace, Readout } from './readout.ts';
import type { Recurrence, RecurrentWeights } from './recurrence.ts';
import { SparseRecurrence } from './sparse-recurrence.ts';
import { createState, type PopulationState, type RealVector, restState } from './state.ts';
import { type PopulationSize, type PopulationWeights, project } from './weights.ts';

/**
 * How networks are computed. `simd`: float32 in WebAssembly, driven by spikes; `event64`: float64, driven by spikes;
 * `dense64`: float64, every synapse in every step. The same kernel gives the same bits on every machine. The two float64
 * ones differ by rounding; float32 differs from them by its own, which thresholds amplify until single spikes differ,
 * while what is learned agrees statistically. Where time constants do not suit a kernel, the next one takes its place.
 */
export type Kernel = 'simd' | 'event64' | 'dense64';

/** The fastest kernel that this machine can run. */
export function defaultKernel(): Kernel {
  return kernelSupported() ? 'simd' : 'event64';
}

/** A population of burst neurons that is told what it sees, in which context it is, and what it should do. */
export interface BurstPopulation {
  readonly size: PopulationSize;
  /** As given, but that `proximal` is J as it is now, after `settle`; writing to it changes J. */
  readonly weights: PopulationWeights;
  /** The present; see there how long what it gives is valid. */
  readonly state: PopulationState;
  /** φ, `[N]`: what a readout listens to, written by `stepToFeature`; all 0 after a reset. */
  readonly feature: RealVector;
  /** A linear readout of φ with one output for each unit of the teaching signal; all 0 to begin with. */
  readonly readout: Readout;
  /** Starts an episode from rest: no input, no context, no teacher. */
  reset(options?: { plastic?: boolean }): void;
  /** x, `[I]`: what the soma sees, until told otherwise. */
  setInput(input: Float64Array): void;
  /** c, `[C]`: the context at the apical (and, in controls, the basal) compartment, until told otherwise. */
  setContext(context: Float64Array): void;
  /** y*, `[O]`, and g_teach: what the distal compartment is taught, until told otherwise; gain 0 means no teacher. */
  setTeaching(signal: Float64Array, gain: number): void;
  /** Advances by `count` time steps (1 if not given) with everything that was set held. */
  step(count?: number): void;
  /** The same, after which φ = gain · mean of a trace over the last `averaged` (1 if not given) of these steps. */
  stepToFeature(count: number, trace: BurstTrace, gain: number, averaged?: number): void;
  /** Ends plasticity in this episode and brings `weights.proximal` up to date. */
  settle(): void;
}

/**
 * @param weights the population's from now on: it may use the arrays as they are or copies
 * @throws RangeError when a matrix has not the length that `size` asks for, when synapses that cannot learn should, or when
 * neurons at rest are above threshold
 */
export function createPopulation(
  size: PopulationSize,
  weights: PopulationWeights,
  neuron: NeuronParameters,
  plasticity: PlasticityParameters,
  kernel: Kernel = defaultKernel(),
): BurstPopulation {
  checkWeights(size, weights);
  checkParameters(weights, neuron, plasticity);
  if (kernel === 'simd' && !kernelSupported()) {
    throw new RangeError('kernel simd: this machine cannot run SIMD WebAssembly; choose event64');
  }
  if (kernel === 'simd' && SimdPopulation.suits(neuron, plasticity)) {
    return new SimdPopulation(size, weights, neuron, plasticity);
  }
  const wired = plasticity.learningRate === 0 ? weights : withProximal(weights, size.neurons);
  const recurrence = createRecurrence(kernel, wired, size, neuron);
  return new ThreeCompartmentPopulation(size, wired, neuron, plasticity, recurrence);
}

function createRecurrence(
  kernel: Kernel,
  weights: PopulationWeights,
  { neurons }: PopulationSize,
  neuron: NeuronParameters,
): Recurrence | null {
  const { proximal, proximalSynapses, basal } = weights;
  if (proximalSynapses) return new SparseRecurrence(proximalSynapses, basal, neurons, neuron);
  if (proximal === null && basal === null) return null;
  const recurrent = withProximal(weights, neurons);
  return kernel === 'dense64' || !EventRecurrence.suits(neuron)
    ? new DenseRecurrence(recurrent, neurons, neuron)
    : new EventRecurrence(recurrent, neurons, neuron);
}

function withProximal(weights: PopulationWeights, neurons: number): PopulationWeights & RecurrentWeights {
  const { proximal } = weights;
  if (proximal instanceof Float64Array) return { ...weights, proximal };
  return {
    ...weights,
    proximal: proximal ? Float64Array.from(proximal) : new Float64Array(neurons * neurons),
  };
}

class ThreeCompartmentPopulation implements BurstPopulation {
  readonly size: PopulationSize;
  readonly weights: PopulationWeights;
  readonly state: PopulationState;
  readonly feature: Float64Array;
  readonly readout: Readout;
  readonly #neuron: NeuronParameters;
  readonly #plasticity: PlasticityParameters;
  /** null where there are no recurrent synapses: then no spike needs to be carried anywhere. */
  readonly #recurrence: Recurrence | null;
  readonly #decays: { readonly burst: number; readonly adaptation: number };
  #plastic = false;

  /** Drives that change only when their source does, `[N]` each. */
  readonly #inputDrive: Float64Array;
  readonly #apicalContextDrive: Float64Array;
  readonly #basalContextDrive: Float64Array;
  readonly #teachingDrive: Float64Array;
  readonly #proximalSpikeBefore: Uint8Array;
  readonly #factor: Float64Array;
  readonly #silence: Float64Array;

  constructor(
    size: PopulationSize,
    weights: PopulationWeights,
    neuron: NeuronParameters,
    plasticity: PlasticityParameters,
    recurrence: Recurrence | null,
  ) {
    this.size = size;
    this.weights = weights;
    this.state = createState(size.neurons);
    this.feature = new Float64Array(size.neurons);
    this.readout = new Readout(size.outputs, size.neurons);
    this.#neuron = neuron;
    this.#plasticity = plasticity;
    this.#recurrence = recurrence;
    this.#decays = {
      burst: lowPassFactor(neuron.timeStep, neuron.tauBurst),
      adaptation: lowPassFactor(neuron.timeStep, neuron.tauAdaptation),
    };
    const vector = () => new Float64Array(size.neurons);
    this.#inputDrive = vector();
    this.#apicalContextDrive = vector();
    this.#basalContextDrive = vector();
    this.#teachingDrive = vector();
    this.#factor = vector();
    this.#silence = vector();
    this.#proximalSpikeBefore = new Uint8Array(size.neurons);
    this.reset();
  }

  reset({ plastic = false }: { plastic?: boolean } = {}): void {
    restState(this.state, this.#neuron.restingInput);
    this.#plastic = plastic && this.#plasticity.learningRate !== 0;
    this.#recurrence?.reset(this.#plastic);
    for (const drive of [this.#inputDrive, this.#apicalContextDrive, this.#basalContextDrive]) drive.fill(0);
    this.#teachingDrive.fill(0);
    this.feature.fill(0);
  }

  setInput(input: Float64Array): void {
    project(this.#inputDrive, this.weights.input, input);
  }

  setContext(context: Float64Array): void {
    project(this.#apicalContextDrive, this.weights.apicalContext, context);
    project(this.#basalContextDrive, this.weights.basalContext, context);
  }

  setTeaching(signal: Float64Array, gain: number): void {
    if (gain === 0) {
      this.#teachingDrive.fill(0);
      return;
    }
    project(this.#teachingDrive, this.weights.teaching, signal);
    if (gain !== 1) for (let i = 0; i < this.#teachingDrive.length; i++) this.#teachingDrive[i] *= gain;
  }

  step(count = 1): void {
    for (let k = 0; k < count; k++) this.#stepOnce();
  }

  stepToFeature(count: number, trace: BurstTrace, gain: number, averaged = 1): void {
    const { feature } = this;
    const values = burstTrace(this.state, trace);
    const weight = gain / averaged;
    this.step(count - averaged);
    feature.fill(0);
    for (let k = 0; k < averaged; k++) {
      this.#stepOnce();
      for (let i = 0; i < feature.length; i++) feature[i] += weight * values[i];
    }
  }

  #stepOnce(): void {
    this.#recurrence?.drive();
    if (this.#plastic) this.#proximalSpikeBefore.set(this.state.proximalSpike);
    this.#updateApical();
    this.#updateSoma();
    this.#updateBursts();
    if (this.#plastic) {
      const { learningRate, escapeWidth } = this.#plasticity;
      plasticityFactor(this.#factor, this.state, this.#proximalSpikeBefore, learningRate, escapeWidth);
      this.#recurrence?.learn(this.#factor);
    }
    const { burstSpike, somaSpike } = this.state;
    this.#recurrence?.transmit(this.#neuron.transmission === 'spikes' ? somaSpike : burstSpike);
  }

  /**
   * V^p ← [ (h or V^p) (1 − a) + a (J ẑ + h + h_ref) ] (1 − z^p) + V^apical_reset z^p,   z^p ← Θ(V^p)
   * V^d ← [ V^d (1 − a) + a (J_target y* g_teach + σ C_apical c + h + h_ref) ] (1 − z^d) + V^apical_reset z^d,   z^d ← Θ(V^d)
   *
   * Reads the old voltages, spikes and ẑ.
   */
  #updateApical(): void {
    const { proximalVoltage, proximalSpike, distalVoltage, distalSpike } = this.state;
    const { restingInput, apicalInput, apicalReset, timeStep, tauMembrane } = this.#neuron;
    const memoryless = this.#neuron.proximalCompartment === 'memoryless';
    const gain = timeStep / tauMembrane;
    const leak = 1 - gain;
    const constant = restingInput + apicalInput;
    const recurrent = this.#recurrence?.proximalDrive ?? this.#silence;
    const teaching = this.#teachingDrive;
    const context = this.#apicalContextDrive;
    for (let i = 0; i < distalVoltage.length; i++) {
      const before = memoryless ? restingInput : proximalVoltage[i];
      const proximal = proximalSpike[i] ? apicalReset : before * leak + gain * (recurrent[i] + constant);
      proximalVoltage[i] = proximal;
      proximalSpike[i] = proximal > 0 ? 1 : 0;

      const drive = teaching[i] + context[i] + constant;
      const distal = distalSpike[i] ? apicalReset : distalVoltage[i] * leak + gain * drive;
      distalVoltage[i] = distal;
      distalSpike[i] = distal > 0 ? 1 : 0;
    }
  }

  /**
   * I^s = w ẑ + h + J_in x + σ C_basal c + 20 A − b_W W
   * V^s ← [ V^s (1 − a) + a I^s ] (1 − z^s) + V^soma_reset z^s / (1 + 2 A),   z^s ← Θ(V^s)
   *
   * Reads the old voltages, spikes, ẑ, W and A. Of the new spikes, those under the old A are burst spikes.
   */
  #updateSoma(): void {
    const { somaVoltage, somaSpike, burstSpike, burstWindow, adaptation } = this.state;
    const { restingInput, somaReset, adaptationStrength, burstAmplification, timeStep, tauMembrane } =
      this.#neuron;
    const gain = timeStep / tauMembrane;
    const leak = 1 - gain;
    const recurrent = this.#recurrence?.basalDrive ?? this.#silence;
    const input = this.#inputDrive;
    const context = this.#basalContextDrive;
    for (let i = 0; i < somaVoltage.length; i++) {
      const bursting = burstWindow[i];
      let voltage: number;
      if (somaSpike[i]) {
        voltage = somaReset / (1 + 2 * bursting);
      } else {
        const current =
          recurrent[i] +
          restingInput +
          input[i] +
          context[i] +
          burstAmplification * bursting -
          adaptationStrength * adaptation[i];
        voltage = somaVoltage[i] * leak + gain * current;
      }
      const spike = voltage > 0 ? 1 : 0;
      somaVoltage[i] = voltage;
      somaSpike[i] = spike;
      burstSpike[i] = spike & bursting;
    }
  }

  /**
   * r, W, B̃ low-passed with the new spikes;  S ← Θ(r − θ_soma);  B ← S z^d,  B^rec ← S z^p;
   * b, b^rec low-passed;  A ← 1 if b > θ_burst or b^rec > θ_burst, else 0.   Reads new values only.
   */
  #updateBursts(): void {
    const s = this.state;
    const { burst, adaptation } = this.#decays;
    const { somaWindowThreshold, burstThreshold } = this.#neuron;
    const fresh = 1 - burst;
    const freshAdaptation = 1 - adaptation;
    for (let i = 0; i < s.somaSpike.length; i++) {
      const spike = s.somaSpike[i];
      const windowTrace = burst * s.somaWindowTrace[i] + fresh * spike;
      const window = windowTrace > somaWindowThreshold ? 1 : 0;
      const target = window & s.distalSpike[i];
      const recurrent = window & s.proximalSpike[i];
      const targetTrace = burst * s.targetBurstTrace[i] + fresh * target;
      const recurrentTrace = burst * s.recurrentBurstTrace[i] + fresh * recurrent;
      s.somaWindowTrace[i] = windowTrace;
      s.adaptation[i] = adaptation * s.adaptation[i] + freshAdaptation * spike;
      s.burstSpikeTrace[i] = burst * s.burstSpikeTrace[i] + fresh * s.burstSpike[i];
      s.somaWindow[i] = window;
      s.targetBurst[i] = target;
      s.recurrentBurst[i] = recurrent;
      s.targetBurstTrace[i] = targetTrace;
      s.recurrentBurstTrace[i] = recurrentTrace;
      s.burstWindow[i] = targetTrace > burstThreshold || recurrentTrace > burstThreshold ? 1 : 0;
    }
  }

  settle(): void {
    this.#recurrence?.settle();
    this.#plastic = false;
  }
}

function checkWeights(size: PopulationSize, weights: PopulationWeights): void {
  const { neurons, inputs, contexts, outputs } = size;
  const expected = {
    input: inputs * neurons,
    teaching: outputs * neurons,
    apicalContext: contexts * neurons,
    basalContext: contexts * neurons,
    proximal: neurons * neurons,
    basal: neurons * neurons,
  } satisfies Partial<Record<keyof PopulationWeights, number>>;
  for (const [name, length] of Object.entries(expected)) {
    const matrix = weights[name as keyof typeof expected];
    if (matrix !== null && matrix.length !== length) {
      throw new RangeError(
        `weights.${name}: expected ${length} values for this population, received ${matrix.length}.`,
      );
    }
  }
}

function checkParameters(
  { proximal, proximalSynapses }: PopulationWeights,
  { restingInput }: NeuronParameters,
  { learningRate }: PlasticityParameters,
): void {
  if (proximalSynapses && (proximal !== null || learningRate !== 0)) {
    throw new RangeError(
      'weights.proximalSynapses: expected no weights.proximal beside them and a learning rate of 0, ' +
        `received a rate of ${learningRate}; give J as weights.proximal for it to learn.`,
    );
  }
  if (restingInput > 0) {
    throw new RangeError(
      `neuron.restingInput: expected at most 0, the threshold, for neurons that can rest, received ${restingInput}.`,
    );
  }
}
