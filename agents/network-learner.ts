import { DivergenceError } from '../src/errors.ts';
import type { BurstNetwork, Stimulus } from '../src/models/burst/network.ts';
import { explodedValue, explodedWeight } from '../src/models/finite.ts';
import { createReadoutLearner, type ReadoutLearner, type ReadoutRule } from '../src/models/readout/rules.ts';

/** A burst network that learns its readout from labels: the common part of managers and workers. */
export class Learner {
  /** For reports, errors and checkpoints, e.g. `manager`. */
  readonly name: string;
  readonly network: BurstNetwork;
  readonly rule: ReadoutLearner;
  /** The target of the next label, `[O]`; fill it, then call `learn`. */
  readonly target: Float64Array;
  /** Network steps simulated since construction. */
  steps = 0;

  constructor(name: string, network: BurstNetwork, rule: ReadoutRule) {
    this.name = name;
    this.network = network;
    this.rule = createReadoutLearner(rule, network.readout);
    this.target = new Float64Array(network.readout.output.length);
  }

  /**
   * Shows the network a stimulus for the given time; returns its readout, the same array every time.
   * @throws DivergenceError when the readout is no longer finite, or exploded
   */
  perceive(stimulus: Stimulus, durationMs: number): Float64Array {
    this.steps += this.network.perceive(stimulus, durationMs);
    const output = this.network.read();
    const bad = explodedValue(output);
    if (bad !== undefined) throw new DivergenceError(this.name, this.steps, `a readout of ${bad}`);
    return output;
  }

  /** Learns that the present feature stands for `target`. */
  learn(): void {
    this.rule.learn(this.network.feature, this.target);
  }

  /**
   * Puts what was learned into the readout.
   * @throws DivergenceError when there is no finite solution
   */
  apply(): void {
    try {
      this.rule.apply();
    } catch (error) {
      if (error instanceof RangeError) throw new DivergenceError(this.name, this.steps, error.message);
      throw error;
    }
  }

  /** @throws DivergenceError when a weight is no longer finite, or exploded */
  checkWeights(): void {
    const bad = explodedWeight(this.network);
    if (bad !== undefined) throw new DivergenceError(this.name, this.steps, `a weight of ${bad}`);
  }
}
