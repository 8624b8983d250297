import { DescribedState } from './described-state.ts';
import { lowPassFactor } from './low-pass.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import { logistic } from './plasticity.ts';
import type { BurstPopulation } from './population.ts';
import { type BurstTrace, Readout } from './readout.ts';
import type { Recurrence } from './recurrence.ts';
import { createState, type PopulationState } from './state.ts';
import { type PopulationSize, type PopulationWeights, project } from './weights.ts';

/** Most steps between two renewals of the traces, and the smallest that a scale may become. */
const LONGEST = 32;
const SMALLEST = 1e-200;

/**
 * A population in float64 in which only spikes and bursts touch the traces: the trace of a neuron is `scale` times what is
 * stored, and the one number `scale` decays. The compartments follow `plain-population.ts` in every step; a spike is a voltage
 * above 0 and a burst under way a trace above θ_burst, so neither is stored.
 */
export class EventPopulation implements BurstPopulation {
  readonly size: PopulationSize;
  readonly weights: PopulationWeights;
  readonly state: PopulationState;
  readonly feature: Float64Array;
  readonly readout: Readout;
  readonly #neuron: NeuronParameters;
  readonly #plasticity: PlasticityParameters;
  /** a = dt/tauMembrane */
  readonly #gain: number;
  readonly #recurrence: Recurrence | null;
  readonly #description: DescribedState;
  #plastic = false;

  // What drives the compartments, `[N]` each.
  readonly #inputDrive: Float64Array;
  readonly #teachingDrive: Float64Array;
  readonly #somaContextDrive: Float64Array;
  readonly #distalContextDrive: Float64Array;
  readonly #somaDrive: Float64Array;
  readonly #distalDrive: Float64Array;

  readonly #somaVoltage: Float64Array;
  readonly #distalVoltage: Float64Array;
  readonly #proximalVoltage: Float64Array;
  // Stored traces r, b, b^rec, B̃ with one scale, W with another.
  readonly #windowTrace: Float64Array;
  readonly #burstTraces: Readonly<Record<BurstTrace, Float64Array>>;
  readonly #adaptation: Float64Array;
  readonly #burstDecay: number;
  readonly #adaptationDecay: number;
  #burstScale = 1;
  #adaptationScale = 1;
  /** Steps between two renewals, and since the last one. */
  readonly #period: number;
  #age = 0;

  // Of this step: z^s · A(previous), the spikes that are transmitted, and A of the plasticity.
  readonly #burstSpike: Uint8Array;
  readonly #transmitted: Uint8Array;
  readonly #factor: Float64Array;
  /** z^p that reset V^p in this step. */
  readonly #refractory: Uint8Array;
  /** The recurrent drive where there is no recurrence. */
  readonly #silence: Float64Array;

  /** @param recurrence null where there are no recurrent synapses */
  constructor(
    size: PopulationSize,
    weights: PopulationWeights,
    neuron: NeuronParameters,
    plasticity: PlasticityParameters,
    recurrence: Recurrence | null,
  ) {
    const vector = () => new Float64Array(size.neurons);
    this.size = size;
    this.weights = weights;
    this.feature = vector();
    this.readout = new Readout(size.outputs, size.neurons);
    this.#neuron = neuron;
    this.#plasticity = plasticity;
    this.#gain = neuron.timeStep / neuron.tauMembrane;
    this.#recurrence = recurrence;
    const described = createState(size.neurons);
    this.#description = new DescribedState(described, () => this.#describe(described));
    this.state = this.#description.state;

    this.#inputDrive = vector();
    this.#teachingDrive = vector();
    this.#somaContextDrive = vector();
    this.#distalContextDrive = vector();
    this.#somaDrive = vector();
    this.#distalDrive = vector();
    this.#somaVoltage = vector();
    this.#distalVoltage = vector();
    this.#proximalVoltage = vector();
    this.#windowTrace = vector();
    this.#burstTraces = { 'target-bursts': vector(), 'recurrent-bursts': vector(), 'burst-spikes': vector() };
    this.#adaptation = vector();
    // What is left of less than SMALLEST is nothing in any case.
    this.#burstDecay = Math.max(lowPassFactor(neuron.timeStep, neuron.tauBurst), SMALLEST);
    this.#adaptationDecay = Math.max(lowPassFactor(neuron.timeStep, neuron.tauAdaptation), SMALLEST);
    this.#period = periodOf(Math.min(this.#burstDecay, this.#adaptationDecay));
    this.#burstSpike = new Uint8Array(size.neurons);
    this.#transmitted = new Uint8Array(size.neurons);
    this.#factor = vector();
    this.#refractory = new Uint8Array(size.neurons);
    this.#silence = vector();
    this.reset();
  }

