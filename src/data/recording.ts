import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { writeAll, writeFileAtomic } from '../files/atomic-file.ts';
import { makeFolder, syncFolder } from '../files/folders.ts';
import { datasetFolder, parseDatasetId, recordingFolder } from './dataset-id.ts';
import { createDemonstration, type DatasetSpaces, type Demonstration } from './demonstration.ts';
import { hashFile, onDisk } from './disk.ts';
import { encodeEpisode } from './episode-content.ts';
import { encodeIndex, SUPERBLOCK_SIZE } from './hdf5-index.ts';
import { ObjectEncoder } from './hdf5-objects.ts';
import { Journal } from './journal.ts';
import { formatMetadata, type OwnData, type OwnDescription } from './metadata.ts';
import { RecordingLock } from './recording-lock.ts';

/** File of the data, in the folder `data` of a dataset. */
export const DATA_FILE = 'main_data.hdf5';
export const METADATA_FILE = 'metadata.json';

/** All that a dataset's metadata says, besides what follows from the episodes. */
export interface DatasetDescription extends DatasetSpaces {
  readonly envSpec: string | null;
  readonly authors: readonly string[];
  readonly licence: string | null;
  readonly description: string | null;
  readonly own: OwnDescription;
  /** What else another program wrote into the metadata. */
  readonly others?: Readonly<Record<string, unknown>>;
}

const noData: OwnData = {
  sha256: '0'.repeat(64),
  bytes: 0,
  episodes: 0,
  contentSha256: '0'.repeat(64),
  contentBytes: 0,
};

export interface RecordingOptions {
  /** Folder of all datasets. */
  readonly root: string;
  readonly id: string;
  /** Replace a dataset of this id when the recording is finished, and drop an unfinished recording of other settings. */
  readonly overwrite?: boolean;
}

/**
 * A dataset in the making. What was appended before a crash of the program is there when the same recording is opened
 * again (should the whole machine fail, all but the last second of it: see `Journal`), and the dataset appears in its
 * place only when it is whole. The files depend on nothing but the episodes and the description.
 */
export class Recording {
  readonly #folder: string;
  readonly #target: string;
  readonly #id: string;
  readonly #root: string;
  readonly #description: DatasetDescription;
  readonly #lock: RecordingLock;
  readonly #journal: Journal;
  /** Bytes of an unfinished episode that were found and dropped. */
  readonly lostBytes: number;
  #open = true;

