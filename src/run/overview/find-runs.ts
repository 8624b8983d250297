import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import { holdsRun, openRunFolder, type RunFolder } from '../run-folder.ts';
import type { PlannedRun } from '../sweep/plan.ts';
import { isSweepFolder, openSweep } from '../sweep/sweep-folder.ts';

/** Where a run stands in a sweep. */
export interface SweepPlace {
  /** Folder of the sweep. */
  readonly sweep: string;
  /** Number of its point, from 1; null where the sweep does not plan the run any more. */
  readonly point: number | null;
}

/** A run folder, and how people call the run. */
export interface FoundRun {
  readonly folder: RunFolder;
  /** Below the folder in which it was looked for, with slashes; `point-3/seed-1` within a sweep. */
  readonly name: string;
  readonly place: SweepPlace | null;
}

/** Levels of folders in which runs are looked for. */
const MOST_LEVELS = 8;

/**
 * The runs in folders, in each by name: it may be that of a run, of a sweep, or one with such folders in it. Links are not followed.
 *
 * @param onProblem is told, for people, of folders that cannot be read and are left out
 * @throws UsageError when a folder is not there
 */
export function findRuns(
  folders: readonly string[],
  onProblem: (text: string) => void = () => {},
): readonly FoundRun[] {
  const sweeps = new Map<string, PlannedRuns>();
  const seen = new Set<string>();
  return folders.flatMap((given) => {
    if (!existsSync(given))
      throw new UsageError(
        `${given}: expected a folder with runs, received nothing there; name one, e.g. that of train --out`,
      );
    const found = runFoldersIn(given, onProblem, MOST_LEVELS).flatMap((path) => {
      const real = realpathSync(path);
      if (seen.has(real)) return [];
      seen.add(real);
      return [foundRun(given, path, sweeps)];
    });
    return found.sort((a, b) => byName.compare(a.name, b.name));
  });
}

/** Puts `seed-10` after `seed-2`. */
const byName = new Intl.Collator('en', { numeric: true });

function runFoldersIn(path: string, onProblem: (text: string) => void, levels: number): readonly string[] {
  try {
    if (holdsRun(path)) return [path];
    if (isSweepFolder(path))
      return existsSync(join(path, RUNS)) ? runFoldersIn(join(path, RUNS), onProblem, levels) : [];
    if (levels === 0) return [];
    const inner = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map((entry) => join(path, entry.name));
    return inner.flatMap((each) => runFoldersIn(each, onProblem, levels - 1));
  } catch (error) {
    onProblem(`left out: ${(error as Error).message}`);
    return [];
  }
}

/** Folder of the runs of a sweep. */
const RUNS = 'runs';

/** The runs that a sweep plans, by their id. */
type PlannedRuns = ReadonlyMap<string, PlannedRun>;

function foundRun(given: string, path: string, sweeps: Map<string, PlannedRuns>): FoundRun {
  const folder = openRunFolder(path);
  const above = dirname(dirname(resolve(path)));
  const isOfSweep = basename(dirname(resolve(path))) === RUNS && isSweepFolder(above);
  if (!isOfSweep) return { folder, name: nameBelow(given, path), place: null };
  const plan =
    sweeps.get(above) ??
    new Map(
      openSweep(above)
        .readPlan()
        .map((run) => [run.id, run]),
    );
  sweeps.set(above, plan);
  const planned = plan.get(basename(resolve(path)));
  const own =
    planned === undefined ? basename(resolve(path)) : `point-${planned.point + 1}/seed-${planned.seed}`;
  const place = { sweep: above, point: planned === undefined ? null : planned.point + 1 };
  return { folder, name: `${nameBelow(given, above)}/${own}`, place };
}

/** The path below a folder; the name of the folder where it is the folder itself or above it. */
function nameBelow(given: string, path: string): string {
  const below = relative(given, path);
  if (below === '' || below.startsWith('..')) return basename(resolve(path));
  return below.split(sep).join('/');
}
