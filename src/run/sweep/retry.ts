import { processIdentity } from '../../files/process-identity.ts';
import { stateOf } from '../leases/item-state.ts';
import { Liveness } from '../leases/liveness.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** Lets workers try the failed runs of a sweep again. @returns how many these are */
export function retryFailed(folder: SweepFolder): number {
  const liveness = new Liveness({ expiresAfter: folder.readFile().lease.expires });
  return folder.readPlan().filter(({ id }) => {
    const { state, latest } = stateOf(folder, id, liveness);
    if (state !== 'failed' || latest === undefined) return false;
    const { number, ...record } = latest;
    const retry = { ...record, state: 'retry', worker: processIdentity(), message: '', seconds: 0 } as const;
    return folder.attempts(id).begin(number + 1, retry);
  }).length;
}
