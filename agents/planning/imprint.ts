import { createDrivenPopulation } from '../../src/models/burst/create-population.ts';
import type { DrivenPopulation } from '../../src/models/burst/population.ts';
import { createWeights } from '../../src/models/burst/weights.ts';
import type { BurstWave } from './burst-wave.ts';
import { Couplings } from './couplings.ts';

/** How a transition is replayed; times in ms since the replay began. */
export const replay = Object.freeze({
  duration: 80,
  /** Distal current into the group that is driven. */
  drive: 4000,
  first: Object.freeze({ from: 20, to: 24 }),
  second: Object.freeze({ from: 22, to: 75 }),
});

/** η of the rule during replays. */
const learningRate = 40;

/**
 * Imprints transitions into the couplings of a wave by the paper's rule (`plasticityFactor`). Each coupling along which a wave
 * runs through the exit is replayed: the first group bursts, then the second, and the synapses learn to predict it.
 *
 * Only the two groups of a coupling are armed. Neurons that are not armed neither spike nor learn, since S gates the rule, so
 * that a population of the two groups alone computes the replay.
 */
export class Imprinter {
  readonly #wave: BurstWave;
  /** The two groups of a coupling, and their synapses. */
  readonly #pair: Couplings;
  readonly #population: DrivenPopulation;

  constructor(wave: BurstWave) {
    const { members, neuron } = wave.parameters;
    const neurons = 2 * members;
    const size = { neurons, excitatory: neurons, inputs: 1, contexts: 1, outputs: 1 };
    this.#wave = wave;
    this.#pair = new Couplings([{ from: 0, to: 1 }], 2, members);
    const weights = { ...createWeights(size), proximalSynapses: this.#pair.synapses };
    this.#population = createDrivenPopulation(size, weights, neuron, { learningRate, escapeWidth: 0.1 });
  }

  /** Learns that an exit leads to its place, and, where there is one, that an exit leads back. */
  learn(exit: number): void {
    const { groups } = this.#wave;
    const { from, to } = groups.graph.exits[exit]!;
    const back = from === to ? -1 : groups.exitTo(to, from);
    for (const crossed of back < 0 ? [exit] : [exit, back]) {
      for (const coupling of groups.along(crossed)) this.#replay(coupling);
    }
  }

  #replay(coupling: number): void {
    const { couplings, factors, parameters } = this.#wave;
    const { members, arm } = parameters;
    const { from, to } = couplings.list[coupling]!;
    const { values } = this.#pair.synapses;
    couplings.read(values, coupling);
    const soma = new Float64Array(2 * members);
    for (let i = 0; i < members; i++) {
      soma[i] = arm * factors[from * members + i]!;
      soma[members + i] = arm * factors[to * members + i]!;
    }
    const population = this.#population;
    population.reset({ plastic: true });
    for (let time = 0; time < replay.duration; time += parameters.neuron.timeStep) {
      const distal = Float64Array.from(soma, (_, i) => {
        const driven = i < members ? replay.first : replay.second;
        return time >= driven.from && time < driven.to ? replay.drive : 0;
      });
      population.setCurrents(soma, distal);
      population.step();
    }
    population.settle();
    couplings.write(values, coupling);
  }
}
