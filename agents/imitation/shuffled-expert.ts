import type { Generator } from 'gymnasium-js';
import type { Expert } from '../../src/task/environment-adapter.ts';

/**
 * Control: an expert who acts as the one it wraps, but calls the subtasks by names dealt out at random (in each episode
 * anew: make one an episode). What the names tell an agent is then nothing.
 */
export class ShuffledExpert<Action> implements Expert<Action> {
  readonly #expert: Expert<Action>;
  /** The name each true subtask goes by, and the reverse. */
  readonly #nameOf: number[];
  readonly #trueOf: number[];

  constructor(expert: Expert<Action>, subtasks: number, generator: Generator) {
    this.#expert = expert;
    this.#nameOf = generator.permutation(subtasks) as number[];
    this.#trueOf = this.#nameOf.map((_, subtask) => this.#nameOf.indexOf(subtask));
  }

  subtask(): number {
    return this.#nameOf[this.#expert.subtask()]!;
  }

  action(subtask: number): Action {
    return this.#expert.action(this.#trueOf[subtask]!);
  }
}
