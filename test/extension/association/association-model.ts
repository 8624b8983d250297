import type { Model, ModelArrays, ModelUnits, Stimulus } from 'burstwise';

/**
 * Remembers the mean target of every input unit in every context, and answers with the mean of what the active units
 * remember: y = Σ_i x_i m_ci / Σ_i x_i in context c, over the inputs x_i > 0.
 */
export class AssociationModel implements Model {
  readonly units: ModelUnits;
  readonly output: Float64Array;
  readonly feature: Float64Array;
  readonly activity = null;
  readonly computedBy = 'float64';
  /** m, `[C, I, O]` */
  readonly #means: Float64Array;
  /** Sum of the activities that went into each mean, `[C, I]`. */
  readonly #counts: Float64Array;
  readonly #context: Float64Array;

  /** @param start value of every mean before the first target */
  constructor(units: ModelUnits, start: number) {
    const { inputs, contexts, outputs } = units;
    this.units = units;
    this.output = new Float64Array(outputs);
    this.feature = new Float64Array(inputs);
    this.#means = new Float64Array(contexts * inputs * outputs).fill(start);
    this.#counts = new Float64Array(contexts * inputs);
    this.#context = new Float64Array(contexts);
  }

  reset(): void {
    this.feature.fill(0);
    this.#context.fill(0);
  }

  perceive({ input, context }: Stimulus): number {
    if (input) this.feature.set(input);
    if (context) this.#context.set(context);
    this.output.fill(0);
    const total = this.feature.reduce((sum, x) => sum + Math.max(0, x), 0);
    for (const { activity, means } of this.#active())
      for (const [o, mean] of means.entries()) this.output[o]! += (activity / total) * mean;
    return 1;
  }

  learn(target: Float64Array): void {
    for (const { unit, activity, means } of this.#active()) {
      this.#counts[unit]! += activity;
      for (const [o, mean] of means.entries())
        means[o]! += ((target[o]! - mean) * activity) / this.#counts[unit]!;
    }
  }

  /** The input units that are active, and their means in the present context. */
  *#active() {
    const { inputs, outputs } = this.units;
    const context = Math.max(0, this.#context.indexOf(1));
    for (const [i, activity] of this.feature.entries()) {
      const unit = context * inputs + i;
      if (activity > 0)
        yield { unit, activity, means: this.#means.subarray(unit * outputs, (unit + 1) * outputs) };
    }
  }

  settle(): void {}

  /** Targets are learned as they come. */
  apply(): void {}

  arrays(): ModelArrays {
    const { inputs, contexts, outputs } = this.units;
    const learned = [
      { name: 'weights', shape: [contexts, inputs, outputs], data: this.#means },
      { name: 'counts', shape: [contexts, inputs], data: this.#counts },
    ];
    return { fixed: [], learned };
  }

  problem(): string | undefined {
    const bad = this.#means.find((mean) => !Number.isFinite(mean));
    return bad === undefined ? undefined : `a weight of ${bad}`;
  }
}
