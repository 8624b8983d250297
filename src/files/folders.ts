import { closeSync, fsyncSync, mkdirSync, openSync, rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those that it is in, where they are missing. Node's own `recursive` never returns where the system
 * says that a folder is missing although its parent is there, as under /proc.
 *
 * @returns those that were missing, outermost first
 * @throws the error of the file system
 */
export function makeFolder(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  const parent = dirname(path);
  const above = parent === path ? [] : makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been faster.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
    return above;
  }
  return [...above, path];
}

/** Removes folders that {@link makeFolder} made, innermost first, as far as nothing is in them. */
export function removeEmptyFolders(made: readonly string[]): void {
  for (const path of made.toReversed()) {
    try {
      rmdirSync(path);
    } catch {
      return;
    }
  }
}

/** Makes renames inside a folder survive a power failure. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // Folders cannot be opened there.
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A name as a part of paths: `python:FrozenLake-v1` is `python-FrozenLake-v1`. */
export function inPaths(name: string): string {
  return name.replaceAll(/[^\w-]+/g, '-');
}
