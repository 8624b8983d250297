import type { RealVector } from '../../numeric/vectors.ts';
import type { ModelUnits, Stimulus } from '../model.ts';

/** What has features of its own. */
interface Hidden {
  readonly feature: RealVector;
}

/**
 * Features of a readout that sees the input beside the neurons: φ `[N]`, followed by scale · c ⊗ x `[C · I]`, a block of the
 * input for each context unit. So each context, e.g. each subtask, has direct weights of its own.
 *
 * Source: the direct links of random vector functional-link networks (Pao, Park & Sobajic 1994).
 */
export class DirectPath {
  /** `[N + C · I]` */
  readonly features: Float64Array;
  readonly #model: Hidden;
  readonly #scale: number;
  readonly #input: Float64Array;
  readonly #context: Float64Array;

  /** @param model has φ, `[N]`, from which `join` reads */
  constructor(model: Hidden, { inputs, contexts }: Pick<ModelUnits, 'inputs' | 'contexts'>, scale: number) {
    this.features = new Float64Array(model.feature.length + contexts * inputs);
    this.#model = model;
    this.#scale = scale;
    this.#input = new Float64Array(inputs);
    this.#context = new Float64Array(contexts);
  }

  /** Removes the stimulus. */
  reset(): void {
    this.features.fill(0);
    this.#input.fill(0);
    this.#context.fill(0);
  }

  /** Takes in a stimulus, whose absent parts stay as they are; `features` then shows it. */
  show({ input, context }: Stimulus): void {
    if (input) this.#input.set(input);
    if (context) this.#context.set(context);
    if (!input && !context) return;
    const { features } = this;
    let k = features.length - this.#context.length * this.#input.length;
    for (let c = 0; c < this.#context.length; c++) {
      const factor = this.#scale * this.#context[c];
      for (let i = 0; i < this.#input.length; i++) features[k++] = factor * this.#input[i];
    }
  }

  /** Copies the present φ into `features`, in a plain loop because `set` is slow between arrays of different types. */
  join(): void {
    const { features } = this;
    const hidden = this.#model.feature;
    for (let i = 0; i < hidden.length; i++) features[i] = hidden[i];
  }
}