  /**
   * @throws UsageError when the dataset exists (without `overwrite`), an unfinished recording has other settings,
   *   somebody is recording it, or the folder cannot be written to
   */
  constructor(description: DatasetDescription, { root, id, overwrite = false }: RecordingOptions) {
    this.#description = description;
    this.#root = root;
    this.#id = id;
    this.#folder = recordingFolder(root, id);
    this.#target = datasetFolder(root, id);
    const settings = formatMetadata({ ...description, id, episodes: 0, steps: 0, data: noData });
    let indexed = false;
    [this.#lock, this.#journal] = onDisk(this.#folder, () => {
      this.#refuseNesting();
      makeFolder(this.#folder);
      const lock = new RecordingLock(this.#folder, id);
      try {
        this.#restoreReplaced();
        this.#refuseExisting(overwrite);
        makeFolder(join(this.#folder, 'data'));
        this.#checkSettings(settings, overwrite);
        indexed = dropIndex(this.#dataPath);
        return [lock, new Journal(this.#dataPath, join(this.#folder, 'episodes.jsonl'), SUPERBLOCK_SIZE)];
      } catch (error) {
        lock.release();
        this.#removeIfEmpty();
        throw error;
      }
    });
    this.lostBytes = indexed ? 0 : this.#journal.lostBytes;
  }

  get #dataPath(): string {
    return join(this.#folder, 'data', DATA_FILE);
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

  /** @throws UsageError when there are no episodes */
  requireEpisodes(): void {
    if (this.episodes > 0) return;
    throw new UsageError(`${this.#id}: expected at least one episode, received none`);
  }

  /**
   * Makes the dataset of the episodes, and ends the recording.
   *
   * @returns folder of the dataset
   * @throws UsageError when the disk is full; the recording can then be finished later
   */
  finish(): string {
    this.requireEpisodes();
    onDisk(this.#target, () => {
      const data = this.#completeData();
      const { episodes, steps } = this;
      const metadata = formatMetadata({ ...this.#description, id: this.#id, episodes, steps, data });
      writeFileAtomic(join(this.#folder, 'data', METADATA_FILE), metadata);
      this.#nameNamespaces();
      makeFolder(this.#target);
      const place = join(this.#target, 'data');
      if (existsSync(place)) renameSync(place, this.#replaced);
      renameSync(join(this.#folder, 'data'), place);
      syncFolder(this.#target);
      syncFolder(dirname(this.#target));
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
    this.#lock.release();
  }

  /** Leaves nothing of the recording. */
  discard(): void {
    this.close();
    onDisk(this.#folder, () => {
      this.#restoreReplaced();
      rmSync(this.#folder, { recursive: true, force: true });
      this.#removeIfEmpty();
    });
  }

  /** Adds to the data what makes an HDF5 file of it. */
  #completeData(): OwnData {
    const { entries } = this.#journal;
    const last = entries.at(-1)!;
    const end = last.start + last.length;
    const links = entries.map(({ address }, i) => ({ name: `episode_${i}`, address }));
    const { index, superblock } = encodeIndex(links, end);
    const descriptor = openSync(this.#dataPath, 'r+');
    try {
      ftruncateSync(descriptor, end);
      writeAll(descriptor, index, end);
      writeAll(descriptor, superblock, 0);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const contentBytes = end - SUPERBLOCK_SIZE;
    return {
      sha256: hashFile(this.#dataPath),
      bytes: statSync(this.#dataPath).size,
      episodes: entries.length,
      contentSha256: hashFile(this.#dataPath, SUPERBLOCK_SIZE, contentBytes),
      contentBytes,
    };
  }

  /** Minari takes a folder for a namespace when it has this file. */
  #nameNamespaces(): void {
    const { namespace } = parseDatasetId(this.#id);
    const names = namespace?.split('/') ?? [];
    names.forEach((_, i) => {
      const path = join(this.#root, ...names.slice(0, i + 1), 'namespace_metadata.json');
      makeFolder(dirname(path));
      if (!existsSync(path)) writeFileSync(path, '{}');
    });
  }

  /** Where the dataset that is being replaced waits for the new one to be in its place. */
  get #replaced(): string {
    return join(this.#folder, 'replaced');
  }

  /** A dataset that was put aside comes back when the new one never got to its place. */
  #restoreReplaced(): void {
    const place = join(this.#target, 'data');
    if (existsSync(this.#replaced) && !existsSync(place)) {
      makeFolder(this.#target);
      renameSync(this.#replaced, place);
    } else rmSync(this.#replaced, { recursive: true, force: true });
  }

  /** Minari, and we, look for datasets in folders that are none themselves. */
  #refuseNesting(): void {
    const names = parseDatasetId(this.#id).namespace?.split('/') ?? [];
    const outer = names.map((_, i) => names.slice(0, i + 1).join('/'));
    const dataset = outer.find((name) => existsSync(join(this.#root, name, 'data')));
    if (dataset !== undefined)
      throw new UsageError(
        `${this.#id}: expected a namespace, received the dataset ${dataset}; choose another id`,
      );
    if (existsSync(join(this.#target, 'namespace_metadata.json')))
      throw new UsageError(
        `${this.#id}: expected an id that is free, received a namespace in ${this.#target}; choose another id`,
      );
  }

  #refuseExisting(overwrite: boolean): void {
    if (overwrite || !existsSync(join(this.#target, 'data'))) return;
    // Killed between the last two steps of finishing: nothing but rubbish is left.
    if (!existsSync(this.#dataPath)) rmSync(this.#folder, { recursive: true });
    throw new UsageError(
      `${this.#id}: expected an id that is free, received one of a dataset in ${this.#target}; ` +
        'choose another version, or replace it with --overwrite',
    );
  }

  /** Removes folders of namespaces that hold nothing. */
  #removeIfEmpty(): void {
    const depth = parseDatasetId(this.#id).namespace?.split('/').length ?? 0;
    let folder = this.#folder;
    try {
      for (let i = 0; i <= depth; i++, folder = dirname(folder)) if (existsSync(folder)) rmdirSync(folder);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  /** A recording goes on only with the settings that it began with, but for the number of episodes, which may grow. */
  #checkSettings(settings: string, overwrite: boolean): void {
    const path = join(this.#folder, 'settings.json');
    const earlier = existsSync(path) ? readFileSync(path, 'utf8') : null;
    if (earlier === settings) return;
    const difference = earlier === null ? null : differenceOf(JSON.parse(earlier), JSON.parse(settings));
    if (difference !== null && !overwrite) {
      const { path: setting, before, now } = difference;
      throw new UsageError(
        `${this.#id}: ${setting}: expected ${before}, as in the unfinished recording in ${this.#folder}, ` +
          `received ${now}; repeat its command to finish it, or drop it with --overwrite`,
      );
    }
    if (difference !== null || earlier === null) {
      rmSync(join(this.#folder, 'episodes.jsonl'), { force: true });
      rmSync(this.#dataPath, { force: true });
    }
    writeFileAtomic(path, settings);
  }
}

/** Whether data were whole, and only had to be put in their place: they are open for more episodes now. */
function dropIndex(path: string): boolean {
  if (!existsSync(path)) return false;
  const descriptor = openSync(path, 'r+');
  try {
    const first = Buffer.alloc(1);
    if (readSync(descriptor, first, 0, 1, 0) === 0 || first[0] === 0) return false;
    writeAll(descriptor, new Uint8Array(SUPERBLOCK_SIZE), 0);
    return true;
  } finally {
    closeSync(descriptor);
  }
}

/** Where two settings first differ; null where that is only in how many episodes more are asked for. */
function differenceOf(before: unknown, now: unknown, path = ''): Difference | null {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null;
  if (isObject(before) && isObject(now)) {
    const [a, b] = [before, now] as Record<string, unknown>[];
    for (const name of new Set([...Object.keys(a!), ...Object.keys(b!)])) {
      const difference = differenceOf(a![name], b![name], path === '' ? name : `${path}.${name}`);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (before === now) return null;
  if (path === 'burstwise.recording.episodes' && Number(now) >= Number(before)) return null;
  return { path: path.replace(/^burstwise\./, ''), before: inWords(before), now: inWords(now) };
}

interface Difference {
  readonly path: string;
  readonly before: string;
  readonly now: string;
}

function inWords(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
