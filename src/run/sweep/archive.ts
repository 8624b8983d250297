import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { BurstwiseError, UsageError } from '../../errors.ts';
import { sweepStatus } from './status.ts';
import type { SweepFolder } from './sweep-folder.ts';

/**
 * Packs the folder of a sweep into one compressed file, by the system's `tar`; the folder stays.
 *
 * @throws UsageError when workers are busy, or the file is there already
 * @throws BurstwiseError with what `tar` said
 */
export async function archiveSweep(folder: SweepFolder, out: string): Promise<void> {
  if (existsSync(out))
    throw new UsageError(`${out}: expected a new file, received one that is there; name another`);
  const { counts } = await sweepStatus(folder);
  if (counts.running > 0)
    throw new UsageError(
      `${folder.path}: expected a sweep on which nothing works, received ${counts.running} runs under way; wait, or stop them with: burstwise sweep stop ${folder.path}`,
    );
  const path = resolve(folder.path);
  const temporary = `${out}.${process.pid}.tmp`;
  const args = ['-czf', resolve(temporary), '-C', dirname(path), basename(path)];
  const { status, stderr, error } = spawnSync('tar', args, { encoding: 'utf8' });
  if (status === 0) {
    renameSync(temporary, out);
    return;
  }
  rmSync(temporary, { force: true });
  throw new BurstwiseError(`tar: expected success, received: ${error?.message ?? stderr.trim()}`);
}
