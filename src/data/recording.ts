import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { writeAll, writeFileAtomic } from '../files/atomic-file.ts';
import { FolderLock } from '../files/folder-lock.ts';
import { makeFolder } from '../files/folders.ts';
import { onDisk } from '../files/on-disk.ts';
import { createDemonstration, type DatasetSpaces, type Demonstration } from './demonstration.ts';
import { hashFile } from './disk.ts';
import { encodeEpisode } from './episode-content.ts';
import { encodeIndex, SUPERBLOCK_SIZE } from './hdf5-index.ts';
import { ObjectEncoder } from './hdf5-objects.ts';
import { Journal } from './journal.ts';
import { formatMetadata, type OwnData, type OwnDescription } from './metadata.ts';
import { METADATA_FILE, RecordingPlace } from './recording-place.ts';
import { areCompatible, noData, settingsOf, takeUpSettings } from './recording-settings.ts';

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

/** Where a recording goes, and what becomes of a dataset that is there. */
export interface RecordingOptions {
  /** Folder of all datasets. */
  readonly root: string;
  readonly id: string;
  /** Replace a dataset of this id when the recording is finished, and drop an unfinished recording of other settings. */
  readonly overwrite?: boolean;
  /**
   * Accept a dataset of this id when it says of itself what this one does, and turns out to have the same data: what
   * failed half-way can then be repeated as a whole.
   */
  readonly confirm?: boolean;
}

/**
 * A dataset in the making. What was appended before a crash of the program is there when the same recording is opened
 * again (should the whole machine fail, all but the last second of it: see `Journal`), and the dataset appears in its
 * place only when it is whole. The files depend on nothing but the episodes and the description.
 */
export class Recording {
  readonly #place: RecordingPlace;
  readonly #description: DatasetDescription;
  readonly #overwrite: boolean;
  readonly #confirm: boolean;
  readonly #lock: FolderLock;
  readonly #journal: Journal;
  /** Bytes of an unfinished episode that were found and dropped. */
  readonly lostBytes: number;
  #open = true;

