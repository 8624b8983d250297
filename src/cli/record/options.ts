import { type Command, InvalidArgumentError } from 'commander';
import { datasetsRoot } from '../../data/disk.ts';
import { addUseOption, positiveNumber, repeatable, type UseOption, wholeNumber } from '../settings.ts';
import type { Credits } from './description.ts';

/** What the person at the command line asks of a recording. */
export interface RecordOptions extends Credits, UseOption {
  readonly id?: string;
  readonly human?: boolean;
  readonly subtasks?: readonly string[];
  readonly hint?: boolean;
  readonly episodes?: number;
  readonly seed: number;
  readonly layout?: string;
  readonly set: readonly string[];
  readonly mixture?: string;
  readonly agent?: string;
  readonly jobs?: number;
  readonly successOnly?: boolean;
  readonly maxSteps?: number;
  readonly root: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** Names between commas. */
function names(text: string): readonly string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.every(Boolean) && new Set(list).size === list.length) return list;
  throw new InvalidArgumentError(`Expected different names between commas, received "${text}".`);
}

export function addRecordOptions(command: Command): Command {
  return addUseOption(command)
    .argument(
      '<env>',
      'a name of `burstwise envs list`, the id of a level, e.g. MiniGrid-DoorKey-16x16-v0, or a module of your own',
    )
    .option(
      '--id <id>',
      'name of the dataset, [namespace/]name-vN (default: <env>/expert-v0, agent-v0 or human-v0)',
    )
    .option(
      '--episodes <n>',
      'episodes of the dataset (default: 100; with --human until you finish)',
      positiveNumber,
    )
    .option('--seed <n>', 'names the episodes', wholeNumber, 1)
    .option('--layout <name>', 'layout distribution (default: the one that agents train on)')
    .addOption(
      repeatable(
        '--set <key=value>',
        'one option of the task, e.g. --set options.expert.actionNoise.standardDeviation=0.3; may be repeated',
      ),
    )
    .option('--human', 'you play, in the terminal, and keep or discard each episode')
    .option('--hint', 'with --human: show what the expert would do next')
    .option(
      '--subtasks <names>',
      'with --human: your own, in place of the expert’s, e.g. "get key,open door"',
      names,
    )
    .option(
      '--mixture <file>',
      'each episode from one of several experts: YAML with a weight and settings by name',
    )
    .option('--agent <run>', 'a trained agent acts; the expert only labels what it gets into')
    .option(
      '--jobs <n>',
      'threads that play episodes; the dataset is the same for any number (default: 1 for the expert, which plays ' +
        'before threads have started; for an agent, the number of processors)',
      positiveNumber,
    )
    .option('--success-only', 'leave out episodes that do not reach the goal')
    .option('--max-steps <n>', 'cut episodes off after so many steps', positiveNumber)
    .option(
      '--root <folder>',
      'folder of all datasets (default: MINARI_DATASETS_PATH, else ~/.minari/datasets)',
      datasetsRoot(),
    )
    .addOption(repeatable('--author <name>', 'who made the data; may be repeated'))
    .option('--licence <name>', 'under which others may use them, e.g. CC-BY-4.0')
    .option('--description <text>', 'what they are')
    .option('--overwrite', 'replace the dataset of this id, when the new one is whole')
    .option('--json', 'print JSON instead of text');
}
