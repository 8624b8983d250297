import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { isDatasetId } from '../data/dataset-id.ts';
import { datasetsRoot } from '../data/disk.ts';
import { BurstwiseError, UsageError } from '../errors.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { onDisk } from '../files/on-disk.ts';
import type { Kernel } from '../models/burst/population.ts';
import { createProgress } from '../process/progress.ts';
import { documentData, type ReportDocument } from '../report/document.ts';
import { documentHtml } from '../report/html.ts';
import { decomposeRun } from '../run/decompose-run.ts';
import { describeDataset } from '../run/describe-dataset.ts';
import { openRunFolder } from '../run/run-folder.ts';
import { commandLine, printDocument, printJson, tell } from './output.ts';
import {
  addJobsOption,
  addUseOption,
  type JobsOption,
  kernelOption,
  positiveNumber,
  repeatable,
  wholeNumber,
} from './settings.ts';
import { stopAtInterrupt } from './stop-at-interrupt.ts';

interface DecomposeOptions extends JobsOption {
  readonly episodes?: number;
  readonly seed?: number;
  readonly layout?: string;
  readonly full?: boolean;
  readonly split: readonly string[];
  readonly against?: string;
  readonly flat: boolean;
  readonly out?: string;
  readonly root: string;
  readonly kernel?: Kernel;
  readonly failBelow?: number;
  readonly json?: boolean;
}

export function decomposeCommand(): Command {
  const command = new Command('decompose')
    .argument('<run or dataset>', 'run folder of one seed, or the name of a dataset')
    .option(
      '--episodes <n>',
      'fresh layouts, or episodes of the dataset (default: 100; with --full 500)',
      positiveNumber,
    )
    .option('--seed <n>', 'names the fresh layouts (default: the seed of the run)', wholeNumber)
    .option('--layout <name>', 'layout distribution (default: the first one of the run)')
    .option('--full', 'the long report: more layouts, lesions, and agents under other splits')
    .addOption(
      repeatable(
        '--split <dataset>',
        'with --full: a dataset whose labels are a split of your own, to compare',
      ),
    )
    .option('--no-flat', 'train no agent without subtasks to compare with')
    .option(
      '--out <file>',
      'where the HTML page goes (default: decomposition.html in the run folder; none for datasets)',
    )
    .option(
      '--root <folder>',
      'folder of all datasets (default: MINARI_DATASETS_PATH, else ~/.minari/datasets)',
      datasetsRoot(),
    )
    .option('--against <dataset>', 'of a dataset: another one that labels the same episodes')
    .addOption(kernelOption('the one that it was trained with'))
    .option('--fail-below <share>', 'exit with 1 if the agent succeeds in a smaller share', share)
    .option('--json', 'print JSON instead of tables');
  return addJobsOption(addUseOption(command))
    .addHelpText(
      'after',
      `
Examples:
  burstwise decompose runs/button-food-seed1
  burstwise decompose runs/button-food-seed1 --full --out report.html
  burstwise decompose runs/button-food-seed1 --full --split button-food/halves-v0
  burstwise decompose button-food/expert-v0 --out dataset.html`,
    )
    .action(decompose);
}

async function decompose(subject: string, options: DecomposeOptions): Promise<void> {
  const { json = false, failBelow } = options;
  const isRun = existsSync(subject);
  const page = options.out ?? (isRun ? join(subject, 'decomposition.html') : undefined);
  requireFitting(subject, isRun, options);
  // A page that goes into the run folder is to be of that run.
  const folder = isRun && options.out === undefined ? openRunFolder(subject) : undefined;
  folder?.lock();
  const interrupt = stopAtInterrupt('nothing is written');
  try {
    const context = { jobs: options.jobs, signal: interrupt.signal, progress: createProgress() };
    const request = { ...options, subject, splits: options.split, command: commandLine() };
    const document = isRun
      ? await decomposeRun(subject, request, context)
      : await describeDataset(subject, request, context);
    if (json) printJson(documentData(document));
    else printDocument(document);
    if (page !== undefined) write(page, documentHtml(document));
    if (isRun && options.full !== true) tell('the long report: repeat the command with --full');
    if (failBelow !== undefined) requireSuccess(document, failBelow);
  } finally {
    folder?.unlock();
    interrupt.dispose();
  }
}

/** @throws UsageError for options that do not go together, before any work is done */
function requireFitting(subject: string, isRun: boolean, options: DecomposeOptions): void {
  const { against, out, full, split, failBelow, layout, seed, kernel, flat } = options;
  if (split.length > 0 && full !== true)
    throw new UsageError('--split: expected --full beside it, received none');
  if (against !== undefined && isRun)
    throw new UsageError('--against: expected a dataset to compare, received a run; see compare-runs');
  if (out !== undefined && !existsSync(dirname(out)))
    throw new UsageError(
      `--out ${out}: expected a file in a folder that exists, received none; make it first`,
    );
  if (isRun) return;
  if (!isDatasetId(subject))
    throw new UsageError(
      `${subject}: expected the folder of a run, or the name of a dataset such as button-food/expert-v0, received neither`,
    );
  const ofRuns = { full, 'fail-below': failBelow, layout, seed, kernel, 'no-flat': flat ? undefined : true };
  for (const [name, value] of Object.entries(ofRuns))
    if (value !== undefined)
      throw new UsageError(`--${name}: expected a run, received the dataset ${subject}; leave it out`);
}

function write(path: string, html: string): void {
  onDisk(path, () => writeFileAtomic(path, html), 'writeFile');
  tell(`report: ${path}`);
}

/** @throws BurstwiseError when the agent succeeds less often */
function requireSuccess({ data }: ReportDocument, least: number): void {
  const success = data['success'] as number;
  if (success >= least) return;
  throw new BurstwiseError(`success: expected at least ${least} (--fail-below), received ${success}`);
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`Expected a number from 0 to 1, received "${text}".`);
}
