import type { ModelUnits, Stimulus } from './model.ts';

/**
 * The use of the context in a model without neurons. `gate`: each context has units or weights of its own, which no other
 * context uses. `input`: context units are further input units.
 */
export type ContextUse = 'gate' | 'input';

/**
 * The present stimulus of a model without time. Each part stays until it is shown anew or until the next reset. A single
 * context unit carries no information and is left out.
 */
export class ContextualInput {
  /** x, `[I]`; followed by c where that is an input, `[I + C]`. */
  readonly values: Float64Array;
  /** Number of gates: C, or 1 where contexts gate nothing. */
  readonly gates: number;
  readonly #input: Float64Array;
  readonly #context: Float64Array;

  constructor({ inputs, contexts }: ModelUnits, use: ContextUse) {
    const appended = use === 'input' && contexts > 1;
    this.gates = use === 'gate' && contexts > 1 ? contexts : 1;
    this.values = new Float64Array(inputs + (appended ? contexts : 0));
    this.#input = this.values.subarray(0, inputs);
    this.#context = appended ? this.values.subarray(inputs) : new Float64Array(contexts);
  }

  /** Removes the stimulus. */
  reset(): void {
    this.values.fill(0);
    this.#context.fill(0);
  }

  show({ input, context }: Stimulus): void {
    if (input) this.#input.set(input);
    if (context) this.#context.set(context);
  }

  /**
   * The gate that the context opens, 0 … gates − 1; `gates` where no context unit is active.
   * @throws RangeError when more than one context unit is active
   */
  get gate(): number {
    if (this.gates === 1) return 0;
    let open = this.gates;
    for (let c = 0; c < this.gates; c++) {
      if (this.#context[c] === 0) continue;
      if (open < this.gates) {
        throw new RangeError(
          `context: expected one active unit, received units ${open} and ${c}; set context: input`,
        );
      }
      open = c;
    }
    return open;
  }
}
