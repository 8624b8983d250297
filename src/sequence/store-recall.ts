import { DivergenceError } from '../errors.ts';
import { BurstModel } from '../models/burst/model.ts';
import { type BurstNetwork, createNetwork, type NetworkParameters } from '../models/burst/network.ts';
import type { Kernel } from '../models/burst/population.ts';
import { createReadoutLearner, type ReadoutLearner, type ReadoutRule } from '../models/readout/rules.ts';
import { streamGenerator } from '../numeric/seeds.ts';
import { recallError, recallSequence, type Sequence, trainPresentation } from './sequence.ts';
import { createTrajectorySequence } from './trajectory.ts';

/** Settings of store & recall. */
export interface StoreRecallParameters {
  /** Duration of the trajectory, ms. */
  readonly durationMs: number;
  /** Units of the clock. */
  readonly clockBins: number;
  /** Dimensions of the trajectory. */
  readonly outputs: number;
  /** Presentations with the teacher on. */
  readonly iterations: number;
  /** The network. */
  readonly network: NetworkParameters & { readonly kernel?: Kernel };
  /** The learning of the readout. */
  readonly readout: {
    readonly rule: ReadoutRule;
    /**
     * The time of the readout's learning: during the presentations, as published, or once at the end, from a recall without
     * a teacher.
     */
    readonly learnsFrom: 'presentation' | 'recall';
  };
}

/**
 * Store & recall of a trajectory (Capone et al. 2022, Fig. 1): the teacher's bursts are predicted by the recurrence,
 * from which the trajectory is read out when the teacher is gone.
 */
export class StoreRecall {
  /** The network with the rule of its readout. */
  readonly model: BurstModel;
  /** The trajectory to store. */
  readonly sequence: Sequence;
  readonly #parameters: StoreRecallParameters;

  constructor(parameters: StoreRecallParameters, seed: number) {
    const { network, clockBins, outputs, durationMs } = parameters;
    const { timeStep } = network.neuron;
    this.#parameters = parameters;
    const burstNetwork = createNetwork(
      network,
      { inputs: clockBins, contexts: 1, outputs },
      streamGenerator(seed, 'workerWeights'),
      network.kernel,
    );
    const rule = createReadoutLearner(parameters.readout.rule, burstNetwork.readout);
    this.model = new BurstModel(burstNetwork, rule, network.kernel);
    const sequence = createTrajectorySequence(
      { bins: clockBins, outputs, steps: Math.round(durationMs / timeStep), timeStep },
      streamGenerator(seed, 'sequence'),
    );
    // A context, where the network has any, is on all the time.
    const always = Float64Array.of(1);
    const gated = network.apicalContext.sigma > 0 || network.basalContext.sigma > 0;
    this.sequence = gated ? { ...sequence, context: sequence.input.map(() => always) } : sequence;
  }

  /** The network of the model. */
  get network(): BurstNetwork {
    return this.model.network;
  }

  /** The rule of the readout. */
  get learner(): ReadoutLearner {
    return this.model.rule;
  }

  /** Presents the sequence once. @throws DivergenceError */
  present(iteration: number): void {
    const { learnsFrom } = this.#parameters.readout;
    trainPresentation(this.network, learnsFrom === 'presentation' ? this.learner : null, this.sequence);
    this.#checkWeights(iteration + 1);
  }

  /** Lets a readout learn from a recall if it does so; to be called after the last presentation. @throws DivergenceError */
  finish(): void {
    const { network, learner, sequence } = this;
    if (this.#parameters.readout.learnsFrom === 'recall') {
      recallSequence(network, sequence, {
        before: (t) => learner.learn(network.feature, sequence.target[t]!),
      });
    }
    try {
      learner.apply();
    } catch (error) {
      if (error instanceof RangeError) throw this.#diverged(this.#parameters.iterations, error.message);
      throw error;
    }
    this.#checkWeights(this.#parameters.iterations);
  }

  /** Recall without a teacher: outputs y(t), t = 1 … T − 3, and their error. */
  recall(after?: (t: number) => void): { readonly outputs: Float64Array[]; readonly error: number } {
    const outputs = recallSequence(this.network, this.sequence, { after });
    return { outputs, error: recallError(this.sequence, outputs) };
  }

  /** Variance of the target over outputs and time: the error of recalling nothing. */
  targetVariance(): number {
    const silence = this.sequence.target.slice(3).map((values) => new Float64Array(values.length));
    return recallError(this.sequence, silence);
  }

  #checkWeights(presentations: number): void {
    const problem = this.model.problem();
    if (problem !== undefined) throw this.#diverged(presentations, problem);
  }

  #diverged(presentations: number, detail: string): DivergenceError {
    return new DivergenceError('store-recall', presentations * this.sequence.target.length, detail);
  }
}
