import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Generator } from 'gymnasium-js';
import { unflattened } from './arrow-columns.ts';
import { DatasetError } from './dataset-error.ts';
import { datasetFolder, parseDatasetId } from './dataset-id.ts';
import type { DatasetSpaces, Demonstration } from './demonstration.ts';
import { hashFile, onDisk } from './disk.ts';
import { decodeEpisode } from './episode-content.ts';
import { GroupReader } from './group-reader.ts';
import { type DatasetMetadata, readMetadata } from './metadata.ts';
import type { RawGroup } from './read-protocol.ts';
import { DATA_FILE, METADATA_FILE } from './recording.ts';

/** Where episodes come from, whatever the file format. */
export interface EpisodeStore {
  /** @throws DatasetError when the episode is missing or damaged */
  read(episode: number): RawGroup;
  /** Names of all that is there: `episode_0`, `episode_1`, … */
  names(): readonly string[];
  close(): void;
}

export interface OpenOptions {
  /** Longest time in ms that reading an episode may take. */
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
  *episodes(indices: Iterable<number> = Array(this.length).keys()): IterableIterator<Demonstration> {
    for (const index of indices) yield this.episode(index);
  }

  close(): void {
    this.#store.close();
  }

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
  if (!existsSync(data)) {
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
  return new Dataset(id, folder, metadata, open(data, metadata, options));
}

function openHdf5(
  data: string,
  metadata: DatasetMetadata,
  { timeoutMs, trust = false }: OpenOptions,
): EpisodeStore {
  const path = join(data, DATA_FILE);
  onDisk(path, () => statSync(path));
  if (!trust) verify(path, metadata);
  const reader = new GroupReader('hdf5-worker', path, timeoutMs);
  return {
    read: (episode) => reader.group(`episode_${episode}`),
    names: () => reader.names(),
    close: () => reader.close(),
  };
}

function openArrow(data: string, metadata: DatasetMetadata, { timeoutMs }: OpenOptions): EpisodeStore {
  const reader = new GroupReader('arrow-worker', data, timeoutMs);
  return {
    read: (episode) => unflattened(reader.group(`episode_${episode}`), metadata),
    names: () => reader.names(),
    close: () => reader.close(),
  };
}

function refuseParquet(data: string): EpisodeStore {
  throw new DatasetError(join(data, METADATA_FILE), {
    path: 'data_format',
    expected: 'hdf5 or arrow',
    received: 'parquet',
    remedy: 'write the dataset again with Minari, with data_format="hdf5"',
  });
}

/** Whether the data are what Burstwise recorded; another program that adds episodes changes their number. */
export function isOwn({ own, episodes }: DatasetMetadata): boolean {
  return own !== null && own.episodes === episodes;
}

function verify(path: string, metadata: DatasetMetadata): void {
  const { own } = metadata;
  if (own === null || !isOwn(metadata)) return;
  const remedy =
    'use a copy; if another program changed the file on purpose, make a dataset of it with burstwise data import';
  const { size } = statSync(path);
  if (size !== own.bytes) {
    throw new DatasetError(path, { path: '', expected: `${own.bytes} bytes`, received: `${size}`, remedy });
  }
  const sha256 = onDisk(path, () => hashFile(path));
  if (sha256 !== own.sha256) {
    throw new DatasetError(path, { path: 'sha256', expected: own.sha256, received: sha256, remedy });
  }
}

/** Ids of the datasets below a folder, in order. Hidden folders do not count. */
export function listDatasets(root: string): string[] {
  const found: string[] = [];
  const visit = (path: string, names: readonly string[]) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name.startsWith('.') || names.length > 8) continue;
      const inner = [...names, entry.name];
      if (existsSync(join(path, entry.name, 'data'))) found.push(inner.join('/'));
      else visit(join(path, entry.name), inner);
    }
  };
  if (existsSync(root)) onDisk(root, () => visit(root, []));
  return found.sort();
}
