import type { Space } from 'gymnasium-js';
import { UsageError } from '../errors.ts';
import { version } from '../run/program-info.ts';
import type { Dataset } from './dataset.ts';
import type { Demonstration } from './demonstration.ts';
import { type DatasetDescription, Recording, type RecordingOptions } from './recording.ts';

/** What a dataset that is made of another says of itself. */
export function descriptionOf(dataset: Dataset): DatasetDescription {
  const { observationSpace, actionSpace, envSpec, authors, licence, description, own } = dataset.metadata;
  const { sha256: _, bytes: __, episodes: ___, ...rest } = own ?? unknownOrigin();
  return { observationSpace, actionSpace, envSpec, authors, licence, description, own: rest };
}

function unknownOrigin() {
  const recording = {};
  return {
    version: version(),
    env: null,
    options: {},
    subtasks: [],
    recording,
    sha256: '',
    bytes: 0,
    episodes: 0,
  };
}

/**
 * Writes episodes as a new dataset.
 *
 * @returns folder of the dataset
 * @throws UsageError when the id exists (without `overwrite`), or there are no episodes; nothing is left behind then
 */
export function writeDataset(
  description: DatasetDescription,
  episodes: Iterable<Omit<Demonstration, 'id'>>,
  options: RecordingOptions,
  onEpisode?: (completed: number) => void,
): string {
  const recording = new Recording(description, options);
  try {
    while (recording.undo()); // What an earlier attempt left is written anew.
    for (const episode of episodes) {
      recording.append(episode);
      onEpisode?.(recording.episodes);
    }
    return recording.finish();
  } catch (error) {
    recording.discard();
    throw error;
  }
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
