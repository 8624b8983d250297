import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Kernel } from '../models/burst/population.ts';
import { comparisonWork } from '../run/comparison/compare.ts';
import { addCellOptions, type CellOptions, carryOut } from './carry-out.ts';
import { keepComparison } from './keep-comparison.ts';
import { printReport, tell } from './output.ts';
import { seedList } from './seed-list.ts';
import {
  addJobsOption,
  addUseOption,
  kernelOption,
  positiveNumber,
  repeatable,
  type UseOption,
} from './settings.ts';
import { PROFILE_EXAMPLE } from './slurm-options.ts';

interface CompareOptions extends CellOptions, UseOption {
  readonly algorithms: readonly string[];
  readonly models: readonly string[];
  readonly labels: readonly number[];
  readonly seeds: readonly number[];
  readonly episodes: number;
  readonly layout?: string;
  readonly config?: string;
  readonly set: readonly string[];
  readonly kernel?: Kernel;
  readonly out?: string;
  readonly json?: boolean;
}

export function compareCommand(): Command {
  const command = new Command('compare')
    .argument('<task>', 'a name of `burstwise envs list`, the id of a level, or a module of your own')
    .addOption(
      listOf(
        '--algorithms <list>',
        'e.g. dagger,flat-dagger,dagger:corrections=first-failure; flat-: by one learner without subtasks',
        names,
        'dagger,flat-dagger',
      ),
    )
    .addOption(
      listOf(
        '--models <list>',
        'e.g. burst,linear,perceptron:passes=10',
        names,
        'burst,linear,random-relu,perceptron',
      ),
    )
    .addOption(
      listOf(
        '--labels <list>',
        'labels of manager and workers, each counted, at which training ends',
        numbers,
        '500,1000,2000,4000',
      ),
    )
    .addOption(listOf('--seeds <list>', 'e.g. 1-5 or 1,4,7-9', seedList, '1-3'))
    .option('--episodes <n>', 'fresh layouts for each seed', positiveNumber, 200)
    .option('--layout <name>', 'layout distribution to succeed on (default: the first of the evaluation)')
    .option('--config <file>', 'settings in YAML or JSON')
    .addOption(repeatable('--set <key=value>', 'one setting of all that are compared; may be repeated'))
    .addOption(kernelOption())
    .option(
      '--out <folder>',
      'keeps results, so that the same command continues, and shares the work with others (default: runs/compare-<task>)',
    )
    .option('--json', 'print JSON instead of a table');
  return addCellOptions(addJobsOption(addUseOption(command)))
    .addHelpText(
      'after',
      `
The first algorithm with the first model is what the others are compared with.

Examples:
  burstwise compare button-food --models burst,linear --algorithms dagger,cloning
  burstwise compare door-key --labels 250,500,1000,2000 --seeds 1-5 --episodes 500
  burstwise compare door-key --seeds 1-20 --out /shared/door-key --on slurm --profile lab.yaml
${PROFILE_EXAMPLE}`,
    )
    .action(compareAll);
}

async function compareAll(task: string, options: CompareOptions): Promise<void> {
  const { json = false, out = folderOf(task) } = options;
  const { algorithms, models, labels, seeds, episodes, layout, config, set, kernel, use } = options;
  const request = { task, algorithms, models, labels, seeds, episodes, layout, config, set, kernel, use };
  const result = await carryOut(await comparisonWork(request, out), options);
  if (result === undefined) return;
  const { report, figure } = result;
  await keepComparison(out, report, figure);
  printReport(report, json);
  tell(`picture: ${join(out, `${figure.name}.png`)}`);
}

function folderOf(task: string): string {
  return `runs/compare-${task.replaceAll(/[^\w.-]+/g, '-')}`;
}

/** An option whose value is a list. @param byDefault as one would type it */
function listOf<Value>(
  flags: string,
  meaning: string,
  parse: (text: string) => readonly Value[],
  byDefault: string,
): Option {
  return new Option(flags, meaning).argParser(parse).default(parse(byDefault), byDefault);
}

function names(text: string): readonly string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.every((name) => name !== '')) return list;
  throw new InvalidArgumentError(`Expected names with commas between them, received "${text}".`);
}

function numbers(text: string): readonly number[] {
  return names(text).map(positiveNumber);
}
