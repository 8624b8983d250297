import { DivergenceError } from '../src/errors.ts';
import { explodedValue } from '../src/models/finite.ts';
import type { Model, Stimulus } from '../src/models/model.ts';
import { LearningMeasures } from './learning-measures.ts';

/** A model under a name, watched for divergence: the common part of managers, workers and flat agents. */
export class Learner {
  /** For reports, errors and checkpoints, e.g. `manager`. */
  readonly name: string;
  readonly model: Model;
  /** The target of the next label, `[O]`; fill it, then call `learn`. */
  readonly target: Float64Array;
  /** A context `[C]` that the model perceives in place of the given one; null: the given one. */
  heldContext: Float64Array | null = null;
  /** How well it knows what it is taught. */
  readonly measures: LearningMeasures;
  /** Network steps simulated since construction. */
  steps = 0;

  constructor(name: string, model: Model) {
    this.name = name;
    this.model = model;
    this.measures = new LearningMeasures(model);
    this.target = new Float64Array(model.units.outputs);
  }

  /** Starts an episode; `plastic` lets weights learn while it perceives, from a teacher. */
  reset(plastic = false): void {
    this.measures.reset(plastic);
    this.model.reset(plastic);
  }

  /**
   * Shows the model a stimulus for the given time; returns its output, the same array every time.
   * @throws DivergenceError when the output is no longer finite, or exploded
   */
  perceive(stimulus: Stimulus, durationMs: number): Float64Array {
    const { model } = this;
    const { heldContext } = this;
    const shown = heldContext === null ? stimulus : { ...stimulus, context: heldContext };
    this.steps += model.perceive(shown, durationMs);
    const bad = explodedValue(model.output);
    if (bad !== undefined) throw new DivergenceError(this.name, this.steps, `a readout of ${bad}`);
    return model.output;
  }

  /** Learns that what was perceived last stands for `target`. */
  learn(): void {
    this.measures.label(this.target);
    this.model.learn(this.target);
  }

  /** Ends an episode. */
  settle(): void {
    this.model.settle();
  }

  /**
   * Ends a lesson: what was collected is learned.
   * @throws DivergenceError when there is no finite solution
   */
  apply(): void {
    try {
      this.model.apply();
    } catch (error) {
      if (error instanceof RangeError) throw new DivergenceError(this.name, this.steps, error.message);
      throw error;
    }
  }

  /** @throws DivergenceError when a weight is no longer finite, or exploded */
  checkWeights(): void {
    const problem = this.model.problem();
    if (problem !== undefined) throw new DivergenceError(this.name, this.steps, problem);
  }
}
