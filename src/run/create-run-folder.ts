import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { type FolderLock, isLocked } from '../files/folder-lock.ts';
import { makeFolder } from '../files/folders.ts';
import { onDisk, type Purpose } from '../files/on-disk.ts';
import { contentOf, lockRun, runFiles } from './run-files.ts';
import { RunFolder } from './run-folder.ts';

const making: Purpose = {
  expected: 'a folder to write into',
  forbidden: 'name another folder with --out',
  afterwards: ', and repeat the command',
};

/**
 * Makes a folder for a new run, and keeps others out until `writeInfo` has made it that of a run. What a crash leaves
 * before that is taken for an empty folder the next time.
 *
 * @param options.overwrite delete the run that is there already; never anything that is not a run
 * @throws UsageError when there is a file, a folder that is not empty, or one that somebody works on, and nothing is
 *   touched; or when the folder cannot be made
 */
export function createRunFolder(path: string, options: { readonly overwrite?: boolean } = {}): RunFolder {
  const { overwrite = false } = options;
  refuseContent(path, overwrite);
  const folder = new RunFolder(path);
  return onDisk(
    path,
    () => {
      makeFolder(path);
      folder.lock();
      try {
        refuseContent(path, overwrite); // Somebody may have been here meanwhile.
        clear(path);
        return folder;
      } catch (error) {
        folder.unlock();
        throw error;
      }
    },
    making,
  );
}

/** Whether a new run may go there without a word: nothing is there, or the rest of a folder whose making was interrupted. */
export function isFree(path: string): boolean {
  if (!existsSync(path)) return true;
  return statSync(path).isDirectory() && contentOf(path).includes(runFiles.unfinished) && !isLocked(path);
}

/** @throws UsageError where a new run must not go */
function refuseContent(path: string, overwrite: boolean): void {
  const content = existsSync(path) ? contentOf(path) : [];
  if (content.length === 0 || content.includes(runFiles.unfinished)) return;
  if (overwrite && content.includes(runFiles.info)) return;
  const remedy = 'name another folder, or continue a run with train --resume';
  throw new UsageError(`${path}: expected a new or empty folder, received one with ${content[0]}; ${remedy}`);
}

/** Marks a folder as being made, and removes the run that is there. */
function clear(path: string): void {
  const seeds = contentOf(path).filter((name) => isSeedFolder(join(path, name)));
  const locks = lockAll(seeds.map((name) => join(path, name)));
  writeFileSync(join(path, runFiles.unfinished), '');
  const { unfinished: _, ...ofRun } = runFiles;
  for (const name of [...Object.values(ofRun), ...seeds])
    rmSync(join(path, name), { recursive: true, force: true });
  for (const lock of locks) lock.release();
}

/** Locks all of them or none. */
function lockAll(paths: readonly string[]): readonly FolderLock[] {
  const locks: FolderLock[] = [];
  try {
    for (const path of paths) locks.push(lockRun(path));
    return locks;
  } catch (error) {
    for (const lock of locks) lock.release();
    throw error;
  }
}

/** Whether a folder is that of a seed, or the rest of one whose making or removal was interrupted. */
function isSeedFolder(path: string): boolean {
  if (!/^seed-\d+$/.test(basename(path))) return false;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  const content = contentOf(path);
  const ours: readonly string[] = Object.values(runFiles);
  return content.includes(runFiles.info) || content.every((name) => ours.includes(name));
}
