import type { Liveness } from './liveness.ts';
import type { PlannedRun } from './plan.ts';
import { stateOf } from './run-state.ts';
import type { SweepFolder } from './sweep-folder.ts';
import { WantedRuns } from './wanted.ts';

/** A run that may be taken, and the number of the attempt that would be next. */
export interface Candidate {
  readonly run: PlannedRun;
  readonly attempt: number;
}

/** Looks for work again and again, without looking twice at what is done. */
export class WorkList {
  readonly #folder: SweepFolder;
  readonly #liveness: Liveness;
  readonly #memory: number | null;
  readonly #wanted: WantedRuns;
  readonly #settled = new Set<string>();

  /** @param memory megabytes that there are; runs that need more are left to others. Null: not known */
  constructor(folder: SweepFolder, liveness: Liveness, memory: number | null = null) {
    this.#folder = folder;
    this.#liveness = liveness;
    this.#memory = memory;
    this.#wanted = new WantedRuns(folder, folder.readFile(), folder.readPlan());
  }

  /**
   * Takes the first run that waits.
   *
   * @param begin makes the attempt; false where another worker was faster
   * @returns what was taken; else whether others are at work, whose runs may have to be taken over
   */
  take(begin: (candidate: Candidate) => boolean): Candidate | 'others at work' | 'nothing left' {
    for (;;) {
      const wanted = this.#wantedNow();
      const taken = this.#takeOf(wanted, begin);
      // The end of another run may have opened a new stage meanwhile.
      if (taken !== 'nothing left' || this.#wantedNow().length === wanted.length) return taken;
    }
  }

  #takeOf(
    wanted: readonly PlannedRun[],
    begin: (candidate: Candidate) => boolean,
  ): Candidate | 'others at work' | 'nothing left' {
    let isAnyRunning = false;
    for (const run of wanted) {
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

  #wantedNow(): readonly PlannedRun[] {
    return this.#wanted.now(({ id }) => stateOf(this.#folder, id, this.#liveness).state === 'failed');
  }

  #isTooLarge({ id }: PlannedRun): boolean {
    return this.#memory !== null && (this.#folder.attempts(id).shortage() ?? 0) >= this.#memory;
  }
}
