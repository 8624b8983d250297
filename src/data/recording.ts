import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { writeFileAtomic } from '../run/atomic-file.ts';
import { datasetFolder, parseDatasetId, recordingFolder } from './dataset-id.ts';
import { createDemonstration, type DatasetSpaces, type Demonstration } from './demonstration.ts';
import { hashFile, onDisk } from './disk.ts';
import { encodeEpisode } from './episode-content.ts';
import { encodeIndex, SUPERBLOCK_SIZE } from './hdf5-index.ts';
import { ObjectEncoder } from './hdf5-objects.ts';
import { Journal } from './journal.ts';
import { type DatasetMetadata, formatMetadata, type OwnMetadata } from './metadata.ts';

/** File of the data, in the folder `data` of a dataset. */
export const DATA_FILE = 'main_data.hdf5';
export const METADATA_FILE = 'metadata.json';

/** All that a dataset's metadata says, besides what follows from the episodes. */
export interface DatasetDescription extends DatasetSpaces {
  readonly envSpec: string | null;
  readonly authors: readonly string[];
  readonly licence: string | null;
  readonly description: string | null;
  readonly own: Omit<OwnMetadata, 'sha256' | 'bytes' | 'episodes'>;
}

export interface RecordingOptions {
  /** Folder of all datasets. */
  readonly root: string;
  readonly id: string;
  /** Replace a dataset of this id when the recording is finished, and drop an unfinished recording of other settings. */
  readonly overwrite?: boolean;
}

/**
 * A dataset in the making. Every episode is on disk when `append` returns; what was appended before a crash is there
 * when the same recording is opened again, and the dataset appears in its place only when it is whole. The files depend
 * on nothing but the episodes and the description.
 */
export class Recording {
  readonly #folder: string;
  readonly #target: string;
  readonly #id: string;
  readonly #root: string;
  readonly #description: DatasetDescription;
  readonly #journal: Journal;
  #open = true;

