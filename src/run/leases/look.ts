import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ItemStatus, stateOf } from './item-state.ts';
import type { LeaseTimes } from './lease-times.ts';
import { Liveness } from './liveness.ts';
import type { WorkFolder } from './work-folder.ts';

/**
 * Looks at items of work, from any machine that sees the folder. Those whose workers on other machines seem to be silent are looked at
 * twice, some beats apart, since the clocks of machines differ.
 *
 * @returns what was seen of each, in their order
 */
export async function lookAt(
  folder: WorkFolder,
  ids: readonly string[],
  lease: LeaseTimes,
): Promise<readonly ItemStatus[]> {
  const watched = 2.5 * lease.beat;
  const liveness = new Liveness({ expiresAfter: 0.9 * watched });
  const first = ids.map((id) => stateOf(folder, id, liveness));
  const isSilent = first.map(
    ({ state }, k) => state === 'running' && seemsSilent(folder, ids[k]!, lease, liveness),
  );
  if (isSilent.includes(true)) await new Promise((resolve) => setTimeout(resolve, watched));
  return ids.map((id, k) => (isSilent[k] ? stateOf(folder, id, liveness) : first[k]!));
}

/**
 * Whether a worker on another machine wrote last at a time that does not fit a living one, by the clock of the file system, or
 * whether that clock cannot be read: a second look at its beats decides.
 */
function seemsSilent(
  folder: WorkFolder,
  id: string,
  { beat, expires }: LeaseTimes,
  liveness: Liveness,
): boolean {
  const attempts = folder.attempts(id);
  const latest = attempts.latest();
  if (latest === undefined || !liveness.isElsewhere(latest)) return false;
  const now = clockOf(folder);
  if (now === null) return true;
  const age = now - statSync(attempts.file(latest.number)).mtimeMs;
  return age < -beat || age > expires;
}

/** The time by the clock that stamps files in the folder; null where we may not write there. */
function clockOf({ path }: WorkFolder): number | null {
  const probe = join(path, `clock.${process.pid}.tmp`);
  try {
    writeFileSync(probe, '');
    return statSync(probe).mtimeMs;
  } catch {
    return null;
  } finally {
    rmSync(probe, { force: true });
  }
}
