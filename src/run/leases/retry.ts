import { processIdentity } from '../../files/process-identity.ts';
import { stateOf } from './item-state.ts';
import type { LeaseTimes } from './lease-times.ts';
import { Liveness } from './liveness.ts';
import type { WorkFolder } from './work-folder.ts';

/** Lets workers try failed items again. @returns how many these are */
export function retryFailed(
  folder: WorkFolder,
  ids: readonly string[],
  { expires }: Pick<LeaseTimes, 'expires'>,
): number {
  const liveness = new Liveness({ expiresAfter: expires });
  return ids.filter((id) => {
    const { state, latest } = stateOf(folder, id, liveness);
    if (state !== 'failed' || latest === undefined) return false;
    const { number, ...record } = latest;
    const retry = { ...record, state: 'retry', worker: processIdentity(), message: '', seconds: 0 } as const;
    return folder.attempts(id).begin(number + 1, retry);
  }).length;
}
