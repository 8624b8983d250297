import { existsSync } from 'node:fs';
import { BurstwiseError } from '../../errors.ts';
import { queue } from '../../run/sweep/slurm/cluster.ts';
import { jobPrefix } from '../../run/sweep/slurm/script.ts';
import { type SweepStatus, statusReport } from '../../run/sweep/status.ts';
import type { SweepFolder } from '../../run/sweep/sweep-folder.ts';
import { print, printReport } from '../output.ts';

/** Jobs of the sweep in a cluster's queue, in words, by one question to it; undefined where none was asked for or there is no cluster. */
function queueText(folder: SweepFolder): string | undefined {
  if (!existsSync(folder.jobsPath)) return undefined;
  try {
    const ours = queue().filter(({ name }) => name.startsWith(jobPrefix(folder)));
    const counts = new Map<string, number>();
    for (const { state, reason } of ours) {
      const kind = state === 'PENDING' ? `pending (${reason})` : state.toLowerCase();
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return `Slurm: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'no jobs'}`;
  } catch (error) {
    if (!(error instanceof BurstwiseError)) throw error;
    return `Slurm: ${error.message}`;
  }
}

/** Prints how far a sweep has come; without a table where there is nothing to say of single runs. */
export function printStatus(folder: SweepFolder, status: SweepStatus, json: boolean): void {
  const report = statusReport(folder, status);
  if (!json && report.table.rows.length === 0) print(report.title);
  else printReport(report, json);
  const text = json ? undefined : queueText(folder);
  if (text !== undefined) print(text);
}
