import { type Achieved, wantedRuns } from './halving.ts';
import type { PlannedRun } from './plan.ts';
import type { SweepFile } from './sweep-file.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** Says which runs of a sweep are wanted now: all, or with halving those of points that may still be the best. */
export class WantedRuns {
  readonly #folder: SweepFolder;
  readonly #halving: SweepFile['halving'];
  readonly #plan: readonly PlannedRun[];
  readonly #achieved = new Map<string, Achieved>();

  constructor(folder: SweepFolder, { halving }: Pick<SweepFile, 'halving'>, plan: readonly PlannedRun[]) {
    this.#folder = folder;
    this.#halving = halving;
    this.#plan = plan;
  }

  /** @param hasFailed whether a run that is not done has failed for good */
  now(hasFailed: (run: PlannedRun) => boolean): readonly PlannedRun[] {
    if (this.#halving === undefined) return this.#plan;
    return wantedRuns(
      this.#plan,
      this.#halving,
      (run) => this.#read(run) ?? (hasFailed(run) ? 'failed' : undefined),
    );
  }

  /** Results do not change, so that each is read once. */
  #read(run: PlannedRun): Achieved {
    const known = this.#achieved.get(run.id);
    if (known !== undefined || !this.#folder.isDone(run.id)) return known;
    const { trial } = this.#folder.readResult(run.id);
    const achieved = Array.from(trial?.successes ?? '', (each) => each === '1');
    this.#achieved.set(run.id, achieved);
    return achieved;
  }
}
