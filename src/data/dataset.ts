import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Generator } from 'gymnasium-js';
import { onDisk } from '../files/on-disk.ts';
import { unflattened } from './arrow-columns.ts';
import { DatasetError } from './dataset-error.ts';
import { datasetFolder, parseDatasetId } from './dataset-id.ts';
import type { DatasetSpaces, Demonstration } from './demonstration.ts';
import { hashFile } from './disk.ts';
import { decodeEpisode } from './episode-content.ts';
import { GroupReader, type ReaderOptions } from './group-reader.ts';
import { SUPERBLOCK_SIZE } from './hdf5-index.ts';
import { type DatasetMetadata, readMetadata } from './metadata.ts';
import { picturesIn } from './pictures.ts';
import type { RawGroup } from './read-protocol.ts';
import { DATA_FILE, METADATA_FILE } from './recording-place.ts';

/** Where episodes come from, whatever the file format. */
export interface EpisodeStore {
  /** @throws DatasetError when the episode is missing or damaged */
  read(episode: number): RawGroup;
  /** Names of all that is there: `episode_0`, `episode_1`, … */
  names(): readonly string[];
  /** Closes the files; nothing can be read afterwards. */
  close(): void;
}

/** How a dataset is opened. */
export interface OpenOptions {
  /** Most work, in ms of a processor, that reading an episode may take. Default: 5000, and more for large files. */
  readonly timeoutMs?: number;
  /** Read data that another program changed, though the checksum is another. */
  readonly trust?: boolean;
}

/**
 * A dataset on disk, read an episode at a time: memory does not grow with the number of episodes. Every episode passes
 * through `createDemonstration`.
 */
export class Dataset implements DatasetSpaces {
  readonly id: string;
  readonly folder: string;
  readonly metadata: DatasetMetadata;
  readonly #store: EpisodeStore;

  constructor(id: string, folder: string, metadata: DatasetMetadata, store: EpisodeStore) {
    this.id = id;
    this.folder = folder;
    this.metadata = metadata;
    this.#store = store;
  }

  get observationSpace() {
    return this.metadata.observationSpace;
  }

  get actionSpace() {
    return this.metadata.actionSpace;
  }

  get own() {
    return this.metadata.own;
  }

  /** Number of episodes. */
  get length(): number {
    return this.metadata.episodes;
  }

  /** Names of the groups in the data, which should be those of the episodes. */
  names(): readonly string[] {
    return this.#store.names();
  }

