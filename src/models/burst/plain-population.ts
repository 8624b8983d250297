import { LONGEST_PERIOD, renew } from '../../numeric/low-pass.ts';
import { project } from '../../numeric/vectors.ts';
import type { Injection } from '../model.ts';
import { Readout } from '../readout/readout.ts';
import { decaysOf, resetUnder } from './compartments.ts';
import { DriveInjection } from './injection.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import { plasticityFactor } from './plasticity.ts';
import type { DrivenPopulation } from './population.ts';
import { checkSource, checkTeaching } from './population-checks.ts';
import type { Recurrence } from './recurrence.ts';
import { type BurstTrace, burstTrace, createState, type PopulationState, restState } from './state.ts';
import type { PopulationSize, PopulationWeights } from './weights.ts';

/** A population that computes the equations as README.md states them, in float64. Tests compare the faster ones with it. */
export class PlainPopulation implements DrivenPopulation {
  readonly kernel = 'dense64';
  readonly size: PopulationSize;
  readonly weights: PopulationWeights;
  readonly state: PopulationState;
  readonly feature: Float64Array;
  readonly readout: Readout;
  readonly #neuron: NeuronParameters;
  readonly #plasticity: PlasticityParameters;
  /** null where there are no recurrent synapses. */
  readonly #recurrence: Recurrence | null;
  readonly #decays: { readonly burst: number; readonly adaptation: number };
  #plastic = false;
  /** Steps since decaying values were renewed. */
  #age = 0;

  /** Drives that change only when their source does, `[N]` each. */
  readonly #inputDrive: Float64Array;
  readonly #apicalContextDrive: Float64Array;
  readonly #basalContextDrive: Float64Array;
  readonly #teachingDrive: Float64Array;
  readonly #proximalSpikeBefore: Uint8Array;
  readonly #factor: Float64Array;
  readonly #silence: Float64Array;
  readonly #injection: DriveInjection;
  readonly #proximalCurrent: Float64Array;

  constructor(
    size: PopulationSize,
    weights: PopulationWeights,
    neuron: NeuronParameters,
    plasticity: PlasticityParameters,
    recurrence: Recurrence | null,
  ) {
    this.size = size;
    this.weights = { ...weights, proximal: recurrence?.proximal ?? null };
    this.state = createState(size.neurons);
    this.feature = new Float64Array(size.neurons);
    this.readout = new Readout(size.outputs, size.neurons);
    this.#neuron = neuron;
    this.#plasticity = plasticity;
    this.#recurrence = recurrence;
    this.#decays = decaysOf(neuron);
    const vector = () => new Float64Array(size.neurons);
    this.#inputDrive = vector();
    this.#apicalContextDrive = vector();
    this.#basalContextDrive = vector();
    this.#teachingDrive = vector();
    this.#factor = vector();
    this.#silence = vector();
    this.#proximalCurrent = vector();
    this.#proximalSpikeBefore = new Uint8Array(size.neurons);
    const drive = (...summands: Float64Array[]) => ({ summands, constant: 0, scale: 1 });
    this.#injection = new DriveInjection(
      drive(this.#inputDrive, this.#basalContextDrive),
      drive(this.#teachingDrive, this.#apicalContextDrive),
    );
    this.reset();
  }

  reset({ plastic = false }: { plastic?: boolean } = {}): void {
    restState(this.state, this.#neuron.restingInput);
    this.#age = 0;
    this.#plastic = plastic && this.#plasticity.learningRate !== 0;
    this.#recurrence?.reset(this.#plastic);
    for (const drive of [this.#inputDrive, this.#apicalContextDrive, this.#basalContextDrive]) drive.fill(0);
    this.#teachingDrive.fill(0);
    this.#proximalCurrent.fill(0);
    this.feature.fill(0);
  }

  setInput(input: Float64Array): void {
    checkSource('input', input, this.size.inputs);
    project(this.#inputDrive, this.weights.input, input);
  }

  setContext(context: Float64Array): void {
    checkSource('context', context, this.size.contexts);
    project(this.#apicalContextDrive, this.weights.apicalContext, context);
    project(this.#basalContextDrive, this.weights.basalContext, context);
  }

  setCurrents(soma: Float64Array, distal: Float64Array, proximal?: Float64Array): void {
    checkSource('soma', soma, this.size.neurons);
    checkSource('distal', distal, this.size.neurons);
    if (proximal) checkSource('proximal', proximal, this.size.neurons);
    if (proximal) this.#proximalCurrent.set(proximal);
    else this.#proximalCurrent.fill(0);
    this.#inputDrive.set(soma);
    this.#apicalContextDrive.set(distal);
  }

  setTeaching(signal: Float64Array, gain: number): void {
    checkTeaching(signal, this.size.outputs, gain);
    if (gain === 0) {
      this.#teachingDrive.fill(0);
      return;
    }
    project(this.#teachingDrive, this.weights.teaching, signal);
    if (gain !== 1) for (let i = 0; i < this.#teachingDrive.length; i++) this.#teachingDrive[i] *= gain;
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
    const values = burstTrace(this.state, trace);
    const weight = gain / averaged;
    feature.fill(0);
    this.#injection.during(() => {
      for (let k = 0; k < count; k++) {
        this.#stepOnce();
        if (k >= count - averaged) for (let i = 0; i < feature.length; i++) feature[i] += weight * values[i];
        watch?.(k);
      }
    });
  }

  #stepOnce(): void {
    if (this.#age === LONGEST_PERIOD) this.#renew();
    this.#age++;
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
    const transmitted = this.#neuron.transmission === 'spikes' ? somaSpike : burstSpike;
    if (this.#recurrence) this.#recurrence.transmit(listSpiking(this.#recurrence.spiking, transmitted));
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
    const current = this.#proximalCurrent;
    const teaching = this.#teachingDrive;
    const context = this.#apicalContextDrive;
    for (let i = 0; i < distalVoltage.length; i++) {
      const before = memoryless ? restingInput : proximalVoltage[i];
      const proximal = proximalSpike[i]
        ? apicalReset
        : before * leak + gain * (recurrent[i] + current[i] + constant);
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
        voltage = resetUnder(bursting, somaReset);
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

  #renew(): void {
    const { somaWindowTrace, adaptation, targetBurstTrace, recurrentBurstTrace, burstSpikeTrace } =
      this.state;
    renew(somaWindowTrace);
    renew(adaptation);
    renew(targetBurstTrace);
    renew(recurrentBurstTrace);
    renew(burstSpikeTrace);
    this.#recurrence?.renew();
    this.#age = 0;
  }

  settle(): void {
    this.#recurrence?.settle();
    this.#plastic = false;
  }
}

/** @returns number of listed neurons */
function listSpiking(list: Uint32Array, spikes: Uint8Array): number {
  let count = 0;
  for (let j = 0; j < spikes.length; j++) if (spikes[j] === 1) list[count++] = j;
  return count;
}
