import type { Injection } from '../model.ts';
import type { Readout } from '../readout/readout.ts';
import { VectorReadout } from '../readout/vector-readout.ts';
import { compartmentsOf } from './compartments.ts';
import { DescribedState } from './described-state.ts';
import { describeEvents } from './event-description.ts';
import { EventDrives } from './event-drives.ts';
import { eventPlasticityFactor } from './event-plasticity.ts';
import { EventTraces } from './event-traces.ts';
import { DriveInjection } from './injection.ts';
import type { Apical, BurstLoops, Soma } from './loops.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import type { DrivenPopulation } from './population.ts';
import { ProximalDrive } from './proximal-drive.ts';
import type { Recurrence } from './recurrence.ts';
import { type BurstTrace, createState, type PopulationState } from './state.ts';
import type { PopulationSize, PopulationWeights } from './weights.ts';

/**
 * A population in float64 whose traces change at spikes and bursts only, see `EventTraces`. The compartments follow
 * `plain-population.ts` in every step. A spike is a voltage above 0, and a burst under way a trace above θ_burst; so neither is
 * stored.
 */
export class EventPopulation implements DrivenPopulation {
  readonly kernel = 'event64';
  readonly size: PopulationSize;
  readonly weights: PopulationWeights;
  readonly state: PopulationState;
  readonly feature: Float64Array;
  readonly readout: Readout;
  readonly #loops: BurstLoops;
  readonly #drives: EventDrives;
  readonly #proximalDrive: ProximalDrive;
  readonly #traces: EventTraces;
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

  /** The soma's drive including w F. */
  readonly #somaCurrent: Float64Array;
  readonly #somaVoltage: Float64Array;
  readonly #distalVoltage: Float64Array;
  readonly #proximalVoltage: Float64Array;
  // Of this step: the neurons that spike, z^s · A(previous), and A of the plasticity.
  readonly #spiking: Uint32Array;
  readonly #burstSpike: Uint8Array;
  readonly #factor: Float64Array;
  /** z^p that reset V^p in this step. */
  readonly #refractory: Float64Array;
  readonly #injection: DriveInjection;

