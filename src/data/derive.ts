import type { Space } from 'gymnasium-js';
import { UsageError } from '../errors.ts';
import { version } from '../process/program-info.ts';
import type { Dataset } from './dataset.ts';
import type { Demonstration } from './demonstration.ts';
import { type OwnDescription, ownDescriptionSchema } from './metadata.ts';
import { type DatasetDescription, Recording, type RecordingOptions } from './recording.ts';

/** What a dataset that is made of another says of itself. */
export function descriptionOf({ metadata }: Dataset): DatasetDescription {
  const { observationSpace, actionSpace, envSpec, authors, licence, description, others } = metadata;
  const own = ownDescriptionSchema.parse(metadata.own ?? unknownOrigin());
  return { observationSpace, actionSpace, envSpec, authors, licence, description, others, own };
}

function unknownOrigin(): OwnDescription {
  return { version: version(), env: null, options: {}, subtasks: [], recording: {} };
}

/** A dataset to be written. */
export interface NewDataset {
  readonly description: DatasetDescription;
  readonly episodes: Iterable<Omit<Demonstration, 'id'>>;
  readonly options: RecordingOptions;
}

/**
 * Writes new datasets, all or none of them.
 *
 * @param onEpisode called with the number of episodes until now
 * @returns folders of the datasets
 * @throws UsageError when an id exists (without `overwrite`), or one has no episodes; nothing is left behind then
 */
export function writeDatasets(
  datasets: readonly NewDataset[],
  onEpisode?: (completed: number) => void,
): string[] {
  const recordings: Recording[] = [];
  try {
    for (const { description, options } of datasets)
      recordings.push(new Recording(description, { ...options, confirm: true }));
    let completed = 0;
    for (const [i, recording] of recordings.entries()) {
      while (recording.undo()); // What an earlier attempt left is written anew.
      for (const episode of datasets[i]!.episodes) {
        recording.append(episode);
        onEpisode?.(++completed);
      }
      recording.requireEpisodes();
    }
    return recordings.map((recording) => recording.finish());
  } catch (error) {
    for (const recording of recordings) recording.discard();
    throw error;
  }
}

/** As {@link writeDatasets}, for one. */
export function writeDataset(
  description: DatasetDescription,
  episodes: Iterable<Omit<Demonstration, 'id'>>,
  options: RecordingOptions,
  onEpisode?: (completed: number) => void,
): string {
  return writeDatasets([{ description, episodes, options }], onEpisode)[0]!;
}

/**
 * What a combination of datasets says of itself: what the first says, with the authors of all.
 *
 * @throws UsageError when spaces, subtasks or environments differ, or a dataset is named twice
 */
export function combinedDescription(datasets: readonly Dataset[]): DatasetDescription {
  const [first, ...others] = datasets as [Dataset, ...Dataset[]];
  const description = descriptionOf(first);
  for (const other of others) {
    if (datasets.filter(({ id }) => id === other.id).length > 1)
      throw new UsageError(`${other.id}: expected each dataset once, received it twice`);
    requireSame('observation space', first, other, ({ observationSpace }) => observationSpace);
    requireSame('action space', first, other, ({ actionSpace }) => actionSpace);
    requireSameText('environment', first, other, ({ metadata }) =>
      JSON.stringify(metadata.own?.env ?? metadata.envSpec),
    );
    requireSameText('subtasks', first, other, ({ metadata }) => JSON.stringify(metadata.own?.subtasks ?? []));
    requireSameText('options of the environment', first, other, ({ metadata }) =>
      JSON.stringify(envOptions(metadata.own?.options)),
    );
    requireSameText('licence', first, other, ({ metadata }) => `${metadata.licence}`);
  }
  const authors = [...new Set(datasets.flatMap(({ metadata }) => metadata.authors))];
  const recording = { combined: datasets.map(({ id, metadata }) => ({ id, ...metadata.own?.recording })) };
  return { ...description, authors, own: { ...description.own, recording } };
}

/** The options of experts may differ: a mixture is what one combines datasets for. */
function envOptions(options: Readonly<Record<string, unknown>> | undefined): unknown {
  return options?.['env'] ?? null;
}

function requireSame(what: string, a: Dataset, b: Dataset, of: (dataset: Dataset) => Space): void {
  if (of(a).equals(of(b))) return;
  throw new UsageError(`${b.id}: expected the ${what} of ${a.id}, ${of(a)}, received ${of(b)}`);
}

function requireSameText(what: string, a: Dataset, b: Dataset, of: (dataset: Dataset) => string): void {
  if (of(a) === of(b)) return;
  throw new UsageError(`${b.id}: expected the ${what} of ${a.id}, ${of(a)}, received ${of(b)}`);
}

/**
 * Deals n episodes out to parts of the given shares, e.g. 0.8 and 0.2, by an order drawn at random; each part keeps the
 * order of the whole. Every episode goes to exactly one part.
 */
export function splitIndices(order: readonly number[], shares: readonly number[]): number[][] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let [taken, sum] = [0, 0];
  return shares.map((share) => {
    sum += share;
    const end = Math.round((order.length * sum) / total);
    const part = order.slice(taken, end).sort((a, b) => a - b);
    taken = end;
    return part;
  });
}
