import { lowPassFactor } from '../../numeric/low-pass.ts';
import { renewalPeriod, renewed, SMALLEST } from '../../numeric/renewal.ts';
import type { Readout } from '../readout/readout.ts';
import { VectorReadout } from '../readout/vector-readout.ts';
import { compartmentsOf } from './compartments.ts';
import { DescribedState } from './described-state.ts';
import type { Apical, BurstLoops, Soma } from './loops.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import { logistic } from './plasticity.ts';
import type { BurstPopulation } from './population.ts';
import { checkSource, checkTeaching } from './population-checks.ts';
import type { Recurrence } from './recurrence.ts';
import { type BurstTrace, createState, type PopulationState } from './state.ts';
import type { PopulationSize, PopulationWeights } from './weights.ts';

/**
 * A population in float64 in which only spikes and bursts touch the traces: the trace of a neuron is `scale` times what is
 * stored, and the one number `scale` decays. The compartments follow `plain-population.ts` in every step; a spike is a voltage
 * above 0 and a burst under way a trace above θ_burst, so neither is stored.
 */
export class EventPopulation implements BurstPopulation {
  readonly kernel = 'event64';
  readonly size: PopulationSize;
  readonly weights: PopulationWeights;
  readonly state: PopulationState;
  readonly feature: Float64Array;
  readonly readout: Readout;
  readonly #loops: BurstLoops;
  readonly #projections: Pick<PopulationWeights, 'input' | 'teaching' | 'apicalContext' | 'basalContext'>;
  readonly #neuron: NeuronParameters;
  readonly #plasticity: PlasticityParameters;
  /** a = dt/tauMembrane */
  readonly #gain: number;
  readonly #recurrence: Recurrence | null;
  readonly #description: DescribedState;
  #plastic = false;

  readonly #soma: Soma;
  readonly #distal: Apical;
  readonly #proximal: Apical;

  // What drives the compartments, `[N]` each: projections, and what they come to, times a.
  readonly #inputDrive: Float64Array;
  readonly #teachingDrive: Float64Array;
  readonly #somaContextDrive: Float64Array;
  readonly #distalContextDrive: Float64Array;
  readonly #somaDrive: Float64Array;
  readonly #distalDrive: Float64Array;
  /** The soma's drive with w F. */
  readonly #somaCurrent: Float64Array;

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

  // Of this step: the neurons that spike, z^s · A(previous), and A of the plasticity.
  readonly #spiking: Uint32Array;
  readonly #burstSpike: Uint8Array;
  readonly #factor: Float64Array;
  /** z^p that reset V^p in this step. */
  readonly #refractory: Float64Array;
  /** The recurrent drive where there is no recurrence. */
  readonly #silence: Float64Array;

  /** How many numbers it needs room for in its loops, in at most so many arrays. */
  static bytesNeeded({ neurons, inputs, contexts, outputs }: PopulationSize) {
    const vectors = 20;
    const columns = inputs + 2 * outputs + 2 * contexts;
    return { values: (vectors + columns) * neurons, arrays: vectors + 5 };
  }

  /** @param recurrence null where there are no recurrent synapses */
  constructor(
    size: PopulationSize,
    weights: PopulationWeights,
    neuron: NeuronParameters,
    plasticity: PlasticityParameters,
    loops: BurstLoops,
    recurrence: Recurrence | null,
  ) {
    const vector = () => loops.values(size.neurons);
    this.size = size;
    this.weights = { ...weights, proximal: recurrence?.proximal ?? null };
    this.feature = vector();
    this.readout = new VectorReadout(size.outputs, loops, this.feature);
    this.#loops = loops;
    this.#projections = {
      input: loops.holding(weights.input),
      teaching: loops.holding(weights.teaching),
      apicalContext: loops.holding(weights.apicalContext),
      basalContext: loops.holding(weights.basalContext),
    };
    this.#neuron = neuron;
    this.#plasticity = plasticity;
    this.#gain = neuron.timeStep / neuron.tauMembrane;
    this.#recurrence = recurrence;
    const { soma, distal, proximal } = compartmentsOf(neuron);
    this.#soma = soma;
    this.#distal = distal;
    this.#proximal = proximal;
    const described = createState(size.neurons);
    this.#description = new DescribedState(described, () => this.#describe(described));
    this.state = this.#description.state;

