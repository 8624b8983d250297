import type { RealVector } from '../../numeric/vectors.ts';
import type { ModelUnits, Stimulus } from '../model.ts';

/**
 * Features of a readout that sees the input beside the neurons: φ `[N]`, followed by scale · c ⊗ x `[C · I]`, a block of the
 * input for each context unit. So each context, e.g. each subtask, has direct weights of its own.
 *
 * Source: the direct links of random vector functional-link networks (Pao, Park & Sobajic 1994).
 */
export class DirectPath {
  /** `[N + C · I]` */
  readonly features: Float64Array;
  readonly #hidden: RealVector;
  readonly #scale: number;
  readonly #input: Float64Array;
  readonly #context: Float64Array;

  /** @param hidden φ, `[N]`: the model's own array, from which `join` reads */
  constructor(
    hidden: RealVector,
    { inputs, contexts }: Pick<ModelUnits, 'inputs' | 'contexts'>,
    scale: number,
  ) {
    this.features = new Float64Array(hidden.length + contexts * inputs);
    this.#hidden = hidden;
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
    let k = this.#hidden.length;
    for (let c = 0; c < this.#context.length; c++) {
      const factor = this.#scale * this.#context[c];
      for (let i = 0; i < this.#input.length; i++) features[k++] = factor * this.#input[i];
    }
  }

  /** Copies the present φ into `features`, in a plain loop because `set` is slow between arrays of different types. */
  join(): void {
    const { features } = this;
    const hidden = this.#hidden;
    for (let i = 0; i < hidden.length; i++) features[i] = hidden[i];
  }
}
