import { lowPassFactor, renewed } from '../numeric/low-pass.ts';
import type { RealVector } from '../numeric/vectors.ts';
import type { ActivitySource, Model, ModelArrays, ModelUnits, Stimulus } from './model.ts';

/** The units of a model that sees its input `[I]` and low-passed copies of it. */
export function withLowPassed(units: ModelUnits, timeConstants: readonly number[]): ModelUnits {
  return { ...units, inputs: units.inputs * (1 + timeConstants.length) };
}

/**
 * A model whose input is followed by copies of it, low-passed with each of some time constants τ:
 *
 *     x̂ ← β x̂ + (1 − β) x,   β = exp(−duration / τ)
 *
 * x̂ is 0 at the start of an episode. This memory is no work of the model: it is the control for models whose own dynamics
 * remember.
 */
export class LowPassedInputs implements Model {
  readonly units: ModelUnits;
  readonly #model: Model;
  readonly #timeConstants: readonly number[];
  /** x, then a copy for each time constant, `[(1 + K) · I]`. */
  readonly #input: Float64Array;

  /**
   * @param model of the units `withLowPassed(units, timeConstants)`
   * @param units of the whole
   * @param timeConstants τ, ms
   */
  constructor(model: Model, units: ModelUnits, timeConstants: readonly number[]) {
    this.units = units;
    this.#model = model;
    this.#timeConstants = timeConstants;
    this.#input = new Float64Array(withLowPassed(units, timeConstants).inputs);
  }

  get output(): Float64Array {
    return this.#model.output;
  }

  get feature(): RealVector {
    return this.#model.feature;
  }

  get activity(): ActivitySource | null {
    return this.#model.activity;
  }

  get computedBy(): string {
    return this.#model.computedBy;
  }

  get notice(): string | undefined {
    return this.#model.notice;
  }

  reset(plastic?: boolean): void {
    this.#input.fill(0);
    this.#model.reset(plastic);
  }

  perceive(stimulus: Stimulus, durationMs: number): number {
    const present = this.#input.subarray(0, this.units.inputs);
    if (stimulus.input) present.set(stimulus.input);
    this.#timeConstants.forEach((timeConstant, k) => {
      const factor = lowPassFactor(durationMs, timeConstant);
      const first = (k + 1) * present.length;
      for (let i = 0; i < present.length; i++)
        this.#input[first + i] = renewed(factor * this.#input[first + i] + (1 - factor) * present[i]);
    });
    return this.#model.perceive({ ...stimulus, input: this.#input }, durationMs);
  }

  learn(target: Float64Array): void {
    this.#model.learn(target);
  }

  settle(): void {
    this.#model.settle();
  }

  apply(): void {
    this.#model.apply();
  }

  arrays(): ModelArrays {
    return this.#model.arrays();
  }

  reserve(shapes: ReadonlyMap<string, readonly number[]>): void {
    this.#model.reserve?.(shapes);
  }

  problem(): string | undefined {
    return this.#model.problem();
  }
}
