import type { Generator } from 'gymnasium-js';
import { createDrivenPopulation } from '../../src/models/burst/create-population.ts';
import { publishedPlasticity } from '../../src/models/burst/parameters.ts';
import type { DrivenPopulation } from '../../src/models/burst/population.ts';
import { createWeights } from '../../src/models/burst/weights.ts';
import { Couplings } from './couplings.ts';
import type { PlaceGraph } from './place-graph.ts';
import { WaveGroups } from './wave-groups.ts';
import type { WaveParameters } from './wave-parameters.ts';

/** What a plan starts from. */
export interface WaveQuestion {
  /** The agent's place. */
  readonly here: number;
  /** The place to reach. */
  readonly goal: number;
  /** Whether each exit of the graph is open now. */
  open(exit: number): boolean;
}

/** What a wave starts from whose answers are read at every place. */
export interface WaveSource {
  /** The places to reach, any of which will do. */
  readonly goals: readonly number[];
  /** Whether each exit of the graph is open now. */
  open(exit: number): boolean;
}

/** The answers of one wave at every place. */
export interface WaveField {
  /** For each place and way: b^rec of its answer when the first one there had burst, mean over the group, `[places, ways]`. */
  readonly traces: Float64Array;
  /** Network time that the wave took, ms. */
  readonly durationMs: number;
}

/** A plan. */
export interface WaveAnswer {
  /** The way to take; −1 where no wave arrived. */
  readonly way: number;
  /** For each way: b^rec of its answer, mean over the group; 0 where there is no such way. */
  readonly traces: Float64Array;
  /** Network time that the plan took, ms. */
  readonly durationMs: number;
}

/**
 * Plans by a wave of bursts. It spreads from the goal's group through the groups of open doors, and the first answer to burst
 * at the agent's place tells the way. The groups are neurons of Capone et al. 2022, coupled at their proximal compartments: a
 * wave passes only where the soma is armed, since a burst needs both, and dies where a door is closed.
 */
export class BurstWave {
  readonly groups: WaveGroups;
  /** Weights before `gain`. */
  readonly couplings: Couplings;
  readonly parameters: WaveParameters;
  readonly population: DrivenPopulation;
  /** Each neuron's factor of the current that arms it, `[N]`. */
  readonly factors: Float64Array;
  /** Called after every step, with the time in ms since the plan began; for recordings. */
  watch: ((timeMs: number) => void) | null = null;
  /** Weights of the population: `gain` · those of the couplings. */
  readonly #recalled: Float64Array;
  readonly #noise: Generator;
  readonly #soma: Float64Array;
  readonly #distal: Float64Array;
  /** Neurons that the wave has reached. */
  readonly #reached: Uint8Array;

  /** @param generator draws the neurons' factors, then the noise */
  constructor(graph: PlaceGraph, parameters: WaveParameters, generator: Generator) {
    const { members, spread, neuron } = parameters;
    this.groups = new WaveGroups(graph);
    this.parameters = parameters;
    this.couplings = new Couplings(this.groups.couplings, this.groups.count, members);
    const neurons = this.groups.count * members;
    const size = { neurons, excitatory: neurons, inputs: 1, contexts: 1, outputs: 1 };
    const { synapses } = this.couplings;
    this.#recalled = synapses.values.slice();
    const proximalSynapses = { ...synapses, values: this.#recalled };
    const weights = { ...createWeights(size), proximalSynapses };
    this.population = createDrivenPopulation(size, weights, neuron, publishedPlasticity);
    this.factors = Float64Array.from({ length: neurons }, () => 1 + spread * (2 * generator.random() - 1));
    this.#noise = generator;
    this.#soma = new Float64Array(neurons);
    this.#distal = new Float64Array(neurons);
    this.#reached = new Uint8Array(neurons);
  }

  /** The way to the goal. */
  plan(question: WaveQuestion): WaveAnswer {
    const { here } = question;
    let arrived = false;
    let answered = false;
    const durationMs = this.#spread([question.goal], question.open, [here], () => {
      // One step more than the first answer takes: what arrives in it counts, too.
      answered = arrived;
      arrived ||= this.#arrivesAt(here);
      return answered;
    });
    return { ...this.#answer(here), durationMs };
  }

  /**
   * The ways from every place, from one wave that spreads until it dies. Answers lead nowhere, so that it answers at each place
   * as it would for an agent there.
   */
  planEverywhere({ goals, open }: WaveSource): WaveField {
    const { places, ways } = this.groups.graph;
    const traces = new Float64Array(places * ways);
    const everywhere = Array.from({ length: places }, (_, place) => place);
    const waiting = new Set(everywhere);
    let arrived: number[] = [];
    const durationMs = this.#spread(goals, open, everywhere, () => {
      for (const place of arrived) traces.set(this.#answer(place).traces, place * ways);
      arrived = [...waiting].filter((place) => this.#arrivesAt(place));
      for (const place of arrived) waiting.delete(place);
      return false;
    });
    return { traces, durationMs };
  }

