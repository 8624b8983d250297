/**
 * The number of states that a planner may still expand. It does not count time, so plans are the same on any machine.
 */
export class Budget {
  #left: number;
  readonly #whole: Budget | null;

  constructor(states: number, whole: Budget | null = null) {
    this.#left = states;
    this.#whole = whole;
  }

  /** A part of the rest. Spending from the part also spends from the whole. */
  part(states: number): Budget {
    return new Budget(Math.min(states, this.#left), this);
  }

  /** Spends states, which may be more than are left. */
  spend(states: number): void {
    this.#left -= states;
    this.#whole?.spend(states);
  }

  /** Whether nothing is left. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }
}
