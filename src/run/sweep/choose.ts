import type { Liveness } from './liveness.ts';
import type { PlannedRun } from './plan.ts';
import { stateOf } from './run-state.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** A run that may be taken, and the number of the attempt that would be next. */
export interface Candidate {
  readonly run: PlannedRun;
  readonly attempt: number;
}

/**
 * Looks for work again and again, without looking twice at what is done.
 */
export class WorkList {
  readonly #folder: SweepFolder;
  readonly #plan: readonly PlannedRun[];
  readonly #liveness: Liveness;
  readonly #memory: number | null;
  readonly #settled = new Set<string>();

  /** @param memory megabytes that there are; runs that need more are left to others. Null: not known */
  constructor(
    folder: SweepFolder,
    plan: readonly PlannedRun[],
    liveness: Liveness,
    memory: number | null = null,
  ) {
    this.#folder = folder;
    this.#plan = plan;
    this.#liveness = liveness;
    this.#memory = memory;
  }

  /**
   * Takes the first run that waits.
   *
   * @param begin makes the attempt; false where another worker was faster
   * @returns what was taken; else whether others are at work, whose runs may have to be taken over
   */
  take(begin: (candidate: Candidate) => boolean): Candidate | 'others at work' | 'nothing left' {
    let isAnyRunning = false;
    for (const run of this.#plan) {
      if (this.#settled.has(run.id)) continue;
      const { state, latest } = stateOf(this.#folder, run.id, this.#liveness);
      if (state === 'done') this.#settled.add(run.id);
      if (state === 'running') isAnyRunning = true;
      if (state !== 'waiting' || (latest !== undefined && this.#isTooLarge(run))) continue;
      const candidate = { run, attempt: (latest?.number ?? 0) + 1 };
      if (begin(candidate)) return candidate;
      isAnyRunning = true;
    }
    return isAnyRunning ? 'others at work' : 'nothing left';
  }
  #isTooLarge({ id }: PlannedRun): boolean {
    return this.#memory !== null && (this.#folder.attempts(id).shortage() ?? 0) >= this.#memory;
  }
}
