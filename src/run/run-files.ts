import { readdirSync, statSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { isInTheMaking } from '../files/atomic-file.ts';
import { FolderLock, isLockFile } from '../files/folder-lock.ts';
import { onDisk } from '../files/on-disk.ts';

/** Names within a run folder, in the order in which a run is removed. */
export const runFiles = {
  report: 'report.json',
  figures: 'figures',
  checkpoint: 'checkpoint.safetensors',
  metrics: 'metrics.jsonl',
  config: 'config.yaml',
  info: 'run.json',
  /** An empty file, there while the folder is being made. */
  unfinished: 'being-made',
} as const;

/** Names in a folder, without those of locks and of files that were being written. */
export function contentOf(path: string): readonly string[] {
  return onDisk(
    path,
    () => {
      if (!statSync(path).isDirectory())
        throw new UsageError(`${path}: expected a folder, received a file; name another one`);
      return readdirSync(path).filter((name) => !isLockFile(name) && !isInTheMaking(name));
    },
    'read',
  );
}

/** Keeps others out of a run folder. @throws UsageError when somebody else has it */
export function lockRun(path: string): FolderLock {
  return new FolderLock(path, ({ name, path: claim }) => {
    const remedy = claim === null ? '' : `; if it does something else, remove ${claim}`;
    return new UsageError(
      `${path}: expected a folder that no other process works on, received ${name}; wait for it, or name another folder${remedy}`,
    );
  });
}
