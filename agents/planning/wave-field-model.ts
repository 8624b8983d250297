import type { Generator } from 'gymnasium-js';
import type { Model, ModelUnits, Stimulus } from '../../src/models/model.ts';
import type { WaveConfig } from './config.ts';
import type { PlaceGraph } from './place-graph.ts';
import { CoupledWave } from './wave-model.ts';

/**
 * A wave of bursts that answers at every place, as a model. Its input x says which exits are open, one unit an exit; its context
 * c which places to reach, one unit a place. Its output is, for each place and way, the answer's burst trace as a part of the
 * largest one there, `[places, ways]`. A label is a transition, one unit for its place and way. It is imprinted when the episode
 * ends: within an episode a wave always gives the same answers.
 */
export class WaveFieldModel extends CoupledWave implements Model {
  readonly units: ModelUnits;
  readonly output: Float64Array;
  #crossed: number[] = [];

  constructor(graph: PlaceGraph, config: WaveConfig, generator: Generator) {
    super(graph, config, generator);
    const { places, exits, ways } = graph;
    this.units = { inputs: exits.length, contexts: places, outputs: places * ways };
    this.output = new Float64Array(places * ways);
  }

  get feature(): Float64Array {
    return this.output;
  }

  override reset(): void {
    this.#crossed = [];
  }

  /** @returns network steps of the wave, which takes its own time */
  perceive({ input, context }: Stimulus): number {
    const { wave, output } = this;
    const { ways } = wave.groups.graph;
    const goals = Array.from(context!.keys()).filter((place) => context![place] === 1);
    const { traces, durationMs } = wave.planEverywhere({ goals, open: (exit) => input![exit] === 1 });
    for (let first = 0; first < output.length; first += ways) {
      const largest = Math.max(...traces.subarray(first, first + ways));
      for (let k = first; k < first + ways; k++) output[k] = largest > 0 ? traces[k]! / largest : 0;
    }
    return Math.round(durationMs / wave.parameters.neuron.timeStep);
  }

  learn(target: Float64Array): void {
    const { exits, ways } = this.wave.groups.graph;
    const crossed = target.indexOf(1);
    const exit = exits.findIndex(({ from, way }) => from * ways + way === crossed);
    if (exit >= 0) this.#crossed.push(exit);
  }

  settle(): void {
    for (const exit of this.#crossed) this.imprinter?.learn(exit);
    this.#crossed = [];
  }
}
