import { UsageError } from '../../../errors.ts';
import { writeFileAtomic } from '../../../files/atomic-file.ts';
import { onDisk } from '../../../files/on-disk.ts';
import type { RunEntry } from '../run-entry.ts';
import { type ExportColumn, metricColumns, runColumns } from './columns.ts';
import type { ExportCounts } from './counts.ts';

/** Where runs can be exported to. */
export const exportFormats = ['csv', 'parquet', 'tensorboard', 'mlflow', 'model-card'] as const;

/** A place where runs can be exported to. */
export type ExportFormat = (typeof exportFormats)[number];

/** How runs are exported. */
export interface ExportRequest {
  /** A file for csv and parquet, a folder for tensorboard and model-card, the address of a server for mlflow. */
  readonly to: string;
  /** If not given, the ending of `to` says: `.csv`, `.parquet`, or an address. */
  readonly format?: ExportFormat | undefined;
  /** For csv and parquet: a row for each line that was logged during training, in place of one for each run. */
  readonly metrics?: boolean | undefined;
  /** For mlflow: name of the experiment; that of the task of each run if not given. */
  readonly experiment?: string | undefined;
  /** For model-card: licence of the weights, e.g. `mit`. */
  readonly license?: string | undefined;
}

/**
 * Exports runs, each seed of a run of several as one, but for model cards. To repeat it adds nothing twice: files have the same bytes, and a run that
 * was continued meanwhile stays one run.
 *
 * @returns what became of the runs; null for a table, which is written whole
 * @throws UsageError when the request does not fit, or the disk refuses
 * @throws BurstwiseError when a server cannot be reached or refuses
 */
export async function exportRuns(
  runs: readonly RunEntry[],
  { to, format = formatOf(to), metrics = false, experiment, license }: ExportRequest,
): Promise<ExportCounts | null> {
  const seeds = runs.flatMap((run) => run.members());
  if (metrics && format !== 'csv' && format !== 'parquet')
    throw new UsageError(`metrics: expected csv or parquet beside it, received ${format}; leave it out`);
  if (format === 'tensorboard') return (await import('./tensorboard.ts')).exportTensorBoard(seeds, to);
  if (format === 'model-card')
    return (await import('./model-folders.ts')).exportModels(runs, to, { license });
  if (format === 'mlflow') return (await import('./mlflow.ts')).exportMlflow(seeds, to, experiment);
  const content = await tableIn(format, metrics ? metricColumns(seeds) : runColumns(seeds));
  onDisk(to, () => writeFileAtomic(to, content), 'writeFile');
  return null;
}

async function tableIn(
  format: 'csv' | 'parquet',
  columns: readonly ExportColumn[],
): Promise<string | Uint8Array> {
  if (format === 'csv') return (await import('./csv.ts')).columnsCsv(columns);
  return (await import('./parquet.ts')).columnsParquet(columns);
}

function formatOf(to: string): ExportFormat {
  if (/^https?:\/\//.test(to)) return 'mlflow';
  const [, ending] = /\.(csv|parquet)$/i.exec(to) ?? [];
  if (ending !== undefined) return ending.toLowerCase() as 'csv' | 'parquet';
  throw new UsageError(
    `${to}: expected a name that ends in .csv or .parquet, or the address of an MLflow server, received another; say what it is with --as ${exportFormats.join('|')}`,
  );
}