  /**
   * Lets a wave spread until it dies, or until `isOver` says so after a step.
   * @param answering places whose answers are armed
   * @returns the time that it took, ms
   */
  #spread(
    goals: readonly number[],
    open: (exit: number) => boolean,
    answering: readonly number[],
    isOver: () => boolean,
  ): number {
    const { lead, longest, quiet, neuron, goalDrive } = this.parameters;
    this.#recall();
    this.population.reset();
    this.#arm(open, new Set(answering));
    this.population.setCurrents(this.#soma, this.#distal);
    let time = 0;
    for (; time < lead; time += neuron.timeStep) this.#step(time);
    for (const goal of goals) this.#groupOf(this.#distal, this.groups.place(goal)).fill(goalDrive);
    this.population.setCurrents(this.#soma, this.#distal);
    this.#reached.fill(0);
    let spread = time;
    for (let over = false; time < longest && !over; time += neuron.timeStep) {
      this.#step(time);
      if (this.#spreads()) spread = time;
      if (time - spread >= quiet) break;
      over = isOver();
    }
    return time;
  }

  /** Whether an answer of a place bursts. */
  #arrivesAt(place: number): boolean {
    return this.groups.exitsOf[place]!.some((exit) => this.#bursts(this.groups.answers[exit]!));
  }

  /** Arms the somata that a wave may pass through. */
  #arm(open: (exit: number) => boolean, answering: ReadonlySet<number>): void {
    const { places, exits } = this.groups.graph;
    const { arm } = this.parameters;
    this.#soma.fill(0);
    this.#distal.fill(0);
    for (let place = 0; place < places; place++) this.#drive(this.groups.place(place), arm);
    for (const [exit, { from }] of exits.entries()) {
      const door = this.groups.doors[exit]!;
      if (door >= 0) this.#drive(door, open(exit) ? arm : -arm);
      if (answering.has(from)) this.#drive(this.groups.answers[exit]!, arm);
    }
  }

  #drive(group: number, current: number): void {
    const first = group * this.parameters.members;
    this.#groupOf(this.#soma, group).forEach((_, i, soma) => {
      soma[i] = current * this.factors[first + i]!;
    });
  }

  /** Sets the weights of the population; each synapse fails with a probability. */
  #recall(failure = 0): void {
    const { values } = this.couplings.synapses;
    const { gain } = this.parameters;
    for (let s = 0; s < values.length; s++) {
      const fails = failure > 0 && values[s] !== 0 && this.#noise.random() < failure;
      this.#recalled[s] = fails ? 0 : gain * values[s]!;
    }
  }

  #step(timeMs: number): void {
    const { soma, distal, proximal, failure } = this.parameters.noise;
    if (soma !== 0 || distal !== 0 || proximal !== 0) this.#setNoisyCurrents();
    if (failure !== 0) this.#recall(failure);
    // Nothing but the goal is driven at its distal compartment: b^rec alone tells which other neurons burst.
    this.population.stepToFeature(1, 'recurrent-bursts', 1);
    this.watch?.(timeMs);
  }

  #setNoisyCurrents(): void {
    const { soma, distal, proximal } = this.parameters.noise;
    const noisy = (currents: Float64Array, sigma: number) =>
      sigma === 0 ? currents : currents.map((current) => current + this.#noise.normal(0, sigma));
    const quiet = new Float64Array(this.#soma.length);
    this.population.setCurrents(
      noisy(this.#soma, soma),
      noisy(this.#distal, distal),
      proximal === 0 ? undefined : noisy(quiet, proximal),
    );
  }

  /** Whether a neuron bursts for the first time. */
  #spreads(): boolean {
    const { burstThreshold } = this.parameters.neuron;
    const { feature } = this.population;
    let more = false;
    for (let i = 0; i < feature.length; i++) {
      if (feature[i]! <= burstThreshold || this.#reached[i] === 1) continue;
      this.#reached[i] = 1;
      more = true;
    }
    return more;
  }

  /** Whether half of a group's neurons burst. */
  #bursts(group: number): boolean {
    const { members, neuron } = this.parameters;
    const { feature } = this.population;
    let bursting = 0;
    for (let i = group * members; i < (group + 1) * members; i++) {
      if (feature[i]! > neuron.burstThreshold) bursting++;
    }
    return 2 * bursting >= members;
  }

  #answer(here: number): { readonly way: number; readonly traces: Float64Array } {
    const { members } = this.parameters;
    const { feature } = this.population;
    const traces = new Float64Array(this.groups.graph.ways);
    let way = -1;
    let largest = 0;
    for (const exit of this.groups.exitsOf[here]!) {
      const first = this.groups.answers[exit]! * members;
      let trace = 0;
      for (let i = first; i < first + members; i++) trace += feature[i]!;
      const { way: number } = this.groups.graph.exits[exit]!;
      traces[number] = trace / members;
      if (trace > largest) [way, largest] = [number, trace];
    }
    return { way, traces };
  }

  #groupOf(currents: Float64Array, group: number): Float64Array {
    const { members } = this.parameters;
    return currents.subarray(group * members, (group + 1) * members);
  }
}