  reset({ plastic = false }: { plastic?: boolean } = {}): void {
    const { restingInput, apicalInput } = this.#neuron;
    this.#plastic = plastic && this.#plasticity.learningRate !== 0;
    this.#recurrence?.reset(this.#plastic);
    for (const voltage of [this.#somaVoltage, this.#distalVoltage, this.#proximalVoltage])
      voltage.fill(restingInput);
    for (const trace of this.#storedTraces()) trace.fill(0);
    this.#burstScale = 1;
    this.#adaptationScale = 1;
    this.#age = 0;
    this.#burstSpike.fill(0);
    this.feature.fill(0);
    this.#inputDrive.fill(0);
    this.#teachingDrive.fill(0);
    for (const drive of [this.#somaContextDrive, this.#somaDrive]) drive.fill(restingInput);
    for (const drive of [this.#distalContextDrive, this.#distalDrive]) drive.fill(restingInput + apicalInput);
    this.#description.outdate();
  }

  #storedTraces(): Float64Array[] {
    return [this.#windowTrace, this.#adaptation, ...Object.values(this.#burstTraces)];
  }

  setInput(input: Float64Array): void {
    project(this.#inputDrive, this.weights.input, input);
    add(this.#somaDrive, this.#inputDrive, this.#somaContextDrive);
  }

  setContext(context: Float64Array): void {
    const { restingInput, apicalInput } = this.#neuron;
    project(this.#somaContextDrive, this.weights.basalContext, context);
    project(this.#distalContextDrive, this.weights.apicalContext, context);
    for (let i = 0; i < this.#somaDrive.length; i++) {
      this.#somaContextDrive[i] += restingInput;
      this.#distalContextDrive[i] += restingInput + apicalInput;
    }
    add(this.#somaDrive, this.#inputDrive, this.#somaContextDrive);
    add(this.#distalDrive, this.#teachingDrive, this.#distalContextDrive);
  }

  setTeaching(signal: Float64Array, gain: number): void {
    if (gain === 0) this.#teachingDrive.fill(0);
    else project(this.#teachingDrive, this.weights.teaching, signal);
    if (gain !== 0 && gain !== 1) {
      for (let i = 0; i < this.#teachingDrive.length; i++) this.#teachingDrive[i] *= gain;
    }
    add(this.#distalDrive, this.#teachingDrive, this.#distalContextDrive);
  }

  step(count = 1): void {
    for (let k = 0; k < count; k++) this.#stepOnce();
  }

  stepToFeature(count: number, trace: BurstTrace, gain: number, averaged = 1): void {
    const { feature } = this;
    const stored = this.#burstTraces[trace];
    this.step(count - averaged);
    for (let k = 0; k < averaged; k++) {
      this.#stepOnce();
      const weight = (gain / averaged) * this.#burstScale;
      if (k === 0) feature.fill(0);
      for (let i = 0; i < feature.length; i++) feature[i] += weight * stored[i];
    }
  }

  #stepOnce(): void {
    if (this.#age === this.#period) this.#renew();
    this.#recurrence?.drive();
    this.#advance();
    if (this.#plastic) this.#recurrence?.learn(this.#factor);
    this.#recurrence?.transmit(this.#transmitted);
    this.#age++;
    this.#description.outdate();
  }

  /** One step of all compartments, as `plain-population.ts` states it. */
  #advance(): void {
    const { somaWindowThreshold, burstThreshold, adaptationStrength } = this.#neuron;
    const burstLimit = burstThreshold / this.#burstScale;
    const fatigue = adaptationStrength * this.#adaptationScale;
    // Old values until here, new ones from here on.
    this.#burstScale *= this.#burstDecay;
    this.#adaptationScale *= this.#adaptationDecay;
    const windowLimit = somaWindowThreshold / this.#burstScale;
    const kick = (1 - this.#burstDecay) / this.#burstScale;
    this.#advanceSoma(burstLimit, fatigue, kick);
    if (this.#plastic) this.#refractory.fill(0);
    this.#advanceDistal(windowLimit, kick);
    this.#advanceProximal(windowLimit, kick);
    if (this.#plastic) this.#computeFactor(windowLimit);
  }

  /** V^s and z^s; then r, W and B̃ of the neurons that spike. */
  #advanceSoma(burstLimit: number, fatigue: number, kick: number): void {
    const { somaReset, burstAmplification, transmission } = this.#neuron;
    const [gain, leak] = [this.#gain, 1 - this.#gain];
    const slowKick = (1 - this.#adaptationDecay) / this.#adaptationScale;
    const voltages = this.#somaVoltage;
    const drive = this.#somaDrive;
    const basalDrive = this.weights.basal ? this.#recurrence?.basalDrive : undefined;
    const adaptation = this.#adaptation;
    const targetTrace = this.#burstTraces['target-bursts'];
    const recurrentTrace = this.#burstTraces['recurrent-bursts'];
    const burstSpike = this.#burstSpike.fill(0);
    const transmitted = this.#transmitted.fill(0);
    for (let i = 0; i < voltages.length; i++) {
      const bursting = targetTrace[i] > burstLimit || recurrentTrace[i] > burstLimit;
      const before = voltages[i];
      if (before > 0) {
        voltages[i] = bursting ? somaReset / 3 : somaReset;
        continue;
      }
      let current = drive[i] - fatigue * adaptation[i];
      if (bursting) current += burstAmplification;
      if (basalDrive) current += basalDrive[i];
      const voltage = before * leak + gain * current;
      voltages[i] = voltage;
      if (!(voltage > 0)) continue;
      this.#windowTrace[i] += kick;
      adaptation[i] += slowKick;
      if (bursting || transmission === 'spikes') transmitted[i] = 1;
      if (!bursting) continue;
      burstSpike[i] = 1;
      this.#burstTraces['burst-spikes'][i] += kick;
    }
  }

  /** V^d, z^d and B; then b of the neurons that burst. */
  #advanceDistal(windowLimit: number, kick: number): void {
    const { apicalReset } = this.#neuron;
    const [gain, leak] = [this.#gain, 1 - this.#gain];
    const voltages = this.#distalVoltage;
    const drive = this.#distalDrive;
    const windowTrace = this.#windowTrace;
    const trace = this.#burstTraces['target-bursts'];
    for (let i = 0; i < voltages.length; i++) {
      const before = voltages[i];
      const voltage = before > 0 ? apicalReset : before * leak + gain * drive[i];
      voltages[i] = voltage;
      if (voltage > 0 && windowTrace[i] > windowLimit) trace[i] += kick;
    }
  }

  /** V^p, z^p and B^rec; then b^rec of the neurons that burst. */
  #advanceProximal(windowLimit: number, kick: number): void {
    const { apicalReset, restingInput, apicalInput, proximalCompartment } = this.#neuron;
    const [gain, leak] = [this.#gain, 1 - this.#gain];
    const memoryless = proximalCompartment === 'memoryless';
    const memory = memoryless ? 0 : leak;
    const constant = gain * (restingInput + apicalInput) + (memoryless ? restingInput * leak : 0);
    const voltages = this.#proximalVoltage;
    const drive = this.#recurrence?.proximalDrive ?? this.#silence;
    const windowTrace = this.#windowTrace;
    const trace = this.#burstTraces['recurrent-bursts'];
    const refractory = this.#refractory;
    for (let i = 0; i < voltages.length; i++) {
      const before = voltages[i];
      if (before > 0) {
        voltages[i] = apicalReset;
        refractory[i] = 1;
        continue;
      }
      const voltage = before * memory + gain * drive[i] + constant;
      voltages[i] = voltage;
      if (voltage > 0 && windowTrace[i] > windowLimit) trace[i] += kick;
    }
  }

  /** A = η [ z^d − σ(V^p / δu) ] (1 − z^p_before) S */
  #computeFactor(windowLimit: number): void {
    const { learningRate, escapeWidth } = this.#plasticity;
    const factor = this.#factor.fill(0);
    const windowTrace = this.#windowTrace;
    for (let i = 0; i < factor.length; i++) {
      if (!(windowTrace[i] > windowLimit) || this.#refractory[i] === 1) continue;
      const spike = this.#distalVoltage[i] > 0 ? 1 : 0;
      factor[i] = learningRate * (spike - logistic(this.#proximalVoltage[i] / escapeWidth));
    }
  }

  /** Traces take their scales in. */
  #renew(): void {
    for (const trace of this.#storedTraces()) {
      const scale = trace === this.#adaptation ? this.#adaptationScale : this.#burstScale;
      for (let i = 0; i < trace.length; i++) {
        const value = trace[i] * scale;
        // Denormal numbers are slow.
        trace[i] = value < SMALLEST ? 0 : value;
      }
    }
    this.#burstScale = 1;
    this.#adaptationScale = 1;
    this.#age = 0;
  }

  settle(): void {
    this.#recurrence?.settle();
    this.#plastic = false;
  }

  #describe(out: PopulationState): void {
    const { somaWindowThreshold, burstThreshold } = this.#neuron;
    out.somaVoltage.set(this.#somaVoltage);
    out.distalVoltage.set(this.#distalVoltage);
    out.proximalVoltage.set(this.#proximalVoltage);
    out.burstSpike.set(this.#burstSpike);
    for (let i = 0; i < this.size.neurons; i++) {
      out.somaWindowTrace[i] = this.#windowTrace[i] * this.#burstScale;
      out.adaptation[i] = this.#adaptation[i] * this.#adaptationScale;
      out.targetBurstTrace[i] = this.#burstTraces['target-bursts'][i] * this.#burstScale;
      out.recurrentBurstTrace[i] = this.#burstTraces['recurrent-bursts'][i] * this.#burstScale;
      out.burstSpikeTrace[i] = this.#burstTraces['burst-spikes'][i] * this.#burstScale;
      out.somaSpike[i] = out.somaVoltage[i] > 0 ? 1 : 0;
      out.distalSpike[i] = out.distalVoltage[i] > 0 ? 1 : 0;
      out.proximalSpike[i] = out.proximalVoltage[i] > 0 ? 1 : 0;
      out.somaWindow[i] = out.somaWindowTrace[i] > somaWindowThreshold ? 1 : 0;
      out.targetBurst[i] = out.somaWindow[i] & out.distalSpike[i];
      out.recurrentBurst[i] = out.somaWindow[i] & out.proximalSpike[i];
      const bursting =
        out.targetBurstTrace[i] > burstThreshold || out.recurrentBurstTrace[i] > burstThreshold;
      out.burstWindow[i] = bursting ? 1 : 0;
    }
  }
}

function add(out: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = a[i] + b[i];
}

/** Steps for which a scale that decays so stays above SMALLEST. */
function periodOf(decay: number): number {
  let steps = 1;
  for (let scale = decay * decay; scale >= SMALLEST && steps < LONGEST; scale *= decay) steps++;
  return steps;
}
