import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { isLockFile } from '../../files/folder-lock.ts';
import { makeFolder } from '../../files/folders.ts';
import { checkPoints, type SweepTask, taskOfSweep } from './check-points.ts';
import { type PlanCode, type PlannedRun, planSweep } from './plan.ts';
import { pointsOf, type SweepPoints } from './points.ts';
import { builtCode, takeSnapshot } from './snapshot.ts';
import { loadSweepFile, type SweepFile } from './sweep-file.ts';
import { isSweepFolder, SweepFolder } from './sweep-folder.ts';

/** A sweep that was checked, and is not yet on disk. */
export interface CheckedSweep extends SweepPoints {
  readonly file: SweepFile;
  readonly task: SweepTask;
  /** Where the file is, for errors. */
  readonly source: string;
  /** Number of points that were checked against the settings of the task; the others are when they run. */
  readonly checked: number;
}

/**
 * Reads and checks the file of a sweep; writes nothing.
 *
 * @throws ConfigError naming each field and setting that does not fit
 * @throws UsageError when there is no such task
 */
export async function checkSweep(source: string): Promise<CheckedSweep> {
  const file = loadSweepFile(source);
  const sweep = pointsOf(file, source);
  const task = await taskOfSweep(file);
  return { ...sweep, file, task, source, checked: checkPoints(file, sweep, task, source) };
}

/** A sweep that is ready to be started. */
export interface PreparedSweep {
  readonly folder: SweepFolder;
  readonly plan: readonly PlannedRun[];
  /** For people: what is no longer as it was when the sweep was planned. */
  readonly notes: readonly string[];
}

/**
 * Writes a sweep into its folder, with a copy of the program. A sweep that is there already keeps the program that it began with, and
 * the runs that it shares with the new plan.
 *
 * @param newCode plan all runs anew, with the program of today
 * @throws UsageError when the folder holds something else, or another process plans there
 */
export async function prepareSweep(
  sweep: CheckedSweep,
  path: string,
  { newCode = false }: { readonly newCode?: boolean | undefined } = {},
): Promise<PreparedSweep> {
  const folder = new SweepFolder(path);
  refuseOther(path);
  return folder.locked(() => {
    const built = builtCode();
    const today: PlanCode = { sha256: built.sha256, modules: sweep.task.modules };
    const before = isSweepFolder(path) && !newCode ? folder.readCode() : undefined;
    const code = before ?? today;
    if (before !== undefined) refuseOtherLayouts(folder, sweep);
    const plan = planSweep(sweep.file, sweep, code, sweep.source);
    makeFolder(join(path, 'code'));
    if (before === undefined || before.sha256 === today.sha256) takeSnapshot(path, built);
    folder.write(sweep.file, plan, code);
    return { folder, plan, notes: changes(code, today) };
  });
}

/** @throws UsageError when the runs that are there played other layouts than the new ones would: they could not be paired */
function refuseOtherLayouts(folder: SweepFolder, { file, source }: CheckedSweep): void {
  const [before, now] = [folder.readFile().layouts, file.layouts].map((layouts) => JSON.stringify(layouts));
  if (before === now) return;
  throw new UsageError(
    `${source}: layouts: expected ${before}, with which the sweep in ${folder.path} began, received ${now}; keep them, or name another folder with --out`,
  );
}

function changes(code: PlanCode, today: PlanCode): readonly string[] {
  const remedy = '--new-code plans all runs anew with what is there today';
  const program =
    code.sha256 === today.sha256
      ? []
      : [`the program has changed since the sweep was planned; its runs use the copy in code/; ${remedy}`];
  const modules = today.modules.flatMap(({ path, sha256 }) => {
    const isSame = code.modules.some((before) => before.path === path && before.sha256 === sha256);
    return isSame ? [] : [`${path} has changed since the sweep was planned; runs refuse it; ${remedy}`];
  });
  return [...program, ...modules];
}

/** @throws UsageError when there is something else than a sweep */
function refuseOther(path: string): void {
  if (!existsSync(path) || isSweepFolder(path)) return;
  const rest = new Set(['code', 'sweep.yaml', 'plan.jsonl']);
  const other = readdirSync(path).find(
    (name) => !isLockFile(name) && !rest.has(name) && !name.endsWith('.tmp'),
  );
  if (other === undefined) return;
  throw new UsageError(
    `${path}: expected a new or empty folder, or that of a sweep, received one with ${other}; name another with --out`,
  );
}
