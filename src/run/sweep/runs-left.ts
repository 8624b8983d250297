import { mayTake, stateOf } from '../leases/item-state.ts';
import type { Liveness } from '../leases/liveness.ts';
import { WorkList } from '../leases/work-list.ts';
import type { PlannedRun } from './plan.ts';
import type { SweepFolder } from './sweep-folder.ts';
import { WantedRuns } from './wanted.ts';

/**
 * The runs of a sweep that a worker may take.
 *
 * @param memory megabytes that there are; runs for which that did not suffice are left to others. Null: not known
 */
export function runsLeft(
  folder: SweepFolder,
  liveness: Liveness,
  memory: number | null = null,
): WorkList<PlannedRun> {
  const wanted = new WantedRuns(folder, folder.readFile(), folder.readPlan());
  return new WorkList({
    folder,
    liveness,
    items: () => wanted.now(({ id }) => stateOf(folder, id, liveness).state === 'failed'),
    isFree: ({ id }, status) => mayTake(folder, id, status, memory),
  });
}
