import { type BurstNetwork, createNetwork, type NetworkParameters } from '../../src/models/burst/network.ts';
import {
  createReadoutLearner,
  type ReadoutLearner,
  type ReadoutRule,
} from '../../src/models/readout/rules.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import {
  recallError,
  recallSequence,
  type Sequence,
  type StepObserver,
  trainPresentation,
} from '../../src/sequence/sequence.ts';
import { createTrajectorySequence } from '../../src/sequence/trajectory.ts';
import { copyLearnedWeights } from '../harness/learned-weights.ts';

/** What is stored, and in which network. */
export interface MemoryParameters {
  /** The network; its plasticity has the rate η at the beginning. */
  readonly network: NetworkParameters;
  /** Number of trajectories, each with a context unit of its own. */
  readonly contexts: number;
  /** Units of the clock that is the input. */
  readonly clockBins: number;
  /** Dimensions of a trajectory. */
  readonly outputs: number;
  /** T, time steps of a trajectory. */
  readonly steps: number;
  /** η_out of the delta rule by which the readout learns during presentations; 0: it does not. */
  readonly readoutRate: number;
}

/**
 * A burst network that stores trajectories, one for each context (Capone et al. 2022, Fig. 1 and 2): its recurrence learns
 * to predict the bursts that the teacher evokes, and its readout the trajectory.
 */
export class Memory {
  /** The trajectories with their inputs and contexts. */
  readonly sequences: readonly Sequence[];
  readonly #parameters: MemoryParameters;
  readonly #seed: number;
  #network: BurstNetwork;
  #learner: ReadoutLearner;

  constructor(parameters: MemoryParameters, seed: number) {
    const { contexts, clockBins, outputs, steps, network } = parameters;
    const shape = { bins: clockBins, outputs, steps, timeStep: network.neuron.timeStep };
    this.#parameters = parameters;
    this.#seed = seed;
    this.sequences = Array.from({ length: contexts }, (_, k) => {
      const sequence = createTrajectorySequence(shape, streamGenerator(seed, 'sequence', k));
      const context = new Float64Array(contexts);
      context[k] = 1;
      return { ...sequence, context: sequence.input.map(() => context) };
    });
    this.#network = this.#draw(1);
    this.#learner = this.#deltaRule(1);
  }

  /** The network, valid until the next change of rates. */
  get network(): BurstNetwork {
    return this.#network;
  }

  /** Presents every trajectory once with its teacher. @param observe watches the presentation of a trajectory */
  present(observe?: (trajectory: number) => StepObserver): void {
    const learner = this.#parameters.readoutRate === 0 ? null : this.#learner;
    for (const [k, sequence] of this.sequences.entries())
      trainPresentation(this.#network, learner, sequence, observe?.(k));
  }

  /** Multiplies η and η_out of the beginning by a factor above 0, from now on. */
  setRates(factor: number): void {
    const after = this.#draw(factor);
    copyLearnedWeights(this.#network, after);
    this.#network = after;
    this.#learner = this.#deltaRule(factor);
  }

  /** Recall of a trajectory, or of another sequence, without a teacher: outputs y(t), t = 1 … T − 3, and their error. */
  recall(sequence: Sequence, observe?: StepObserver): { outputs: Float64Array[]; error: number } {
    const outputs = recallSequence(this.#network, sequence, observe);
    return { outputs, error: recallError(sequence, outputs) };
  }

  /** Learns the readout anew, from a recall of every trajectory without a teacher. */
  learnFromRecall(rule: ReadoutRule): void {
    const { network } = this;
    const learner = createReadoutLearner(rule, network.readout);
    for (const sequence of this.sequences) {
      recallSequence(network, sequence, {
        before: (t) => learner.learn(network.feature, sequence.target[t]!),
      });
    }
    learner.apply();
  }

  /** Mean error of the recalls of all trajectories. */
  meanError(): number {
    const errors = this.sequences.map((sequence) => this.recall(sequence).error);
    return errors.reduce((sum, error) => sum + error, 0) / errors.length;
  }

  /** The same weights whatever the rate: they are drawn from the seed. */
  #draw(factor: number): BurstNetwork {
    const { network, contexts, clockBins, outputs } = this.#parameters;
    const learningRate = factor * network.plasticity.learningRate;
    return createNetwork(
      { ...network, plasticity: { ...network.plasticity, learningRate } },
      { inputs: clockBins, contexts, outputs },
      streamGenerator(this.#seed, 'workerWeights'),
    );
  }

  #deltaRule(factor: number): ReadoutLearner {
    const rate = factor * this.#parameters.readoutRate;
    return createReadoutLearner({ kind: 'delta', rate, biasRate: 0, annealing: 0 }, this.#network.readout);
  }
}

/** Variance over outputs and time of a trajectory: the error of recalling nothing. */
export function targetVariance(sequence: Sequence): number {
  const silence = sequence.target.slice(3).map((values) => new Float64Array(values.length));
  return recallError(sequence, silence);
}

/** Vectors over time `[T][O]` as rows `[O][T]` for a picture, rounded to four decimals. */
export function rowsOf(vectors: readonly Float64Array[]): readonly (readonly number[])[] {
  return Array.from(vectors[0]!, (_, o) => vectors.map((vector) => Math.round(1e4 * vector[o]!) / 1e4));
}
