import { Command, Option } from 'commander';
import { UsageError } from '../../errors.ts';
import { type ExportFormat, exportFormats, exportRuns } from '../../run/overview/export/export-runs.ts';
import { print } from '../output.ts';
import { addSelection, requireRuns, type SelectionOptions, selected } from './selection.ts';

interface ExportOptions extends SelectionOptions {
  readonly to?: string;
  readonly as?: ExportFormat;
  readonly metrics?: boolean;
  readonly experiment?: string;
  readonly license?: string;
}

export function exportCommand(): Command {
  const command = new Command('export').description(
    'runs as a table (CSV, Parquet), as event files for TensorBoard, on an MLflow server, or as folders with a model card for the Hugging Face Hub; to repeat it adds nothing twice',
  );
  return addSelection(command)
    .option(
      '--to <place>',
      'a file that ends in .csv or .parquet, a folder for TensorBoard or model cards, or the address of an MLflow server (default for mlflow: MLFLOW_TRACKING_URI)',
    )
    .addOption(new Option('--as <format>', 'what it becomes (default: as the ending of --to says)').choices(exportFormats))
    .option('--metrics', 'csv, parquet: a row for each line logged during training, instead of one for each run')
    .option('--experiment <name>', 'mlflow: the experiment (default: MLFLOW_EXPERIMENT_NAME, else the task of each run)')
    .option('--license <id>', 'model-card: licence of the weights, e.g. mit')
    .addHelpText(
      'after',
      `
Examples:
  burstwise runs export runs --to runs.csv
  burstwise runs export runs --where task=button-food --metrics --to curves.parquet
  burstwise runs export runs/sweep --as tensorboard --to events && tensorboard --logdir events
  burstwise runs export runs --to http://127.0.0.1:5000
  burstwise runs export runs/button-food-seed1 --as model-card --license mit --to models

Each seed of a run of several is a run, but for model cards.`,
    )
    .action(exportAll);
}

async function exportAll(folders: readonly string[], options: ExportOptions): Promise<void> {
  const { as: format, metrics, license } = options;
  const to = options.to ?? (format === 'mlflow' ? process.env['MLFLOW_TRACKING_URI'] : undefined);
  if (to === undefined || to === '')
    throw new UsageError(
      `--to: expected a file, a folder or the address of a server, received nothing; write e.g. --to runs.csv${format === 'mlflow' ? ', or set MLFLOW_TRACKING_URI' : ''}`,
    );
  const experiment = options.experiment ?? (process.env['MLFLOW_EXPERIMENT_NAME'] || undefined);
  const runs = selected(folders, options);
  requireRuns(runs, 1);
  const counts = await exportRuns(runs, { to, format, metrics, experiment, license });
  const count = format === 'model-card' ? runs.length : runs.reduce((sum, { info }) => sum + info.seeds.length, 0);
  const exported = `${to}: ${count} ${count === 1 ? 'run' : 'runs'}`;
  if (counts === null) print(exported);
  else print(`${exported}, ${counts.added} new, ${counts.extended} continued, ${counts.unchanged} there already`);
}
