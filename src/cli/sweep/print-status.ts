import { isHandedOver } from '../../run/slurm/profile.ts';
import { queueText } from '../../run/slurm/queue-text.ts';
import { sweepOnCluster } from '../../run/sweep/on-slurm.ts';
import { type SweepStatus, statusReport } from '../../run/sweep/status.ts';
import type { SweepFolder } from '../../run/sweep/sweep-folder.ts';
import { print, printReport } from '../output.ts';

/** Prints how far a sweep has come; without a table where there is nothing to say of single runs. */
export function printStatus(folder: SweepFolder, status: SweepStatus, json: boolean): void {
  const report = statusReport(folder, status);
  if (!json && report.table.rows.length === 0) print(report.title);
  else printReport(report, json);
  if (!json && isHandedOver(folder.jobsPath)) print(queueText(sweepOnCluster(folder)));
}
