import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Work that may be killed at any moment, and what makes it whole again. */
export interface Scenario {
  readonly name: string;
  /** Commands that make what the work begins with, in the folder of the scenario. */
  readonly before: readonly (readonly string[])[];
  readonly work: readonly string[];
  /** The command after the kill; the same again if not given. */
  again?(folder: string): readonly string[];
  /** What standard error of that command may say in place of exit code 0: that all is done already. */
  readonly done?: RegExp;
}

const tiny = [
  'store-recall',
  ...['network.neurons=20', 'network.excitatory=16', 'clockBins=5', 'iterations=12', 'duration=100 ms'].map(
    (setting) => `--set=${setting}`,
  ),
  '--jobs=2',
];
const record = (id: string, seed: number, ...more: string[]) => [
  ...['record', 'MiniGrid-Empty-5x5-v0', '--episodes=3', '--root=data'],
  ...[`--id=${id}`, `--seed=${seed}`, ...more],
];
const data = (...args: string[]) => ['data', ...args, '--root=data'];

/** A run is continued once it is there, and else begun again. */
const resumed = (begin: readonly string[]) => (folder: string) =>
  existsSync(join(folder, 'run/run.json')) && !existsSync(join(folder, 'run/being-made'))
    ? ['train', '--resume', 'run', '--jobs=2']
    : begin;

const train = ['train', ...tiny, '--out=run'];
const seeds = ['train', ...tiny, '--seeds=1-2', '--out=run'];

export const scenarios: readonly Scenario[] = [
  { name: 'train', before: [], work: train, again: resumed(train) },
  { name: 'train --seeds', before: [], work: seeds, again: resumed(seeds) },
  {
    name: 'train --overwrite',
    before: [['train', ...tiny, '--seeds=3-4', '--out=run']],
    work: [...train, '--overwrite'],
  },
  {
    name: 'record',
    before: [],
    work: record('own/b-v0', 1),
    done: /recorded with the same settings and is whole/,
  },
  {
    name: 'record --jobs',
    before: [],
    work: record('own/b-v0', 1, '--jobs=2'),
    done: /same settings and is whole/,
  },
  { name: 'record --overwrite', before: [record('own/b-v0', 2)], work: record('own/b-v0', 1, '--overwrite') },
  {
    name: 'combine',
    before: [record('own/b-v0', 1), record('own/c-v0', 2)],
    work: data('combine', 'own/d-v0', 'own/b-v0', 'own/c-v0'),
  },
  { name: 'split', before: [record('own/b-v0', 1)], work: data('split', 'own/b-v0') },
  {
    name: 'export',
    before: [record('own/b-v0', 1)],
    work: data('export', 'own/b-v0', 'out.jsonl', '--overwrite'),
  },
  {
    name: 'import',
    before: [record('own/b-v0', 1), data('export', 'own/b-v0', 'out.jsonl')],
    work: data('import', 'out.jsonl', 'own/e-v0'),
  },
];
