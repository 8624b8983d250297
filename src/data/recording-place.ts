import { existsSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { makeFolder, syncFolder } from '../files/folders.ts';
import { datasetFolder, parseDatasetId, recordingFolder } from './dataset-id.ts';

/** File of the data, in the folder `data` of a dataset. */
export const DATA_FILE = 'main_data.hdf5';
/** File that describes a dataset, in the same folder. */
export const METADATA_FILE = 'metadata.json';

/** Where a recording is made, and where its dataset goes. The methods throw the errors of the file system. */
export class RecordingPlace {
  readonly id: string;
  readonly #root: string;
  /** Folder of the recording. */
  readonly folder: string;
  /** Folder of the dataset. */
  readonly target: string;

  constructor(root: string, id: string) {
    this.id = id;
    this.#root = root;
    this.folder = recordingFolder(root, id);
    this.target = datasetFolder(root, id);
  }

  /** The data while they are recorded. */
  get data(): string {
    return join(this.#inside, DATA_FILE);
  }

  /** The metadata of the recording, once it is whole. */
  get metadata(): string {
    return join(this.#inside, METADATA_FILE);
  }

  /** What the recording began with. */
  get settings(): string {
    return join(this.folder, 'settings.json');
  }

  /** See `Journal`. */
  get journal(): string {
    return join(this.folder, 'episodes.jsonl');
  }

  /** What becomes the folder `data` of the dataset. */
  get #inside(): string {
    return join(this.folder, 'data');
  }

  get #outside(): string {
    return join(this.target, 'data');
  }

  /** Where the dataset that is being replaced waits for the new one to be in its place. */
  get #replaced(): string {
    return join(this.folder, 'replaced');
  }

  /** Whether there is a dataset. */
  get isTaken(): boolean {
    return existsSync(this.#outside);
  }

  /** Makes the folders of the recording. */
  make(): void {
    makeFolder(this.#inside);
  }

  /** Puts the dataset in its place: a crash leaves the old one, or the new one. */
  publish(): void {
    this.#nameNamespaces();
    makeFolder(this.target);
    if (this.isTaken) renameSync(this.#outside, this.#replaced);
    renameSync(this.#inside, this.#outside);
    syncFolder(this.target);
    syncFolder(dirname(this.target));
  }

  /** Takes the dataset back that {@link publish} put in its place before a crash. */
  unpublish(): void {
    rmSync(this.#inside, { recursive: true, force: true });
    renameSync(this.#outside, this.#inside);
  }

  /** Removes the folder of the recording, in one step as others see it. */
  remove(): void {
    const rubbish = `${this.folder}.removed`;
    rmSync(rubbish, { recursive: true, force: true });
    if (existsSync(this.folder)) renameSync(this.folder, rubbish);
    rmSync(rubbish, { recursive: true, force: true });
  }

  /** Removes the folder of the recording, and those of namespaces, as far as they hold nothing. */
  removeIfEmpty(): void {
    const depth = parseDatasetId(this.id).namespace?.split('/').length ?? 0;
    let folder = this.folder;
    try {
      for (let i = 0; i <= depth; i++, folder = dirname(folder)) if (existsSync(folder)) rmdirSync(folder);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  /** A dataset that was put aside comes back when the new one never got to its place. */
  restoreReplaced(): void {
    if (existsSync(this.#replaced) && !this.isTaken) {
      makeFolder(this.target);
      renameSync(this.#replaced, this.#outside);
    } else rmSync(this.#replaced, { recursive: true, force: true });
  }

  /** Minari takes a folder for a namespace when it has this file. */
  #nameNamespaces(): void {
    const { namespace } = parseDatasetId(this.id);
    const names = namespace?.split('/') ?? [];
    names.forEach((_, i) => {
      const path = join(this.#root, ...names.slice(0, i + 1), 'namespace_metadata.json');
      makeFolder(dirname(path));
      if (!existsSync(path)) writeFileSync(path, '{}');
    });
  }

  /** @throws UsageError where Minari, and we, would not find the dataset: inside another one, or in a namespace's place */
  refuseNesting(): void {
    const names = parseDatasetId(this.id).namespace?.split('/') ?? [];
    const outer = names.map((_, i) => names.slice(0, i + 1).join('/'));
    const dataset = outer.find((name) => existsSync(join(this.#root, name, 'data')));
    if (dataset !== undefined)
      throw new UsageError(
        `${this.id}: expected a namespace, received the dataset ${dataset}; choose another id`,
      );
    if (existsSync(join(this.target, 'namespace_metadata.json')))
      throw new UsageError(
        `${this.id}: expected an id that is free, received a namespace in ${this.target}; choose another id`,
      );
  }
}
