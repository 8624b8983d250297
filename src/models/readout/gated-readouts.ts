import { weightProblem } from '../finite.ts';
import type { NamedArray } from '../model.ts';
import type { Readout } from './readout.ts';
import { RegressionReadout } from './regression-readout.ts';
import { createReadoutLearner, type ReadoutLearner, type ReadoutRule } from './rules.ts';

interface TaughtReadout {
  /** Prefix of the names of its arrays. */
  readonly prefix: string;
  readonly readout: Readout;
  readonly learner: ReadoutLearner;
}

/**
 * Readouts behind a gate that selects one at a time, each with weights, bias and learner of its own; without a gate there is
 * one. Learning in one changes no other: λ of ridge regression is relative to a readout's own examples.
 */
export class GatedReadouts {
  /** y, `[O]`, of the latest reading. */
  readonly output: Float64Array;
  readonly #readouts: readonly TaughtReadout[];

  /** @param features numbers of features by gate; the last of several serves when no gate is open */
  constructor(features: readonly number[], outputs: number, rule: ReadoutRule) {
    this.output = new Float64Array(outputs);
    const last = features.length - 1;
    this.#readouts = features.map((count, gate) => {
      const readout = new RegressionReadout(outputs, count);
      const prefix = last === 0 ? '' : gate === last ? 'noContext/' : `context${gate}/`;
      return { prefix, readout, learner: createReadoutLearner(rule, readout, 0) };
    });
  }

  /** Reads features `[F]` through a gate. */
  read(gate: number, feature: Float64Array): void {
    this.output.set(this.#readouts[gate].readout.read(feature));
  }

  /** Takes features `[F]` seen through a gate as an example of a target `[O]`. */
  learn(gate: number, feature: Float64Array, target: Float64Array): void {
    this.#readouts[gate].learner.learn(feature, target);
  }

  /** @throws RangeError when there is no finite solution */
  apply(): void {
    for (const { learner } of this.#readouts) learner.apply();
  }

  /** Everything that learning changes. */
  arrays(): NamedArray[] {
    return this.#readouts.flatMap(({ prefix, readout: { weights, bias }, learner }) => {
      const features = weights.length / bias.length;
      const memory = Object.entries(learner.memory).map(([name, data]) => ({
        name: `${prefix}${name}`,
        shape: [data.length],
        data,
      }));
      return [
        { name: `${prefix}readoutWeights`, shape: [bias.length, features], data: weights },
        { name: `${prefix}readoutBias`, shape: [bias.length], data: bias },
        ...memory,
      ];
    });
  }

  /** The first problem of the learned weights in words; undefined where they are finite. */
  problem(): string | undefined {
    return weightProblem(...this.#readouts.flatMap(({ readout: { weights, bias } }) => [weights, bias]));
  }
}
