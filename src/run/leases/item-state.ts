import type { Attempt } from './attempts.ts';
import type { Liveness } from './liveness.ts';
import type { WorkFolder } from './work-folder.ts';

/** How far an item of work has come. */
export type ItemState = 'done' | 'running' | 'waiting' | 'failed';

/** An item of work as its files show it. */
export interface ItemStatus {
  readonly state: ItemState;
  /** What the latest attempt says; undefined before the first one. */
  readonly latest: Attempt | undefined;
  /** Why it failed or has to be continued, for people. */
  readonly reason: string;
}

/** Ends without progress after which an item counts as failed: it may be what kills its workers. */
const MOST_KILLS = 10;
/** The same where the memory did not suffice, which each time was more. */
const MOST_SHORTAGES = 4;

/** The state of an item. Only files that are there for good are believed, and processes that were looked up. */
export function stateOf(folder: WorkFolder, id: string, liveness: Liveness): ItemStatus {
  const attempts = folder.attempts(id);
  const latest = attempts.latest();
  // Looked up before the result, which a worker may write between the two, and end.
  const isDead = latest?.state === 'running' && liveness.isDead(id, latest);
  if (folder.isDone(id)) return { state: 'done', latest, reason: '' };
  if (latest === undefined) return { state: 'waiting', latest, reason: '' };
  switch (latest.state) {
    case 'running':
      if (!isDead) return { state: 'running', latest, reason: '' };
      return ended(attempts.upTo(latest.number), 'its worker was killed');
    case 'failed':
      return { state: 'failed', latest, reason: latest.message };
    case 'killed':
    case 'out-of-memory':
      return ended(attempts.upTo(latest.number), latest.message);
    default:
      // Interrupted, or to be tried again; or its result was removed after it was done.
      return { state: 'waiting', latest, reason: latest.message };
  }
}

/**
 * Whether a worker may take an item: it waits, and is not known to need more memory than there is.
 *
 * @param memory megabytes that there are; null: not known
 */
export function mayTake(
  folder: WorkFolder,
  id: string,
  { state, latest }: ItemStatus,
  memory: number | null,
): boolean {
  if (state !== 'waiting') return false;
  return latest === undefined || memory === null || (folder.attempts(id).shortage() ?? 0) < memory;
}

/** An item whose worker died: it continues, unless that happened too often. */
function ended(all: readonly Attempt[], reason: string): ItemStatus {
  const latest = all.at(-1)!;
  const deaths = all.slice(all.findLastIndex(({ state }) => !isDeath(state)) + 1);
  const shortages = deaths.filter(({ state }) => state === 'out-of-memory');
  if (shortages.length >= MOST_SHORTAGES)
    return { state: 'failed', latest, reason: `out of memory ${shortages.length} times` };
  if (deaths.length >= MOST_KILLS && latest.completed <= deaths.at(-MOST_KILLS)!.completed)
    return { state: 'failed', latest, reason: `killed ${deaths.length} times without progress` };
  return { state: 'waiting', latest, reason };
}

/** An attempt before the latest one that still says `running` was ended by its worker's death. */
function isDeath(state: Attempt['state']): boolean {
  return state === 'killed' || state === 'out-of-memory' || state === 'running';
}
