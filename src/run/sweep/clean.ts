import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isLocked } from '../../files/folder-lock.ts';
import { rankPoints } from './ranking.ts';
import { readOutcomes } from './results.ts';
import { snapshotPath } from './snapshot.ts';
import { sweepStatus } from './status.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** Something that can go. */
export interface Removal {
  readonly path: string;
  readonly bytes: number;
  /** Why it is not needed. */
  readonly reason: string;
}

/** What is large in a run folder, and not needed to report on the sweep. */
const large = ['checkpoint.safetensors', 'metrics.jsonl', 'figures', 'decomposition.html'];

/**
 * What a sweep does not need: checkpoints and figures of points that are not among the best, and what belongs to an earlier plan. Settings
 * and results of all planned runs stay, so that the sweep stays complete. Removes nothing.
 *
 * @param keepBest number of points that keep everything; undefined: all
 */
export async function removalsOf(
  folder: SweepFolder,
  keepBest: number | undefined,
): Promise<readonly Removal[]> {
  const { runs } = await sweepStatus(folder);
  const busy = new Set(runs.filter(({ state }) => state === 'running').map(({ id }) => id));
  const planned = new Set(runs.map(({ id }) => id));
  const isFree = (id: string) => !busy.has(id) && !isLocked(folder.runPath(id));
  const others = foldersIn(join(folder.path, 'runs'))
    .filter((id) => !planned.has(id) && isFree(id))
    .map((id) => removal(folder.runPath(id), 'not in the plan'));
  const current = basename(snapshotPath(folder.path, folder.readCode().sha256));
  const codes = foldersIn(join(folder.path, 'code'))
    .filter((name) => name !== current)
    .map((name) => removal(join(folder.path, 'code', name), 'an earlier program'));
  const ofPoints = keepBest === undefined ? [] : worseThan(folder, keepBest).filter(({ id }) => isFree(id));
  const files = ofPoints.flatMap(({ id }) =>
    large
      .map((name) => join(folder.runPath(id), name))
      .filter(existsSync)
      .map((path) => removal(path, `not among the best ${keepBest}`)),
  );
  return [...others, ...codes, ...files];
}

/** Removes what was listed. @returns bytes that are free */
export function removeAll(removals: readonly Removal[]): number {
  for (const { path } of removals) rmSync(path, { recursive: true, force: true });
  return removals.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Runs of points that are not among the best. */
function worseThan(folder: SweepFolder, count: number): readonly { readonly id: string }[] {
  const { outcomes, measure } = readOutcomes(folder);
  const ranked = rankPoints(outcomes, measure, folder.readFile().halving !== undefined);
  return ranked.slice(count).flatMap(({ runs }) => runs);
}

function removal(path: string, reason: string): Removal {
  return { path, bytes: bytesIn(path), reason };
}

/** Bytes of a file, or of all files in a folder; links count as nothing. */
export function bytesIn(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isSymbolicLink())
    .reduce((sum, entry) => sum + bytesIn(join(path, entry.name)), 0);
}

function foldersIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
