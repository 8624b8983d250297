import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { npRandom } from 'gymnasium-js';
import { openDataset, openDatasetFolder, shuffledOrder } from '../data/dataset.ts';
import { parseDatasetId } from '../data/dataset-id.ts';
import { type Demonstration, returnOf, stepsOf } from '../data/demonstration.ts';
import { combinedDescription, descriptionOf, splitIndices, writeDatasets } from '../data/derive.ts';
import { openJsonLines } from '../data/json-lines-reader.ts';
import { exportJsonLines } from '../data/json-lines-writer.ts';
import type { DatasetDescription } from '../data/recording.ts';
import { UsageError } from '../errors.ts';
import { createProgress } from '../process/progress.ts';
import { print, printJson, tell } from './output.ts';
import { positiveNumber, wholeNumber } from './settings.ts';

export interface DeriveOptions {
  readonly root: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** Adds the commands that make datasets, or files, of datasets. */
export function addDeriveCommands(add: (name: string, description: string) => Command): void {
  const derive = (name: string, description: string) =>
    add(name, description).option('--overwrite', 'replace what is there');
  derive('combine', 'put several together, e.g. those of experts of different skill')
    .argument('<new id>', 'name of the combination')
    .argument('<id...>', 'names of the datasets, in order')
    .action(combine);
  derive('split', 'deal the episodes out at random, e.g. for training and testing')
    .argument('<id>', 'name of the dataset')
    .addOption(
      new Option('--parts <shares>', 'names and shares of the parts')
        .argParser(shares)
        .default(shares('train=0.8,test=0.2'), 'train=0.8,test=0.2'),
    )
    .option('--seed <n>', 'decides who goes where', wholeNumber, 1)
    .action(split);
  derive('filter', 'keep some episodes')
    .argument('<id>', 'name of the dataset')
    .argument('<new id>', 'name of the selection')
    .option('--terminated', 'those that reached the end of the task')
    .option('--reached <milestone>', 'those that reached this milestone, see data show')
    .option('--min-return <x>', 'those of at least this return', finiteNumber)
    .option('--max-return <x>', 'those of at most this return', finiteNumber)
    .option('--min-length <n>', 'those of at least so many steps', positiveNumber)
    .option('--max-length <n>', 'those of at most so many steps', positiveNumber)
    .option('--first <n>', 'the first so many of them', positiveNumber)
    .action(filter);
  derive('export', 'write one as JSON Lines')
    .argument('<id>', 'name of the dataset')
    .argument('<file>', 'e.g. demonstrations.jsonl; - is standard output')
    .action(exportDataset);
  derive('import', 'make one of a file of JSON Lines, or of the folder of a Minari dataset')
    .argument('<source>', 'file or folder')
    .argument('<new id>', 'name of the dataset')
    .action(importDataset);
}

function combine(id: string, ids: readonly string[], options: DeriveOptions): void {
  const datasets = ids.map((each) => openDataset(options.root, each));
  const total = datasets.reduce((sum, { length }) => sum + length, 0);
  function* all() {
    for (const dataset of datasets) yield* dataset.episodes();
  }
  const description = combinedDescription(datasets);
  writeDerived([{ id, description, episodes: all(), expected: total }], options);
  for (const dataset of datasets) dataset.close();
}

interface SplitOptions extends DeriveOptions {
  readonly parts: readonly (readonly [name: string, share: number])[];
  readonly seed: number;
}

function split(id: string, { parts, seed, ...options }: SplitOptions): void {
  using dataset = openDataset(options.root, id);
  const order = shuffledOrder(dataset.length, npRandom(seed)[0]);
  const indices = splitIndices(
    order,
    parts.map(([, share]) => share),
  );
  const { namespace, name, version } = parseDatasetId(id);
  const made = parts.map(([part], i) => {
    const own = indices[i]!;
    if (own.length === 0)
      throw new UsageError(
        `${id}: --parts: expected an episode for ${part}, received none of ${order.length}`,
      );
    return {
      id: `${namespace === null ? '' : `${namespace}/`}${name}-${part}-v${version}`,
      description: derived(descriptionOf(dataset), { split: id, part, seed }),
      episodes: dataset.episodes(own),
      expected: own.length,
    };
  });
  writeDerived(made, options);
}

interface FilterOptions extends DeriveOptions {
  readonly terminated?: boolean;
  readonly reached?: string;
  readonly minReturn?: number;
  readonly maxReturn?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly first?: number;
}

function filter(
  id: string,
  newId: string,
  { root, overwrite = false, json = false, ...filters }: FilterOptions,
): void {
  using dataset = openDataset(root, id);
  const { first = Number.POSITIVE_INFINITY } = filters;
  function* chosen() {
    let kept = 0;
    for (const episode of dataset.episodes()) {
      if (kept === first) return;
      if (!passes(episode, filters)) continue;
      kept++;
      yield episode;
    }
    if (kept > 0) return;
    const asked = Object.entries(filters).map(([key, value]) => `${key} ${value}`);
    const which = asked.length === 0 ? '' : ` of ${asked.join(', ')}`;
    throw new UsageError(`${id}: expected at least one episode${which}, received none of ${dataset.length}`);
  }
  const description = derived(descriptionOf(dataset), { filtered: id, ...filters });
  const expected = Math.min(dataset.length, first);
  writeDerived([{ id: newId, description, episodes: chosen(), expected }], { root, overwrite, json });
}

function passes(episode: Demonstration, filters: FilterOptions | Omit<FilterOptions, 'root'>): boolean {
  const {
    terminated = false,
    minReturn = Number.NEGATIVE_INFINITY,
    maxReturn = Number.POSITIVE_INFINITY,
  } = filters;
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = filters;
  const [total, steps] = [returnOf(episode), stepsOf(episode)];
  if (filters.reached !== undefined && episode.notes?.milestones?.[filters.reached] !== true) return false;
  if (terminated && episode.terminations.at(-1) !== 1) return false;
  return total >= minReturn && total <= maxReturn && steps >= minLength && steps <= maxLength;
}

function exportDataset(id: string, file: string, { root, overwrite = false, json }: DeriveOptions): void {
  using dataset = openDataset(root, id);
  const progress = createProgress();
  progress.start(dataset.length, 'episodes');
  exportJsonLines(dataset, file, { overwrite, onEpisode: (done) => progress.update(done) });
  progress.stop();
  if (file === '-') tell(`${id}: ${dataset.length} episodes`);
  else if (json) printJson({ id, file, episodes: dataset.length });
  else print(`${id}: ${dataset.length} episodes in ${file}`);
}

function importDataset(source: string, id: string, options: DeriveOptions): void {
  if (existsSync(`${source}/data`)) {
    using dataset = openDatasetFolder(source, basename(source), { trust: true });
    const [description, episodes] = [descriptionOf(dataset), dataset.episodes()];
    writeDerived([{ id, description, episodes, expected: dataset.length }], options);
    return;
  }
  const file = openJsonLines(source);
  const { description, length: expected } = file;
  writeDerived([{ id, description, episodes: file.episodes(), expected }], options);
}

/** A dataset made of others. */
export interface Derived {
  readonly id: string;
  readonly description: DatasetDescription;
  readonly episodes: Iterable<Omit<Demonstration, 'id'>>;
  /** Number of episodes, as far as that is known before. */
  readonly expected: number;
}

/** Writes all of them or none, and says so. */
export function writeDerived(
  datasets: readonly Derived[],
  { root, overwrite = false, json }: DeriveOptions,
): void {
  const progress = createProgress();
  const expected = datasets.reduce((sum, dataset) => sum + dataset.expected, 0);
  progress.start(Math.max(expected, 1), 'episodes');
  const counts = new Map<string, number>();
  function* counted({ id, episodes }: Derived) {
    for (const episode of episodes) {
      yield episode;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const folders = writeDatasets(
    datasets.map((dataset) => ({
      description: dataset.description,
      episodes: counted(dataset),
      options: { root, id: dataset.id, overwrite },
    })),
    (completed) => progress.update(completed),
  );
  progress.stop();
  for (const [i, { id }] of datasets.entries()) {
    const [folder, count] = [folders[i]!, counts.get(id)!];
    if (json) printJson({ id, folder, episodes: count });
    else print(`${id}: ${count} episodes in ${folder}`);
  }
}

/** What was done to the dataset that a description is of, for the record. */
function derived(
  description: DatasetDescription,
  how: Readonly<Record<string, unknown>>,
): DatasetDescription {
  const recording = { ...how, from: description.own.recording };
  return { ...description, own: { ...description.own, recording } };
}

function finiteNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`Expected a number, received "${text}".`);
}

/** `train=0.8,test=0.2` */
function shares(text: string): readonly (readonly [name: string, share: number])[] {
  const parts = text.split(',').map((part) => /^\s*(\w+)\s*=\s*(\d*\.?\d+)\s*$/.exec(part));
  const named = parts.map((match) => [match?.[1] ?? '', Number(match?.[2] ?? 0)] as const);
  const unique = new Set(named.map(([name]) => name)).size === named.length;
  if (unique && named.every(([name, share]) => name !== '' && share > 0)) return named;
  throw new InvalidArgumentError(`Expected shares such as train=0.8,test=0.2, received "${text}".`);
}
