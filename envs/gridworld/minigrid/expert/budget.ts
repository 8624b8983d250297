/** What a planner may still do, in states that it looks at. Not in time, so that plans are the same on any machine. */
export class Budget {
  #left: number;
  readonly #whole: Budget | null;

  constructor(states: number, whole: Budget | null = null) {
    this.#left = states;
    this.#whole = whole;
  }

  /** A part of what is left. What is spent of it is spent of the whole. */
  part(states: number): Budget {
    return new Budget(Math.min(states, this.#left), this);
  }

  spend(states: number): void {
    this.#left -= states;
    this.#whole?.spend(states);
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }
}
