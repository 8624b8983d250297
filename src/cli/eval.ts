import { Command } from 'commander';
import { loadConfigFile } from '../config/config-file.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { onDisk } from '../files/on-disk.ts';
import type { Kernel } from '../models/burst/population.ts';
import { createProgress, createProgressGroup } from '../process/progress.ts';
import type { Report } from '../report/report.ts';
import { evaluateRun } from '../run/evaluate-run.ts';
import { printReport, tellNotes } from './output.ts';
import {
  addJobsOption,
  addUseOption,
  type JobsOption,
  kernelOption,
  positiveNumber,
  wholeNumber,
} from './settings.ts';
import { stopAtInterrupt } from './stop-at-interrupt.ts';

interface EvalOptions extends JobsOption {
  readonly episodes?: number;
  readonly seed?: number;
  readonly layout?: string;
  readonly subtask?: string;
  readonly perturb?: string;
  readonly kernel?: Kernel;
  readonly out?: string;
  readonly json?: boolean;
}

export function evalCommand(): Command {
  const command = new Command('eval')
    .argument('<run>', 'run folder, of one seed or several')
    .option('--episodes <n>', 'fresh layouts of each kind (default: as configured)', positiveNumber)
    .option('--seed <n>', 'names the fresh layouts (default: the seed of the run)', wholeNumber)
    .option('--layout <name>', 'one layout distribution (default: as configured)')
    .option('--subtask <name>', 'let the workers carry out this one subtask all along')
    .option(
      '--perturb <file>',
      'also under these perturbations (YAML or JSON), beside the same layouts without',
    )
    .addOption(kernelOption('the one that it was trained with'))
    .option('--out <file>', 'also writes what was found as JSON')
    .option('--json', 'print JSON instead of a table');
  return addJobsOption(addUseOption(command))
    .addHelpText(
      'after',
      `
Examples:
  burstwise eval runs/button-food-seed1 --episodes 1000
  burstwise eval runs/button-food-seed1 --subtask food --layout wide
  burstwise eval runs/button-food-seed1 --perturb silence.yaml`,
    )
    .action(evaluate);
}

async function evaluate(path: string, options: EvalOptions): Promise<void> {
  const { json = false, out, jobs, episodes, seed, layout, subtask, perturb, kernel } = options;
  const perturbations =
    perturb === undefined ? undefined : { source: perturb, value: loadConfigFile(perturb) };
  const displays = createProgressGroup();
  const interrupt = stopAtInterrupt('the run stays as it is', displays);
  try {
    const { report, notes } = await evaluateRun(
      path,
      { episodes, seed, layout, subtask, perturbations, kernel },
      { jobs, signal: interrupt.signal, progress: createProgress(), displays },
    );
    tellNotes(notes);
    if (out !== undefined) keep(out, report);
    printReport(report, json);
  } finally {
    interrupt.dispose();
  }
}

/** @throws UsageError where the file cannot be written */
function keep(path: string, { data }: Report): void {
  onDisk(path, () => writeFileAtomic(path, `${JSON.stringify(data, null, 2)}\n`), 'writeFile');
}