  /**
   * @throws UsageError when the dataset exists (without `overwrite`), an unfinished recording has other settings,
   *   another process is recording it, or the folder cannot be written to
   */
  constructor(description: DatasetDescription, { root, id, overwrite = false }: RecordingOptions) {
    this.#description = description;
    this.#root = root;
    this.#id = id;
    this.#folder = recordingFolder(root, id);
    this.#target = datasetFolder(root, id);
    const settings = formatMetadata(this.#metadata(0, 0, { sha256: '0'.repeat(64), bytes: 0, episodes: 0 }));
    this.#journal = onDisk(this.#folder, () => {
      this.#refuseExisting(overwrite);
      mkdirSync(join(this.#folder, 'data'), { recursive: true });
      this.#lock();
      this.#checkSettings(settings, overwrite);
      return new Journal(this.#dataPath, join(this.#folder, 'episodes.jsonl'), SUPERBLOCK_SIZE);
    });
  }

  get #dataPath(): string {
    return join(this.#folder, 'data', DATA_FILE);
  }

  get #lockPath(): string {
    return join(this.#folder, 'lock');
  }

  /** Episodes on disk. */
  get episodes(): number {
    return this.#journal.entries.length;
  }

  /** Steps of the episodes on disk. */
  get steps(): number {
    return this.#journal.entries.reduce((sum, { steps }) => sum + steps, 0);
  }

  /** The attempt to go on with: those before became episodes, or were left out by a filter. */
  get nextAttempt(): number {
    return (this.#journal.entries.at(-1)?.attempt ?? -1) + 1;
  }

  /** Bytes of an unfinished episode that were found and dropped. */
  get lostBytes(): number {
    return this.#journal.lostBytes;
  }

  /**
   * Puts an episode on disk.
   *
   * @param attempt number of the attempt that it came from, at least `nextAttempt`
   * @throws DatasetError when it is not a valid demonstration for the dataset's spaces
   * @throws UsageError when the disk is full; what was appended before is safe
   */
  append(fields: Omit<Demonstration, 'id'>, attempt = this.nextAttempt): void {
    const id = this.episodes;
    const episode = createDemonstration({ ...fields, id }, this.#description, `${this.#id}, episode ${id}`);
    const last = this.#journal.entries.at(-1);
    const start = last === undefined ? SUPERBLOCK_SIZE : last.start + last.length;
    const encoder = new ObjectEncoder(start);
    const address = encoder.group(encodeEpisode(episode));
    const entry = { attempt, steps: episode.rewards.length, start, address };
    onDisk(this.#dataPath, () => this.#journal.append(encoder.bytes, entry));
  }

  /** Takes back the last episode; false when there is none. */
  undo(): boolean {
    return onDisk(this.#dataPath, () => this.#journal.undo());
  }

  /**
   * Makes the dataset of the episodes, and ends the recording.
   *
   * @returns folder of the dataset
   * @throws UsageError when the disk is full; the recording can then be finished later
   */
  finish(): string {
    if (this.episodes === 0)
      throw new UsageError(`${this.#id}: expected at least one episode, received none`);
    onDisk(this.#target, () => {
      this.#completeData();
      const bytes = statSync(this.#dataPath).size;
      const own = { sha256: hashFile(this.#dataPath), bytes, episodes: this.episodes };
      const metadata = formatMetadata(this.#metadata(this.episodes, this.steps, own));
      writeFileAtomic(join(this.#folder, 'data', METADATA_FILE), metadata);
      this.#nameNamespaces();
      mkdirSync(this.#target, { recursive: true });
      const place = join(this.#target, 'data');
      if (existsSync(place)) renameSync(place, join(this.#folder, 'replaced'));
      renameSync(join(this.#folder, 'data'), place);
      this.close();
      rmSync(this.#folder, { recursive: true });
    });
    return this.#target;
  }

  /** Leaves the recording as it is, to be gone on with later. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#journal.close();
    unlinkSync(this.#lockPath);
  }

  /** Leaves nothing of the recording. */
  discard(): void {
    this.close();
    onDisk(this.#folder, () => rmSync(this.#folder, { recursive: true }));
  }

  #metadata(
    episodes: number,
    steps: number,
    data: Pick<OwnMetadata, 'sha256' | 'bytes' | 'episodes'>,
  ): Omit<DatasetMetadata, 'own'> & { readonly own: OwnMetadata } {
    const { own, ...description } = this.#description;
    return { ...description, id: this.#id, format: 'hdf5', episodes, steps, own: { ...own, ...data } };
  }

  /** Adds to the data what makes an HDF5 file of it. */
  #completeData(): void {
    const { entries } = this.#journal;
    const last = entries.at(-1)!;
    const end = last.start + last.length;
    const links = entries.map(({ address }, i) => ({ name: `episode_${i}`, address }));
    const { index, superblock } = encodeIndex(links, end);
    const descriptor = openSync(this.#dataPath, 'r+');
    try {
      for (let done = 0; done < index.length; )
        done += writeSync(descriptor, index, done, index.length - done, end + done);
      writeSync(descriptor, superblock, 0, superblock.length, 0);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** Minari takes a folder for a namespace when it has this file. */
  #nameNamespaces(): void {
    const { namespace } = parseDatasetId(this.#id);
    const names = namespace?.split('/') ?? [];
    names.forEach((_, i) => {
      const path = join(this.#root, ...names.slice(0, i + 1), 'namespace_metadata.json');
      mkdirSync(dirname(path), { recursive: true });
      if (!existsSync(path)) writeFileSync(path, '{}');
    });
  }

  #refuseExisting(overwrite: boolean): void {
    const exists = existsSync(join(this.#target, 'data'));
    // Killed between the last two steps of finishing: nothing but rubbish is left.
    if (exists && existsSync(this.#folder) && !existsSync(this.#dataPath))
      rmSync(this.#folder, { recursive: true });
    if (!exists || overwrite) return;
    throw new UsageError(
      `${this.#id}: expected an id that is free, received one of a dataset in ${this.#target}; ` +
        'choose another version, or replace it with --overwrite',
    );
  }

  #lock(): void {
    try {
      writeFileSync(this.#lockPath, `${process.pid}`, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = Number(readFileSync(this.#lockPath, 'utf8'));
      if (isAlive(pid)) {
        throw new UsageError(
          `${this.#id}: expected nobody to be recording it, received process ${pid}; wait for it, or choose another id`,
        );
      }
      writeFileSync(this.#lockPath, `${process.pid}`);
    }
  }

  /** A recording goes on only with the settings that it began with. */
  #checkSettings(settings: string, overwrite: boolean): void {
    const path = join(this.#folder, 'settings.json');
    const earlier = existsSync(path) ? readFileSync(path, 'utf8') : null;
    if (earlier === settings) return;
    if (earlier !== null && !overwrite) {
      unlinkSync(this.#lockPath);
      throw new UsageError(
        `${this.#id}: expected the settings of the unfinished recording in ${this.#folder}, received others; ` +
          'repeat its command to finish it, or drop it with --overwrite',
      );
    }
    rmSync(join(this.#folder, 'episodes.jsonl'), { force: true });
    rmSync(this.#dataPath, { force: true });
    writeFileAtomic(path, settings);
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
