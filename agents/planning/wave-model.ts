import type { Generator } from 'gymnasium-js';
import { weightProblem } from '../../src/models/finite.ts';
import type { ActivitySource, Model, ModelArrays, ModelUnits, Stimulus } from '../../src/models/model.ts';
import { BurstWave } from './burst-wave.ts';
import type { WaveConfig } from './config.ts';
import { Imprinter } from './imprint.ts';
import type { PlaceGraph } from './place-graph.ts';
import { LEARNED_GAIN, WIRED, waveParameters } from './wave-parameters.ts';

/** What models of waves have in common: groups of neurons whose couplings are imprinted or wired. */
export abstract class CoupledWave {
  readonly wave: BurstWave;
  readonly activity: ActivitySource;
  /** Absent where the couplings are wired. */
  protected readonly imprinter: Imprinter | null;

  constructor(graph: PlaceGraph, { couplings, members }: WaveConfig, generator: Generator) {
    const learned = couplings === 'learned';
    const gain = learned ? LEARNED_GAIN : 1;
    this.wave = new BurstWave(graph, { ...waveParameters, members, gain }, generator);
    if (!learned) this.wave.couplings.wire(WIRED);
    this.imprinter = learned ? new Imprinter(this.wave) : null;
    this.activity = new WaveActivity(this.wave);
  }

  get computedBy(): string {
    return this.wave.population.kernel;
  }

  /** Does nothing: every plan starts from rest. */
  reset(): void {}

  /** Does nothing: what a lesson imprints takes effect at once. */
  apply(): void {}

  /** Factors of the arms `[exits]`, and couplings as a list of synapses: learned, unless they are wired. */
  arrays(): ModelArrays {
    const { factors, couplings } = this.wave;
    const { values } = couplings.synapses;
    const armFactors = { name: 'armFactors', shape: [factors.length], data: factors };
    const weights = { name: 'couplings', shape: [values.length], data: values };
    if (this.imprinter === null) return { fixed: [armFactors, weights], learned: [] };
    return { fixed: [armFactors], learned: [weights] };
  }

  /** Says which coupling is not a finite number, if any. */
  problem(): string | undefined {
    return weightProblem(this.wave.couplings.synapses.values);
  }
}

/**
 * A wave of bursts as a model. Its input x says which exits are open, one unit an exit, then where the agent is, one unit a
 * place; its context c is the goal, one unit a place. Its output is, for each way, the answer's burst trace as a part of the
 * largest one. A label is the way that was taken from the place perceived last: the transition is imprinted.
 */
export class WaveModel extends CoupledWave implements Model {
  readonly units: ModelUnits;
  readonly output: Float64Array;
  #here = 0;

  constructor(graph: PlaceGraph, config: WaveConfig, generator: Generator) {
    super(graph, config, generator);
    const { places, exits, ways } = graph;
    this.units = { inputs: exits.length + places, contexts: places, outputs: ways };
    this.output = new Float64Array(ways);
  }

  get feature(): Float64Array {
    return this.output;
  }

  /** @returns network steps of the plan, which takes its own time */
  perceive({ input, context }: Stimulus): number {
    const { wave, output } = this;
    const exits = wave.groups.graph.exits.length;
    const doors = input!.subarray(0, exits);
    this.#here = input!.subarray(exits).indexOf(1);
    const { traces, durationMs } = wave.plan({
      here: this.#here,
      goal: context!.indexOf(1),
      open: (exit) => doors[exit] === 1,
    });
    const largest = Math.max(...traces);
    for (let way = 0; way < output.length; way++) output[way] = largest > 0 ? traces[way]! / largest : 0;
    return Math.round(durationMs / wave.parameters.neuron.timeStep);
  }

  learn(target: Float64Array): void {
    const { exitsOf, graph } = this.wave.groups;
    const exit = exitsOf[this.#here]!.find((candidate) => graph.exits[candidate]!.way === target.indexOf(1));
    if (exit !== undefined) this.imprinter?.learn(exit);
  }

  settle(): void {}
}

/** Spikes and bursts of a wave. */
class WaveActivity implements ActivitySource {
  readonly neurons: number;
  readonly assemblies = null;
  readonly #wave: BurstWave;

  constructor(wave: BurstWave) {
    this.#wave = wave;
    this.neurons = wave.factors.length;
  }

  get watch(): ActivitySource['watch'] {
    return this.#wave.watch;
  }

  set watch(watch: ActivitySource['watch']) {
    this.#wave.watch = watch;
  }

  get spikes(): Uint8Array {
    return this.#wave.population.state.somaSpike;
  }

  get burstSpikes(): Uint8Array {
    return this.#wave.population.state.burstSpike;
  }
}
