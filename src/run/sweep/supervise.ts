import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { type SuperviseOptions, supervise } from '../leases/supervise.ts';
import { snapshotPath } from './snapshot.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** How many work on a sweep here, and for how long. */
export interface SweepWorkers extends SuperviseOptions {
  /** Whether they wait while others are at work, to take over what these leave. */
  readonly wait: boolean;
  /** Stops the whole sweep when a run fails. */
  readonly failFast?: boolean | undefined;
  /** How often the sweep had been stopped when this was asked for; if not given, until now. */
  readonly stops?: number | undefined;
}

/**
 * Works on a sweep with processes that run the copy of the program in its folder, as {@link supervise}.
 *
 * @throws UsageError when the copy of the program is missing
 */
export function superviseWorkers(
  folder: SweepFolder,
  { wait, failFast = false, stops: stopsBefore = folder.stops, ...options }: SweepWorkers,
): Promise<void> {
  const program = programOf(folder);
  return supervise(
    {
      attempts: (id) => folder.attempts(id),
      isStopped: () => folder.stops > stopsBefore,
      workerCommand: (limit) => [
        ...([program, 'sweep', 'work', folder.path, '--inside', `${stopsBefore}`] as const),
        ...(Number.isFinite(limit) ? ['--limit', `${limit}`] : []),
        ...(wait ? [] : ['--no-wait']),
        ...(failFast ? ['--fail-fast'] : []),
      ],
      outcome: `with everything saved; continue with: burstwise sweep start ${folder.path}`,
    },
    options,
  );
}

/** The program in the folder of a sweep. @throws UsageError when it is missing */
export function programOf(folder: SweepFolder): string {
  const path = join(snapshotPath(folder.path, folder.readCode().sha256), 'src/cli/bin.js');
  if (existsSync(path)) return path;
  throw new UsageError(
    `${path}: expected the copy of the program that the sweep began with, received nothing there; plan all runs anew with --new-code`,
  );
}