    this.#inputDrive = vector();
    this.#teachingDrive = vector();
    this.#somaContextDrive = vector();
    this.#distalContextDrive = vector();
    this.#somaDrive = vector();
    this.#distalDrive = vector();
    this.#somaCurrent = vector();
    this.#somaVoltage = vector();
    this.#distalVoltage = vector();
    this.#proximalVoltage = vector();
    this.#windowTrace = vector();
    this.#burstTraces = { 'target-bursts': vector(), 'recurrent-bursts': vector(), 'burst-spikes': vector() };
    this.#adaptation = vector();
    // What is left of less than SMALLEST is nothing in any case.
    this.#burstDecay = Math.max(lowPassFactor(neuron.timeStep, neuron.tauBurst), SMALLEST);
    this.#adaptationDecay = Math.max(lowPassFactor(neuron.timeStep, neuron.tauAdaptation), SMALLEST);
    this.#period = renewalPeriod(Math.min(this.#burstDecay, this.#adaptationDecay));
    this.#spiking = recurrence?.spiking ?? loops.list(size.neurons);
    this.#burstSpike = new Uint8Array(size.neurons);
    this.#factor = new Float64Array(size.neurons);
    this.#refractory = vector();
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
    this.#somaContextDrive.fill(restingInput);
    this.#distalContextDrive.fill(restingInput + apicalInput);
    this.#sumDrives();
    this.#description.outdate();
  }

  #sumDrives(): void {
    this.#loops.setSum(this.#somaDrive, this.#gain, this.#inputDrive, this.#gain, this.#somaContextDrive);
    this.#loops.setSum(
      this.#distalDrive,
      this.#gain,
      this.#teachingDrive,
      this.#gain,
      this.#distalContextDrive,
    );
  }

  #storedTraces(): Float64Array[] {
    return [this.#windowTrace, this.#adaptation, ...Object.values(this.#burstTraces)];
  }

  setInput(input: Float64Array): void {
    checkSource('input', input, this.size.inputs);
    this.#loops.project(this.#inputDrive, this.#projections.input, input);
    this.#loops.setSum(this.#somaDrive, this.#gain, this.#inputDrive, this.#gain, this.#somaContextDrive);
  }

  setContext(context: Float64Array): void {
    checkSource('context', context, this.size.contexts);
    const { restingInput, apicalInput } = this.#neuron;
    this.#loops.project(this.#somaContextDrive, this.#projections.basalContext, context);
    this.#loops.project(this.#distalContextDrive, this.#projections.apicalContext, context);
    for (let i = 0; i < this.#somaDrive.length; i++) {
      this.#somaContextDrive[i] += restingInput;
      this.#distalContextDrive[i] += restingInput + apicalInput;
    }
    this.#sumDrives();
  }

  setTeaching(signal: Float64Array, gain: number): void {
    checkTeaching(signal, this.size.outputs, gain);
    if (gain === 0) this.#teachingDrive.fill(0);
    else this.#loops.project(this.#teachingDrive, this.#projections.teaching, signal);
    if (gain !== 0 && gain !== 1)
      this.#loops.setSum(this.#teachingDrive, gain, this.#teachingDrive, 0, this.#teachingDrive);
    this.#loops.setSum(
      this.#distalDrive,
      this.#gain,
      this.#teachingDrive,
      this.#gain,
      this.#distalContextDrive,
    );
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
      if (k === 0) this.#loops.setSum(feature, weight, stored, 0, stored);
      else this.#loops.addMultiple(feature, 0, weight, stored);
    }
  }

  #stepOnce(): void {
    if (this.#age === this.#period) this.#renew();
    this.#recurrence?.drive();
    const { somaWindowThreshold, burstThreshold, adaptationStrength } = this.#neuron;
    const burstLimit = burstThreshold / this.#burstScale;
    const fatigue = this.#gain * adaptationStrength * this.#adaptationScale;
    // Old values until here, new ones from here on.
    this.#burstScale *= this.#burstDecay;
    this.#adaptationScale *= this.#adaptationDecay;
    const windowLimit = somaWindowThreshold / this.#burstScale;
    const kick = (1 - this.#burstDecay) / this.#burstScale;
    const transmitted = this.#advanceSoma(burstLimit, fatigue, kick);
    this.#advanceApical(windowLimit, kick);
    if (this.#plastic) this.#learn(windowLimit);
    this.#recurrence?.transmit(transmitted);
    this.#age++;
    this.#description.outdate();
  }

  /**
   * V^s and z^s; then r, W and B̃ of the neurons that spike.
   * @returns how many of `#spiking` are to be transmitted
   */
  #advanceSoma(burstLimit: number, fatigue: number, kick: number): number {
    const spiking = this.#spiking;
    const count = this.#loops.advanceSoma(
      this.#somaVoltage,
      this.#soma,
      this.#withBasalRecurrence(),
      this.#adaptation,
      fatigue,
      this.#burstTraces['target-bursts'],
      this.#burstTraces['recurrent-bursts'],
      burstLimit,
      spiking,
    );
    const slowKick = (1 - this.#adaptationDecay) / this.#adaptationScale;
    const all = this.#neuron.transmission === 'spikes';
    let transmitted = 0;
    this.#burstSpike.fill(0);
    for (let k = 0; k < count; k++) {
      const i = spiking[k];
      this.#windowTrace[i] += kick;
      this.#adaptation[i] += slowKick;
      const bursting =
        this.#burstTraces['target-bursts'][i] > burstLimit ||
        this.#burstTraces['recurrent-bursts'][i] > burstLimit;
      if (bursting) {
        this.#burstSpike[i] = 1;
        this.#burstTraces['burst-spikes'][i] += kick;
      }
      if (bursting || all) spiking[transmitted++] = i;
    }
    return transmitted;
  }

  /** What drives the soma, with w F where there is a w. */
  #withBasalRecurrence(): Float64Array {
    if (!this.weights.basal || !this.#recurrence) return this.#somaDrive;
    const current = this.#somaCurrent;
    current.set(this.#somaDrive);
    this.#loops.addMultiple(current, 0, this.#gain, this.#recurrence.basalDrive);
    return current;
  }

  #advanceApical(windowLimit: number, kick: number): void {
    this.#loops.advanceApical(
      this.#distalVoltage,
      this.#distal,
      this.#distalDrive,
      this.#windowTrace,
      windowLimit,
      this.#burstTraces['target-bursts'],
      kick,
      this.#refractory,
    );
    this.#loops.advanceApical(
      this.#proximalVoltage,
      this.#proximal,
      this.#recurrence?.proximalDrive ?? this.#silence,
      this.#windowTrace,
      windowLimit,
      this.#burstTraces['recurrent-bursts'],
      kick,
      this.#refractory,
    );
  }

  /** A = η [ z^d − σ(V^p / δu) ] (1 − z^p_before) S */
  #learn(windowLimit: number): void {
    const { learningRate, escapeWidth } = this.#plasticity;
    const factor = this.#factor.fill(0);
    const windowTrace = this.#windowTrace;
    const refractory = this.#refractory;
    const distalVoltage = this.#distalVoltage;
    const proximalVoltage = this.#proximalVoltage;
    const { neurons } = this.size;
    for (let i = 0; i < neurons; i++) {
      if (!(windowTrace[i] > windowLimit) || refractory[i] === 1) continue;
      const spike = distalVoltage[i] > 0 ? 1 : 0;
      factor[i] = learningRate * (spike - logistic(proximalVoltage[i] / escapeWidth));
    }
    this.#recurrence?.learn(factor);
  }

  /** Traces take their scales in. */
  #renew(): void {
    for (const trace of this.#storedTraces()) {
      const scale = trace === this.#adaptation ? this.#adaptationScale : this.#burstScale;
      const { length } = trace;
      for (let i = 0; i < length; i++) trace[i] = renewed(trace[i] * scale);
    }
    this.#burstScale = 1;
    this.#adaptationScale = 1;
    this.#recurrence?.renew();
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
