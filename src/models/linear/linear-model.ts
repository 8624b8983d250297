import { type ContextUse, ContextualInput } from '../contextual-input.ts';
import type { Model, ModelArrays, ModelUnits, Stimulus } from '../model.ts';
import { GatedReadouts } from '../readout/gated-readouts.ts';
import type { ReadoutRule } from '../readout/rules.ts';

/** A linear regression on the input, without neurons: y = W_c x + bias_c in context c, or y = W (x, c) + bias. */
export class LinearModel implements Model {
  readonly units: ModelUnits;
  readonly output: Float64Array;
  readonly feature: Float64Array;
  readonly activity = null;
  readonly computedBy = 'float64';
  readonly #shown: ContextualInput;
  readonly #readouts: GatedReadouts;

  constructor(units: ModelUnits, context: ContextUse, rule: ReadoutRule) {
    this.units = units;
    this.#shown = new ContextualInput(units, context);
    this.feature = this.#shown.values;
    const { gates } = this.#shown;
    const readouts = gates === 1 ? 1 : gates + 1;
    this.#readouts = new GatedReadouts(Array(readouts).fill(this.feature.length), units.outputs, rule);
    this.output = this.#readouts.output;
  }

  reset(): void {
    this.#shown.reset();
  }

  perceive(stimulus: Stimulus): number {
    this.#shown.show(stimulus);
    this.#readouts.read(this.#shown.gate, this.feature);
    return 1;
  }

  learn(target: Float64Array): void {
    this.#readouts.learn(this.#shown.gate, this.feature, target);
  }

  /** Nothing outlasts an observation but what is learned. */
  settle(): void {}

  apply(): void {
    this.#readouts.apply();
  }

  arrays(): ModelArrays {
    return { fixed: [], learned: this.#readouts.arrays() };
  }

  problem(): string | undefined {
    return this.#readouts.problem();
  }
}
