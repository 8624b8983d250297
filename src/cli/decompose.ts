import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
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
  // A page that goes into the run folder is to be of that run.
  const folder = isRun && options.out === undefined ? openRunFolder(subject) : undefined;
  folder?.lock();
  const interrupt = stopAtInterrupt('nothing is written');
  try {
    const context = { jobs: options.jobs, signal: interrupt.signal, progress: createProgress() };
    if (options.split.length > 0 && options.full !== true)
      throw new UsageError('--split: expected --full beside it, received none');
    if (options.against !== undefined && isRun)
      throw new UsageError('--against: expected a dataset to compare, received a run; see compare-runs');
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

function write(path: string, html: string): void {
  onDisk(path, () => writeFileAtomic(path, html), 'writeFile');
  tell(`report: ${path}`);
}

/** @throws BurstwiseError when the agent succeeds less often */
function requireSuccess({ data }: ReportDocument, least: number): void {
  const { success } = data;
  if (typeof success !== 'number')
    throw new UsageError('--fail-below: expected a run, received a dataset; leave it out');
  if (success >= least) return;
  throw new BurstwiseError(`success: expected at least ${least} (--fail-below), received ${success}`);
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`Expected a number from 0 to 1, received "${text}".`);
}
