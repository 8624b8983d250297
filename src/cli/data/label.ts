import { type Command, InvalidArgumentError, Option } from 'commander';
import { openDataset } from '../../data/dataset.ts';
import { labelledDescription, relabelled } from '../../data/label.ts';
import { type DeriveOptions, writeDerived } from '../data-derive.ts';
import { addUseOption, positiveNumber, repeatable, wholeNumber } from '../settings.ts';
import { openLabeller, type SourceOptions, sources } from './labellers.ts';

interface LabelOptions extends DeriveOptions, Omit<SourceOptions, 'count'> {
  readonly by: keyof typeof sources;
  readonly count?: number;
}

/** Adds the command that gives demonstrations other labels. */
export function addLabelCommand(add: (name: string, description: string) => Command): void {
  addUseOption(add('label', 'label the subtasks of one, in a new dataset; also of one that Python recorded'))
    .argument('<id>', 'name of the dataset; it stays as it is')
    .argument('<new id>', 'name of the labelled dataset')
    .addOption(
      new Option('--by <source>', 'who says which subtask is under way')
        .choices(Object.keys(sources))
        .makeOptionMandatory(),
    )
    .addOption(
      repeatable(
        '--rule <rule>',
        'rule: "name: condition", the first that holds; or a module that exports rule and subtasks',
      ),
    )
    .option('--subtasks <names>', 'rule, times: their names in order, a,b,…', names)
    .option('--agent <run>', 'agent: folder of a trained run, whose manager watches')
    .option(
      '--times <file>',
      'times: CSV or JSON with episode, start, end, subtask; or ELAN (.eaf), a tier "episode n" for each',
    )
    .option(
      '--rate <n>',
      'times: steps in a second, where times are seconds (default: they are steps; .eaf: as data segments wrote it)',
      rate,
    )
    .option('--count <n>', 'discovery: number of subtasks (default: by held-out likelihood)', positiveNumber)
    .addOption(
      new Option('--features <kind>', 'discovery: what actions are read from')
        .choices(['units', 'bursts', 'both'])
        .default('units'),
    )
    .addOption(
      repeatable(
        '--set <key=value>',
        'discovery: a setting of the task, e.g. options.encoding.view=egocentric',
      ),
    )
    .option('--seed <n>', 'discovery: decides every random number', wholeNumber, 1)
    .option('--overwrite', 'replace what is there')
    .addHelpText(
      'after',
      `
Sources:
  expert     the task's expert says it while the actions are taken again, and what would have been right
  rule       conditions over observation, info, action, reward, step and steps; lists begin at 1
  agent      the manager of a trained run
  discovery  subtasks are found in observations and actions
  times      a file says when each subtask begins; data segments writes one

Examples:
  burstwise data label door-key/human-v0 door-key/labelled-v0 --by expert
  burstwise data label mine-v0 mine/halves-v0 --by rule --rule "first half: step < steps / 2" --rule "second half: true"
  burstwise data label button-food/expert-v0 button-food/found-v0 --by discovery`,
    )
    .action(label);
}

async function label(id: string, newId: string, options: LabelOptions): Promise<void> {
  const { by, root, count = null } = options;
  using dataset = openDataset(root, id);
  const labeller = await openLabeller(by, dataset, { ...options, count });
  try {
    const description = labelledDescription(dataset, labeller.subtasks, labeller.about);
    function* episodes() {
      for (const episode of dataset.episodes()) yield relabelled(episode, labeller.label(episode), dataset);
    }
    writeDerived([{ id: newId, description, episodes: episodes(), expected: dataset.length }], options);
  } finally {
    labeller.close?.();
  }
}

function names(text: string): readonly string[] {
  const all = text.split(',').map((name) => name.trim());
  if (all.every((name) => name !== '') && new Set(all).size === all.length) return all;
  throw new InvalidArgumentError(`Expected different names such as a,b, received "${text}".`);
}

function rate(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError(`Expected a number above 0, received "${text}".`);
}