  /** @throws DatasetError when the episode is missing, damaged, or not valid */
  episode(index: number): Demonstration {
    const source = `${this.id}, episode ${index}`;
    return decodeEpisode(this.#store.read(index), index, this, source);
  }

  /** The episodes in order, or those asked for. */
  *episodes(indices?: Iterable<number>): IterableIterator<Demonstration> {
    if (indices === undefined) for (let i = 0; i < this.length; i++) yield this.episode(i);
    else for (const index of indices) yield this.episode(index);
  }

  /** Closes the files; no episode can be read afterwards. */
  close(): void {
    this.#store.close();
  }

  /** As `close`, at the end of a block with `using`. */
  [Symbol.dispose](): void {
    this.close();
  }
}

/** The numbers of all episodes in an order drawn from the generator. */
export function shuffledOrder(length: number, generator: Generator): number[] {
  return generator.permutation(length) as number[];
}

/**
 * Opens a dataset.
 *
 * @throws UsageError when the id is malformed, or there is no such dataset
 * @throws DatasetError when it is damaged: its metadata, or data that are not what was recorded
 */
export function openDataset(root: string, id: string, options: OpenOptions = {}): Dataset {
  parseDatasetId(id);
  const folder = datasetFolder(root, id);
  const data = join(folder, 'data');
  if (onDisk(data, () => statSync(data, { throwIfNoEntry: false }), 'read') === undefined) {
    const known = listDatasets(root);
    const remedy =
      known.length === 0 ? 'record one with burstwise record' : `there are ${known.slice(0, 8).join(', ')}`;
    throw new DatasetError(id, {
      path: '',
      expected: `a dataset in ${root}`,
      received: 'nothing there',
      remedy,
    });
  }
  return openDatasetFolder(folder, id, options);
}

/**
 * Opens the dataset in a folder, wherever that is.
 *
 * @throws DatasetError as {@link openDataset}
 */
export function openDatasetFolder(folder: string, id: string, options: OpenOptions = {}): Dataset {
  const data = join(folder, 'data');
  const metadata = readMetadata(join(data, METADATA_FILE));
  const open = { hdf5: openHdf5, arrow: openArrow, parquet: refuseParquet }[metadata.format];
  const dataset = new Dataset(id, folder, metadata, open(data, metadata, options));
  if (options.trust === true || !isOwn(metadata)) requireEpisodes(dataset);
  return dataset;
}

/** What metadata of others say may be far from what is there. */
function requireEpisodes(dataset: Dataset): void {
  try {
    const { length } = dataset.names();
    if (length >= dataset.length) return;
    const problem = { path: 'total_episodes', expected: `at most the ${length} in the data` };
    throw new DatasetError(dataset.id, { ...problem, received: `${dataset.length}` });
  } catch (error) {
    dataset.close();
    throw error;
  }
}

function openHdf5(
  data: string,
  metadata: DatasetMetadata,
  { timeoutMs, trust = false }: OpenOptions,
): EpisodeStore {
  const path = join(data, DATA_FILE);
  const stats = onDisk(path, () => statSync(path), 'read');
  if (!stats.isFile())
    throw new DatasetError(path, { path: '', expected: 'a file', received: 'something else' });
  if (!trust) verify(path, metadata);
  return openStore({ thread: 'hdf5-worker', path, bytes: stats.size, timeoutMs }, metadata, (raw) => raw);
}

function openArrow(path: string, metadata: DatasetMetadata, { timeoutMs }: OpenOptions): EpisodeStore {
  const bytes = onDisk(path, () => bytesIn(path), 'read');
  return openStore({ thread: 'arrow-worker', path, bytes, timeoutMs }, metadata, (raw) =>
    unflattened(raw, metadata),
  );
}

function openStore(
  source: Pick<ReaderOptions, 'thread' | 'path' | 'bytes' | 'timeoutMs'>,
  { steps, compressed, observationSpace, actionSpace }: DatasetMetadata,
  shaped: (raw: RawGroup) => RawGroup,
): EpisodeStore {
  const pictures = compressed
    ? { ...picturesIn(observationSpace, 'observations'), ...picturesIn(actionSpace, 'actions') }
    : {};
  const reader = new GroupReader({ ...source, steps, pictures });
  return {
    read: (episode) => shaped(reader.group(`episode_${episode}`)),
    names: () => reader.names(),
    close: () => reader.close(),
  };
}

/** Length of the files in a folder and in the folders in it. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + bytesIn(path);
    return sum + (entry.isFile() ? statSync(path).size : 0);
  }, 0);
}

function refuseParquet(data: string): EpisodeStore {
  throw new DatasetError(join(data, METADATA_FILE), {
    path: 'data_format',
    expected: 'hdf5 or arrow',
    received: 'parquet',
    remedy: 'write the dataset again with Minari, with data_format="hdf5"',
  });
}

/** Whether a checksum covers every episode: another program may have added some. */
export function isOwn({ own, episodes }: DatasetMetadata): boolean {
  return own !== null && own.episodes === episodes;
}

function verify(path: string, { own, episodes }: DatasetMetadata): void {
  if (own === null) return;
  const refuse = (field: string, expected: string, received: string) => {
    const remedy =
      'use a copy; if another program changed the file on purpose, make a dataset of it with burstwise data import';
    throw new DatasetError(path, { path: field, expected, received, remedy });
  };
  if (episodes < own.episodes) refuse('total_episodes', `the ${own.episodes} recorded`, `${episodes}`);
  const { size } = statSync(path);
  const isWhole = episodes === own.episodes;
  if (isWhole && size !== own.bytes) refuse('', `${own.bytes} bytes`, `${size}`);
  const [field, expected] = isWhole
    ? (['sha256', own.sha256] as const)
    : (['contentSha256', own.contentSha256] as const);
  const sha256 = onDisk(path, () =>
    isWhole ? hashFile(path) : hashFile(path, SUPERBLOCK_SIZE, own.contentBytes),
  );
  if (sha256 !== expected) refuse(field, expected, sha256);
}

/**
 * Ids of the datasets below a folder, in order. Hidden folders do not count.
 *
 * @param onUnreadable hears of folders that may not be read: what is in them is left out
 */
export function listDatasets(root: string, onUnreadable?: (folder: string) => void): string[] {
  const found: string[] = [];
  const visit = (path: string, names: readonly string[]) => {
    for (const entry of foldersIn(path, onUnreadable)) {
      if (entry.startsWith('.') || names.length > 8) continue;
      const inner = [...names, entry];
      if (existsSync(join(path, entry, 'data'))) found.push(inner.join('/'));
      else visit(join(path, entry), inner);
    }
  };
  visit(root, []);
  return found.sort();
}

function foldersIn(path: string, onUnreadable?: (folder: string) => void): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onUnreadable?.(path);
    return [];
  }
}
