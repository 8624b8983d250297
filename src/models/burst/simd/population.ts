import type { WasmExports } from '../../../wasm/module.ts';
import type { Injection } from '../../model.ts';
import type { Readout } from '../../readout/readout.ts';
import { DescribedState } from '../described-state.ts';
import { DriveInjection } from '../injection.ts';
import type { NeuronParameters, PlasticityParameters } from '../parameters.ts';
import type { BurstPopulation } from '../population.ts';
import { checkSource, checkTeaching } from '../population-checks.ts';
import type { BurstTrace, PopulationState } from '../state.ts';
import type { PopulationSize, PopulationWeights } from '../weights.ts';
import { epochsOf } from './constants.ts';
import { describedArrays } from './described-arrays.ts';
import { layOut } from './layout.ts';
import { SimdReadout } from './readout.ts';

/** 2^−20: a thousand times the traces that the kernel sets to 0. */
const LOWEST_THRESHOLD = 9.5367431640625e-7;

/**
 * A population in a WebAssembly instance of its own: float32, four neurons at a time, driven by spikes like
 * `event-recurrence.ts`. The instance has copies of the weights; `weights.proximal` is a view of its memory.
 */
export class SimdPopulation implements BurstPopulation {
  readonly kernel = 'simd';
  readonly size: PopulationSize;
  readonly weights: PopulationWeights;
  readonly state: PopulationState;
  readonly readout: Readout;
  readonly #feature: Float32Array;
  readonly #run: WasmExports;
  readonly #description: DescribedState;
  readonly #traces: Readonly<Record<BurstTrace, number>>;
  readonly #learns: boolean;
  readonly #recurrent: boolean;
  readonly #input: Float32Array;
  readonly #teaching: Float32Array;
  readonly #context: Float32Array;
  readonly #injection: DriveInjection;
  /** Address of the trace that the readout reads; 0: of none so far. */
  #followed = 0;

  /**
   * Whether float32 has enough digits for plasticity with these time constants, and all thresholds are well above the traces
   * that the kernel sets to 0 (`assembly/scales.ts`).
   */
  static suits(neuron: NeuronParameters, plasticity: PlasticityParameters): boolean {
    const { somaWindowThreshold, burstThreshold } = neuron;
    if (Math.min(somaWindowThreshold, burstThreshold) < LOWEST_THRESHOLD) return false;
    return plasticity.learningRate === 0 || epochsOf(neuron) !== null;
  }

  /** @throws RangeError for more neurons than an instance can hold */
  constructor(
    size: PopulationSize,
    weights: PopulationWeights,
    neuron: NeuronParameters,
    plasticity: PlasticityParameters,
  ) {
    const kernel = layOut(size, weights, neuron, plasticity);
    this.size = size;
    const columns = kernel.address('proximalWeights') !== 0;
    this.weights = {
      ...weights,
      proximal: columns ? kernel.floats('proximalWeights', size.neurons ** 2) : null,
    };
    this.#feature = kernel.floats('feature', size.neurons);
    this.readout = new SimdReadout(kernel, size, this.#feature);
    this.#run = kernel.run;
    const arrays = describedArrays(kernel, size.neurons);
    this.#description = new DescribedState(arrays, () => kernel.run.describe());
    this.state = this.#description.state;
    this.#traces = {
      'target-bursts': kernel.address('targetBurstTrace'),
      'recurrent-bursts': kernel.address('recurrentBurstTrace'),
      'burst-spikes': kernel.address('burstSpikeTrace'),
    };
    this.#learns = plasticity.learningRate !== 0;
    this.#recurrent = columns || kernel.address('synapseStarts') !== 0;
    this.#input = kernel.floats('inputValues', size.inputs);
    this.#teaching = kernel.floats('teachingValues', size.outputs);
    this.#context = kernel.floats('contextValues', size.contexts);
    const drive = (place: 'somaDrive' | 'distalDrive', constant: 'somaConstant' | 'distalConstant') => ({
      summands: [kernel.floats(place, size.neurons)],
      constant: kernel.floats(constant, 1)[0]!,
      scale: neuron.timeStep / neuron.tauMembrane,
    });
    this.#injection = new DriveInjection(
      drive('somaDrive', 'somaConstant'),
      drive('distalDrive', 'distalConstant'),
    );
    this.reset();
  }

  /** The kernel writes φ when somebody looks at it. */
  get feature(): Float32Array {
    this.#run.writeFeature();
    return this.#feature;
  }

  reset({ plastic = false }: { plastic?: boolean } = {}): void {
    this.#run.reset(plastic && this.#learns ? 1 : 0, this.#recurrent ? 1 : 0);
    this.#feature.fill(0);
    this.#description.outdate();
  }

  setInput(input: Float64Array): void {
    checkSource('input', input, this.size.inputs);
    copy(this.#input, input);
    this.#run.setInput(this.#input.length);
  }

  setContext(context: Float64Array): void {
    checkSource('context', context, this.size.contexts);
    copy(this.#context, context);
    this.#run.setContext(this.#context.length);
  }

  setTeaching(signal: Float64Array, gain: number): void {
    checkTeaching(signal, this.size.outputs, gain);
    copy(this.#teaching, signal);
    this.#run.setTeaching(this.#teaching.length, gain);
  }

  inject(injection: Injection | null): void {
    this.#injection.set(injection);
  }

  step(count = 1): void {
    this.#injected(() => void this.#run.step(count));
    this.#description.outdate();
  }

  stepToFeature(
    count: number,
    trace: BurstTrace,
    gain: number,
    averaged = 1,
    watch: ((step: number) => void) | null = null,
  ): void {
    const before = count - averaged;
    const address = this.#traces[trace];
    if (address !== this.#followed) this.#run.followTrace(address);
    this.#followed = address;
    this.#injected(() => {
      if (watch === null) {
        if (before > 0) this.#run.step(before);
        this.#run.stepToFeature(averaged, address, gain, averaged, 1);
        this.#description.outdate();
        return;
      }
      for (let k = 0; k < count; k++) {
        if (k < before) this.#run.step(1);
        else this.#run.stepToFeature(1, address, gain, averaged, k === before ? 1 : 0);
        this.#description.outdate();
        watch(k);
      }
    });
  }

  #injected(run: () => void): void {
    // Distal compartments that sleep would not feel a current.
    if (this.#injection.active) this.#run.wakeDistal();
    this.#injection.during(run);
  }

  settle(): void {
    this.#run.settle();
  }
}

/** Copies in a plain loop, because `set` is slow between arrays of different types. */
function copy(to: Float32Array, from: Float64Array): void {
  for (let k = 0; k < to.length; k++) to[k] = from[k];
}