  /** Memory that an instance takes from its loops: numbers, in arrays. */
  static memoryNeeded(size: PopulationSize) {
    const drives = EventDrives.memoryNeeded(size);
    const vectors = 8 + EventTraces.arrays + ProximalDrive.arrays;
    const values = drives.values + (vectors + size.outputs) * size.neurons;
    return { values, arrays: drives.arrays + vectors + 1 };
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
    this.#drives = new EventDrives(size, weights, neuron, loops);
    this.#proximalDrive = new ProximalDrive(size.neurons, loops, recurrence);
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
    this.#somaCurrent = vector();
    this.#somaVoltage = vector();
    this.#distalVoltage = vector();
    this.#proximalVoltage = vector();
    this.#traces = new EventTraces(size.neurons, neuron, loops);
    this.#spiking = recurrence?.spiking ?? loops.list(size.neurons);
    this.#burstSpike = new Uint8Array(size.neurons);
    this.#factor = new Float64Array(size.neurons);
    this.#refractory = vector();
    const { restingInput, apicalInput } = neuron;
    const drive = (values: Float64Array, input: number) => ({
      summands: [values],
      constant: this.#gain * input,
      scale: this.#gain,
    });
    this.#injection = new DriveInjection(
      drive(this.#drives.soma, restingInput),
      drive(this.#drives.distal, restingInput + apicalInput),
    );
    this.reset();
  }

  reset({ plastic = false }: { plastic?: boolean } = {}): void {
    const { restingInput } = this.#neuron;
    this.#plastic = plastic && this.#plasticity.learningRate !== 0;
    this.#recurrence?.reset(this.#plastic);
    for (const voltage of [this.#somaVoltage, this.#distalVoltage, this.#proximalVoltage])
      voltage.fill(restingInput);
    this.#traces.reset();
    this.#burstSpike.fill(0);
    this.feature.fill(0);
    this.#drives.reset();
    this.#proximalDrive.reset();
    this.#description.outdate();
  }

  setInput(input: Float64Array): void {
    this.#drives.setInput(input);
  }

  setContext(context: Float64Array): void {
    this.#drives.setContext(context);
  }

  setCurrents(soma: Float64Array, distal: Float64Array, proximal?: Float64Array): void {
    this.#drives.setCurrents(soma, distal);
    this.#proximalDrive.setCurrent(proximal);
  }

  setTeaching(signal: Float64Array, gain: number): void {
    this.#drives.setTeaching(signal, gain);
  }

  inject(injection: Injection | null): void {
    this.#injection.set(injection);
  }

  step(count = 1): void {
    this.#injection.during(() => {
      for (let k = 0; k < count; k++) this.#stepOnce();
    });
  }

  stepToFeature(
    count: number,
    trace: BurstTrace,
    gain: number,
    averaged = 1,
    watch: ((step: number) => void) | null = null,
  ): void {
    const { feature } = this;
    const stored = this.#traces.bursts[trace];
    this.#injection.during(() => {
      for (let k = averaged - count; k < averaged; k++) {
        this.#stepOnce();
        const weight = (gain / averaged) * this.#traces.burstScale;
        if (k === 0) this.#loops.setSum(feature, weight, stored, 0, stored);
        else if (k > 0) this.#loops.addMultiple(feature, 0, weight, stored);
        watch?.(k + count - averaged);
      }
    });
  }

  #stepOnce(): void {
    const traces = this.#traces;
    if (traces.worn) {
      traces.renew();
      this.#recurrence?.renew();
    }
    this.#recurrence?.drive();
    const { somaWindowThreshold, burstThreshold, adaptationStrength } = this.#neuron;
    const burstLimit = burstThreshold / traces.burstScale;
    const fatigue = this.#gain * adaptationStrength * traces.adaptationScale;
    // Old values until here, new ones from here on.
    traces.decay();
    const windowLimit = somaWindowThreshold / traces.burstScale;
    const kick = traces.burstKick;
    const transmitted = this.#advanceSoma(burstLimit, fatigue, kick);
    this.#advanceApical(windowLimit, kick);
    if (this.#plastic) this.#learn(windowLimit);
    this.#recurrence?.transmit(transmitted);
    this.#description.outdate();
  }

  /**
   * V^s and z^s; then r, W and B̃ of the neurons that spike.
   * @returns number of neurons, at the beginning of `#spiking`, that transmit their spike
   */
  #advanceSoma(burstLimit: number, fatigue: number, kick: number): number {
    const spiking = this.#spiking;
    const { window, adaptation, bursts } = this.#traces;
    const targetTrace = bursts['target-bursts'];
    const recurrentTrace = bursts['recurrent-bursts'];
    const count = this.#loops.advanceSoma(
      this.#somaVoltage,
      this.#soma,
      this.#withBasalRecurrence(),
      adaptation,
      fatigue,
      targetTrace,
      recurrentTrace,
      burstLimit,
      spiking,
    );
    const slowKick = this.#traces.adaptationKick;
    const all = this.#neuron.transmission === 'spikes';
    let transmitted = 0;
    this.#burstSpike.fill(0);
    for (let k = 0; k < count; k++) {
      const i = spiking[k];
      window[i] += kick;
      adaptation[i] += slowKick;
      const bursting = targetTrace[i] > burstLimit || recurrentTrace[i] > burstLimit;
      if (bursting) {
        this.#burstSpike[i] = 1;
        bursts['burst-spikes'][i] += kick;
      }
      if (bursting || all) spiking[transmitted++] = i;
    }
    return transmitted;
  }

  /** The soma's drive, including w F where there is a w. */
  #withBasalRecurrence(): Float64Array {
    if (!this.weights.basal || !this.#recurrence) return this.#drives.soma;
    const current = this.#somaCurrent;
    current.set(this.#drives.soma);
    this.#loops.addMultiple(current, 0, this.#gain, this.#recurrence.basalDrive);
    return current;
  }

  #advanceApical(windowLimit: number, kick: number): void {
    const { window, bursts } = this.#traces;
    this.#loops.advanceApical(
      this.#distalVoltage,
      this.#distal,
      this.#drives.distal,
      window,
      windowLimit,
      bursts['target-bursts'],
      kick,
      this.#refractory,
    );
    this.#loops.advanceApical(
      this.#proximalVoltage,
      this.#proximal,
      this.#proximalDrive.sum(),
      window,
      windowLimit,
      bursts['recurrent-bursts'],
      kick,
      this.#refractory,
    );
  }

  #learn(windowLimit: number): void {
    eventPlasticityFactor(
      this.#factor,
      this.#plasticity,
      this.#traces.window,
      windowLimit,
      this.#distalVoltage,
      this.#proximalVoltage,
      this.#refractory,
    );
    this.#recurrence?.learn(this.#factor);
  }

  settle(): void {
    this.#recurrence?.settle();
    this.#plastic = false;
  }

  #describe(out: PopulationState): void {
    out.somaVoltage.set(this.#somaVoltage);
    out.distalVoltage.set(this.#distalVoltage);
    out.proximalVoltage.set(this.#proximalVoltage);
    out.burstSpike.set(this.#burstSpike);
    this.#traces.describe(out);
    describeEvents(out, this.#neuron);
  }
}
