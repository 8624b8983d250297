import type { BurstLoops } from './loops.ts';
import type { NeuronParameters } from './parameters.ts';
import { checkSource, checkTeaching } from './population-checks.ts';
import type { PopulationSize, PopulationWeights } from './weights.ts';

/**
 * The drives of an event-driven population: what projections from outside contribute to a step of the soma and of the distal
 * compartment, times a = dt/tauMembrane. They change only when an input, a context or a teaching signal does.
 */
export class EventDrives {
  /** a (J_in x + σ_ctx C_basal c + h), `[N]` */
  readonly soma: Float64Array;
  /** a (g_teach J_target y* + σ_ctx C_apical c + h + h_ref), `[N]` */
  readonly distal: Float64Array;
  readonly #size: PopulationSize;
  readonly #loops: BurstLoops;
  readonly #projections: Pick<PopulationWeights, 'input' | 'teaching' | 'apicalContext' | 'basalContext'>;
  readonly #neuron: NeuronParameters;
  /** a */
  readonly #gain: number;
  // The summands, `[N]` each; the constants h and h_ref are part of the context's.
  readonly #input: Float64Array;
  readonly #teaching: Float64Array;
  readonly #somaContext: Float64Array;
  readonly #distalContext: Float64Array;

  /** Memory that an instance takes from its loops. */
  static memoryNeeded({ neurons, inputs, contexts, outputs }: PopulationSize) {
    const vectors = 6;
    const projections = 4;
    const columns = inputs + outputs + 2 * contexts;
    return { values: (vectors + columns) * neurons, arrays: vectors + projections };
  }

  constructor(size: PopulationSize, weights: PopulationWeights, neuron: NeuronParameters, loops: BurstLoops) {
    const vector = () => loops.values(size.neurons);
    this.#size = size;
    this.#loops = loops;
    this.#neuron = neuron;
    this.#gain = neuron.timeStep / neuron.tauMembrane;
    this.#projections = {
      input: loops.holding(weights.input),
      teaching: loops.holding(weights.teaching),
      apicalContext: loops.holding(weights.apicalContext),
      basalContext: loops.holding(weights.basalContext),
    };
    this.#input = vector();
    this.#teaching = vector();
    this.#somaContext = vector();
    this.#distalContext = vector();
    this.soma = vector();
    this.distal = vector();
  }

  /** No input, no context and no teacher. */
  reset(): void {
    const { restingInput, apicalInput } = this.#neuron;
    this.#input.fill(0);
    this.#teaching.fill(0);
    this.#somaContext.fill(restingInput);
    this.#distalContext.fill(restingInput + apicalInput);
    this.#sumSoma();
    this.#sumDistal();
  }

  /** Takes x, `[I]`. */
  setInput(input: Float64Array): void {
    checkSource('input', input, this.#size.inputs);
    this.#loops.project(this.#input, this.#projections.input, input);
    this.#sumSoma();
  }

  /** Takes c, `[C]`. */
  setContext(context: Float64Array): void {
    checkSource('context', context, this.#size.contexts);
    const { restingInput, apicalInput } = this.#neuron;
    this.#loops.project(this.#somaContext, this.#projections.basalContext, context);
    this.#loops.project(this.#distalContext, this.#projections.apicalContext, context);
    for (let i = 0; i < this.#somaContext.length; i++) {
      this.#somaContext[i] += restingInput;
      this.#distalContext[i] += restingInput + apicalInput;
    }
    this.#sumSoma();
    this.#sumDistal();
  }

  /** Takes currents in place of input and apical context, `[N]` each. */
  setCurrents(soma: Float64Array, distal: Float64Array): void {
    checkSource('soma', soma, this.#size.neurons);
    checkSource('distal', distal, this.#size.neurons);
    const { restingInput, apicalInput } = this.#neuron;
    this.#input.set(soma);
    for (let i = 0; i < distal.length; i++) this.#distalContext[i] = distal[i] + (restingInput + apicalInput);
    this.#sumSoma();
    this.#sumDistal();
  }

  /** Takes y*, `[O]`, and g_teach. */
  setTeaching(signal: Float64Array, gain: number): void {
    checkTeaching(signal, this.#size.outputs, gain);
    const teaching = this.#teaching;
    if (gain === 0) teaching.fill(0);
    else this.#loops.project(teaching, this.#projections.teaching, signal);
    if (gain !== 0 && gain !== 1) this.#loops.setSum(teaching, gain, teaching, 0, teaching);
    this.#sumDistal();
  }

  #sumSoma(): void {
    this.#loops.setSum(this.soma, this.#gain, this.#input, this.#gain, this.#somaContext);
  }

  #sumDistal(): void {
    this.#loops.setSum(this.distal, this.#gain, this.#teaching, this.#gain, this.#distalContext);
  }
}
