import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../cli/burstwise.ts';

/** Work that may be killed at any moment, and what makes it whole again. */
export interface Scenario {
  readonly name: string;
  /** Commands that make what the work begins with, in the folder of the scenario. */
  readonly before: readonly (readonly string[])[];
  readonly work: readonly string[];
  /** Variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The command after the kill; the same again if not given. */
  again?(folder: string): readonly string[];
  /** A file without which it cannot be done. */
  readonly needs?: string;
  /** What standard error of that command may say in place of exit code 0: that all is done already. */
  readonly done?: RegExp;
}

const tiny = [
  'store-recall',
  ...['network.neurons=20', 'network.excitatory=16', 'clockBins=5', 'iterations=12', 'duration=100 ms'].map(
    (setting) => `--set=${setting}`,
  ),
];
const record = (id: string, seed: number, ...more: string[]) => [
  ...['record', 'MiniGrid-Empty-5x5-v0', '--episodes=3', '--root=data'],
  ...[`--id=${id}`, `--seed=${seed}`, ...more],
];
const data = (...args: string[]) => ['data', ...args, '--root=data'];

/** A run is continued once it is there, and else begun again. */
const resumed = (begin: readonly string[]) => (folder: string) =>
  existsSync(join(folder, 'run/run.json')) && !existsSync(join(folder, 'run/being-made'))
    ? ['train', '--resume', 'run', '--jobs=1']
    : begin;

const train = ['train', ...tiny, '--out=run', '--jobs=1'];
const seeds = ['train', ...tiny, '--seeds=1-2', '--out=run', '--jobs=2'];

/** Installs into a virtual environment; what comes from the network stands in `stand-in-python.mjs`. */
const standIn = fileURLToPath(new URL('./stand-in-python.mjs', import.meta.url));
const realPython = join(root, '.venv/bin/python');

export const scenarios: readonly Scenario[] = [
  { name: 'train', before: [], work: train, again: resumed(train) },
  { name: 'train --seeds', before: [], work: seeds, again: resumed(seeds) },
  {
    name: 'train --overwrite',
    before: [['train', ...tiny, '--seeds=3-4', '--out=run', '--jobs=2']],
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
  {
    name: 'python setup',
    before: [],
    work: ['python', 'setup', '--directory=environment', `--python=${standIn}`],
    env: { REAL_PYTHON: realPython },
    needs: realPython,
  },
];