  /**
   * @throws UsageError when the dataset exists (without `overwrite`), an unfinished recording has other settings,
   *   another process is recording it, or the folder cannot be written to
   */
  constructor(
    description: DatasetDescription,
    { root, id, overwrite = false, confirm = false }: RecordingOptions,
  ) {
    this.#description = description;
    this.#overwrite = overwrite;
    this.#confirm = confirm;
    const place = new RecordingPlace(root, id);
    this.#place = place;
    const settings = formatMetadata({ ...description, id, episodes: 0, steps: 0, data: noData });
    let indexed = false;
    [this.#lock, this.#journal] = onDisk(place.folder, () => {
      place.refuseNesting();
      makeFolder(place.folder);
      const lock = new FolderLock(place.folder, ({ name, path }) => {
        const remedy = path === null ? '' : `; if it does something else, remove ${path}`;
        return new UsageError(
          `${id}: expected no other recording of it, received ${name}, which is recording; wait for it, or choose another id${remedy}`,
        );
      });
      try {
        this.#takeBack(settings);
        place.restoreReplaced();
        if (place.isTaken && !overwrite) this.#refuseTaken(settings, confirm);
        place.make();
        takeUpSettings(place, settings, overwrite);
        indexed = dropIndex(place.data);
        return [lock, new Journal(place.data, place.journal, SUPERBLOCK_SIZE)];
      } catch (error) {
        lock.release();
        place.removeIfEmpty();
        throw error;
      }
    });
    this.lostBytes = indexed ? 0 : this.#journal.lostBytes;
  }

  /** Number of episodes on disk. */
  get episodes(): number {
    return this.#journal.entries.length;
  }

  /** Steps of the episodes on disk. */
  get steps(): number {
    return this.#journal.entries.reduce((sum, { steps }) => sum + steps, 0);
  }

  /** The attempt to continue with: those before became episodes, or were left out by a filter. */
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
    const source = `${this.#place.id}, episode ${id}`;
    const episode = createDemonstration({ ...fields, id }, this.#description, source);
    const last = this.#journal.entries.at(-1);
    const start = last === undefined ? SUPERBLOCK_SIZE : last.start + last.length;
    const encoder = new ObjectEncoder(start);
    const address = encoder.group(encodeEpisode(episode));
    const entry = { attempt, steps: episode.rewards.length, start, address };
    this.#onDisk(this.#place.data, () => this.#journal.append(encoder.bytes, entry));
  }

  /** Takes back the last episode; false when there is none. */
  undo(): boolean {
    return this.#onDisk(this.#place.data, () => this.#journal.undo());
  }

  /** @throws UsageError when there are no episodes */
  requireEpisodes(): void {
    if (this.episodes > 0) return;
    throw new UsageError(`${this.#place.id}: expected at least one episode, received none`);
  }

  /**
   * Makes the dataset of the episodes, and ends the recording.
   *
   * @returns folder of the dataset
   * @throws UsageError when the disk is full, and the recording can be finished later; or when a dataset that was to be
   *   confirmed has other data
   */
  finish(): string {
    this.requireEpisodes();
    const place = this.#place;
    this.#onDisk(place.target, () => {
      const data = this.#completeData();
      const { episodes, steps } = this;
      const metadata = formatMetadata({ ...this.#description, id: place.id, episodes, steps, data });
      if (place.isTaken && !this.#overwrite) {
        if (metadata !== readFileSync(join(place.target, 'data', METADATA_FILE), 'utf8')) throw this.#taken();
      } else {
        writeFileAtomic(place.metadata, metadata);
        place.publish();
      }
      this.#end(() => place.remove());
    });
    return place.target;
  }

  /** Leaves the recording as it is, to be continued later. */
  close(): void {
    this.#end(() => {});
  }

  /** Leaves nothing of the recording. */
  discard(): void {
    onDisk(this.#place.folder, () => {
      this.#end(() => {
        this.#place.restoreReplaced();
        this.#place.remove();
      });
      this.#place.removeIfEmpty();
    });
  }

  /** What is recorded again as a whole after a failure is not kept. */
  #onDisk<T>(path: string, action: () => T): T {
    return onDisk(path, action, this.#confirm ? 'write' : 'record');
  }

  /** Others are kept out until the last step is done. */
  #end(lastStep: () => void): void {
    if (!this.#open) return;
    this.#open = false;
    this.#journal.close();
    lastStep();
    this.#lock.release();
  }

  /** Adds to the data what makes an HDF5 file of it. */
  #completeData(): OwnData {
    const { entries } = this.#journal;
    const path = this.#place.data;
    const last = entries.at(-1)!;
    const end = last.start + last.length;
    const links = entries.map(({ address }, i) => ({ name: `episode_${i}`, address }));
    const { index, superblock } = encodeIndex(links, end);
    const descriptor = openSync(path, 'r+');
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
      sha256: hashFile(path),
      bytes: statSync(path).size,
      episodes: entries.length,
      contentSha256: hashFile(path, SUPERBLOCK_SIZE, contentBytes),
      contentBytes,
    };
  }

  /**
   * A crash after the dataset was put in its place, but before the recording was removed, left a recording without data:
   * it takes the data back, and can then be finished, or continued, like any other.
   */
  #takeBack(settings: string): void {
    const place = this.#place;
    if (!place.isTaken || existsSync(place.data) || !existsSync(place.settings) || !existsSync(place.journal))
      return;
    if (areCompatible(readFileSync(place.settings, 'utf8'), settings)) place.unpublish();
  }

  /** @throws UsageError unless the dataset in place is to be confirmed, and says of itself what this one does */
  #refuseTaken(settings: string, confirm: boolean): void {
    const inPlace = settingsOf(join(this.#place.target, 'data', METADATA_FILE));
    const isBegun = areCompatible(inPlace, settings);
    if (isBegun && confirm) return;
    // What is left of a recording whose dataset somebody else has put there.
    if (!existsSync(this.#place.data)) this.#place.remove();
    if (!isBegun) throw this.#taken();
    const isWhole = areCompatible(settings, inPlace);
    throw this.#taken(
      `, which was recorded with the same settings ${isWhole ? 'and is whole' : 'but fewer episodes'}`,
    );
  }

  #taken(detail = ''): UsageError {
    const { id, target } = this.#place;
    return new UsageError(
      `${id}: expected an id that is free, received one of a dataset in ${target}${detail}; ` +
        'choose another version, or replace it with --overwrite',
    );
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
