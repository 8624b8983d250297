/** When workers end their turns by themselves. */
export interface TurnEnds {
  /** Progress from which on a worker is done. */
  readonly threshold: number;
  /** Most steps of a turn by subtask; null for no limit. */
  readonly limits: readonly number[] | null;
}

/** The turn of the worker in charge, from call to return. */
export class Turns {
  /** Whether a subtask is to be chosen: at the start of an episode, and when a turn has ended. */
  over = true;
  /** The subtask whose turn was ended because it took too long; null if the latest turn ended otherwise. */
  overrun: number | null = null;
  readonly #ends: TurnEnds | null;
  #subtask = -1;
  #steps = 0;

  /** @param ends null where turns end with the manager's choice alone */
  constructor(ends: TurnEnds | null) {
    this.#ends = ends;
  }

  /** Starts an episode. */
  reset(): void {
    this.over = true;
    this.overrun = null;
    this.#subtask = -1;
    this.#steps = 0;
  }

  /** Takes notice of a step for a subtask, after which its worker says how near the end it is. */
  step(subtask: number, progress: number): void {
    if (subtask !== this.#subtask || this.over) this.#steps = 0;
    this.#subtask = subtask;
    this.#steps++;
    if (this.#ends === null) return;
    const { threshold, limits } = this.#ends;
    const done = progress >= threshold;
    const overran = !done && limits !== null && this.#steps >= limits[subtask]!;
    this.overrun = overran ? subtask : null;
    this.over = done || overran;
  }
}
