import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { parseConfig } from '../config/config.ts';
import { formatConfig, loadConfigFile, type RawConfig } from '../config/config-file.ts';
import { UsageError } from '../errors.ts';
import { isInTheMaking, writeFileAtomic } from '../files/atomic-file.ts';
import type { Checkpoint, CheckpointType } from '../files/checkpoint.ts';
import { loadCheckpoint, saveCheckpoint } from '../files/checkpoint-file.ts';
import { FolderLock, isLocked, isLockFile } from '../files/folder-lock.ts';
import { makeFolder } from '../files/folders.ts';
import { readJsonFile } from '../files/json-file.ts';
import { onDisk, type Purpose } from '../files/on-disk.ts';
import { MetricsLog } from './metrics-log.ts';
import { parseRunRecord, type RunInfo, type RunRecord, recordOf } from './run-info.ts';

/** Names within a run folder, in the order in which a run is removed. */
const files = {
  report: 'report.json',
  figures: 'figures',
  checkpoint: 'checkpoint.safetensors',
  metrics: 'metrics.jsonl',
  config: 'config.yaml',
  info: 'run.json',
  /** An empty file, there while the folder is being made. */
  unfinished: 'being-made',
} as const;

/** What a run says of itself, and the report of one seed, have some thousand bytes. */
const MOST_JSON_BYTES = 2 ** 20;

/**
 * One run on disk: `config.yaml` (resolved), `run.json`, `metrics.jsonl`, `checkpoint.safetensors`, `figures/` and, when
 * all is done, `report.json`. A run of several seeds has a run in `seed-<n>` for each instead of metrics, checkpoint and
 * figures; its settings are those of the first seed, and its report sums up theirs. Made by {@link createRunFolder} and
 * {@link openRunFolder}. All methods that write throw a UsageError with path and remedy where the disk refuses.
 */
export class RunFolder {
  readonly path: string;
  readonly metrics: MetricsLog;
  readonly #purpose: Purpose;
  #lock: FolderLock | undefined;

  constructor(path: string) {
    this.path = path;
    this.#purpose = {
      expected: 'to write there',
      forbidden: `make it writable, then continue with: burstwise train --resume ${path}`,
      afterwards: `; what was trained until the last checkpoint is safe, continue with: burstwise train --resume ${path}`,
    };
    this.metrics = new MetricsLog(join(path, files.metrics), this.#purpose);
  }

  /**
   * Keeps others out who would write into the folder, until {@link unlock} or the end of the process.
   *
   * @throws UsageError when somebody else has it
   */
  lock(): void {
    if (this.#lock !== undefined) return;
    this.#lock = onDisk(this.path, () => lockRun(this.path), this.#purpose);
    // What a crash left of files that were being written.
    for (const folder of [this.path, this.#file('figures')]) {
      const rests = existsSync(folder) ? readdirSync(folder).filter(isInTheMaking) : [];
      for (const name of rests) rmSync(join(folder, name), { force: true });
    }
  }

  /** Lets others in. */
  unlock(): void {
    this.#lock?.release();
    this.#lock = undefined;
  }

  /** Writes the resolved configuration, with units: what the schema reads back as the same values. */
  writeConfig(config: RawConfig): void {
    this.#write('config', formatConfig(config));
  }

  /** @throws ConfigError when the file cannot be read */
  readConfig(): RawConfig {
    return loadConfigFile(this.#file('config'));
  }

  /**
   * Writes `run.json`, with the versions of Burstwise and node, the platform and the present time: the last step of making
   * a folder, after which it is that of a run, and others may have it.
   */
  writeInfo(info: RunInfo): void {
    this.#write('info', `${JSON.stringify(recordOf(info), null, 2)}\n`);
    onDisk(this.path, () => rmSync(this.#file('unfinished'), { force: true }), this.#purpose);
    this.unlock();
  }

  /** @throws ConfigError naming what is wrong with the file, or the version of Burstwise that it needs */
  readInfo(): RunRecord {
    const path = this.#file('info');
    return parseRunRecord(readJsonFile(path, 'what a run wrote', MOST_JSON_BYTES), path);
  }

  /**
   * SHA-256 of what the run began with, its time and its settings, as hexadecimal digits: which run this is, however often it
   * is continued and wherever its folder is.
   */
  identity(): string {
    return this.#checksum('info', 'config');
  }

  /** Writes what the evaluation found; the last thing that a run does. */
  writeReport(data: Readonly<Record<string, unknown>>): void {
    this.#write('report', `${JSON.stringify(data, null, 2)}\n`);
  }

  /** Whether the evaluation has found something. */
  get hasReport(): boolean {
    return existsSync(this.#file('report'));
  }

  /** What the evaluation found, as it is in the file. @throws ConfigError naming what is wrong with it */
  readReport<Data>(schema: z.ZodType<Data>): Data {
    const path = this.#file('report');
    const value = readJsonFile(path, 'what an evaluation wrote', MOST_JSON_BYTES);
    parseConfig(schema, value, path);
    return value as Data;
  }

  get hasCheckpoint(): boolean {
    return existsSync(this.#file('checkpoint'));
  }

  /** The run of one of several seeds. */
  seedPath(seed: number): string {
    return join(this.path, `seed-${seed}`);
  }

  /** Replaces the checkpoint, after everything that was logged until now is safe. */
  saveCheckpoint(checkpoint: Checkpoint): void {
    this.metrics.flush();
    const path = this.#file('checkpoint');
    onDisk(path, () => saveCheckpoint(path, checkpoint), this.#purpose);
  }

  /** SHA-256 of the checkpoint, as hexadecimal digits: which weights these are, wherever the folder is. */
  checkpointChecksum(): string {
    return this.#checksum('checkpoint');
  }

  /** @throws CheckpointError when there is none, or it is damaged or not of the expected kind and version */
  loadCheckpoint(expected?: CheckpointType): Checkpoint {
    return loadCheckpoint(this.#file('checkpoint'), expected);
  }

  /**
   * Writes a picture into `figures/`.
   *
   * @param name file name, e.g. `raster.svg`
   * @returns path of the file
   */
  writeFigure(name: string, content: string | Uint8Array): string {
    const path = join(this.#file('figures'), name);
    onDisk(
      path,
      () => {
        makeFolder(this.#file('figures'));
        writeFileAtomic(path, content);
      },
      this.#purpose,
    );
    return path;
  }

  #checksum(...names: readonly (keyof typeof files)[]): string {
    const hash = createHash('sha256');
    for (const path of names.map((name) => this.#file(name)))
      hash.update(onDisk(path, () => readFileSync(path), 'read'));
    return hash.digest('hex');
  }

  #write(name: keyof typeof files, content: string): void {
    const path = this.#file(name);
    onDisk(path, () => writeFileAtomic(path, content), this.#purpose);
  }

  #file(name: keyof typeof files): string {
    return join(this.path, files[name]);
  }
}

const making: Purpose = {
  expected: 'a folder to write into',
  forbidden: 'name another folder with --out',
  afterwards: ', and repeat the command',
};

/**
 * Makes a folder for a new run, and keeps others out until `writeInfo` has made it that of a run. What a crash leaves
 * before that is taken for an empty folder the next time.
 *
 * @param options.overwrite delete the run that is there already; never anything that is not a run
 * @throws UsageError when there is a file, a folder that is not empty, or one that somebody works on, and nothing is
 *   touched; or when the folder cannot be made
 */
export function createRunFolder(path: string, options: { readonly overwrite?: boolean } = {}): RunFolder {
  const { overwrite = false } = options;
  refuseContent(path, overwrite);
  const folder = new RunFolder(path);
  return onDisk(
    path,
    () => {
      makeFolder(path);
      folder.lock();
      try {
        refuseContent(path, overwrite); // Somebody may have been here meanwhile.
        clear(path);
        return folder;
      } catch (error) {
        folder.unlock();
        throw error;
      }
    },
    making,
  );
}

/** @throws UsageError when the folder is not that of a run */
export function openRunFolder(path: string): RunFolder {
  const content = existsSync(path) ? contentOf(path) : undefined;
  const missing = [files.config, files.info].find((name) => !content?.includes(name));
  const received =
    content === undefined
      ? 'nothing there'
      : content.includes(files.unfinished)
        ? 'one that is being made, or whose making was interrupted'
        : `a folder without ${missing}`;
  if (content === undefined || content.includes(files.unfinished) || missing !== undefined) {
    const remedy = content?.includes(files.unfinished)
      ? 'repeat the command that began it'
      : 'name one that train wrote';
    throw new UsageError(`${path}: expected the folder of a run, received ${received}; ${remedy}`);
  }
  return new RunFolder(path);
}

/** Whether a run is there that can be continued; not the rest of a folder whose making was interrupted. */
export function holdsRun(path: string): boolean {
  if (!existsSync(path)) return false;
  const content = contentOf(path);
  return (
    content.includes(files.info) && content.includes(files.config) && !content.includes(files.unfinished)
  );
}

/** Whether a new run may go there without a word: nothing is there, or the rest of a folder whose making was interrupted. */
export function isFree(path: string): boolean {
  if (!existsSync(path)) return true;
  return statSync(path).isDirectory() && contentOf(path).includes(files.unfinished) && !isLocked(path);
}

/** @throws UsageError where a new run must not go */
function refuseContent(path: string, overwrite: boolean): void {
  const content = existsSync(path) ? contentOf(path) : [];
  if (content.length === 0 || content.includes(files.unfinished)) return;
  if (overwrite && content.includes(files.info)) return;
  const remedy = 'name another folder, or continue a run with train --resume';
  throw new UsageError(`${path}: expected a new or empty folder, received one with ${content[0]}; ${remedy}`);
}

/** Marks a folder as being made, and removes the run that is there. */
function clear(path: string): void {
  const seeds = contentOf(path).filter((name) => isSeedFolder(join(path, name)));
  const locks = lockAll(seeds.map((name) => join(path, name)));
  writeFileSync(join(path, files.unfinished), '');
  const { unfinished: _, ...ofRun } = files;
  for (const name of [...Object.values(ofRun), ...seeds])
    rmSync(join(path, name), { recursive: true, force: true });
  for (const lock of locks) lock.release();
}

/** Locks all of them or none. */
function lockAll(paths: readonly string[]): readonly FolderLock[] {
  const locks: FolderLock[] = [];
  try {
    for (const path of paths) locks.push(lockRun(path));
    return locks;
  } catch (error) {
    for (const lock of locks) lock.release();
    throw error;
  }
}

/** @throws UsageError when somebody else has it */
function lockRun(path: string): FolderLock {
  return new FolderLock(path, ({ name, path: claim }) => {
    const remedy = claim === null ? '' : `; if it does something else, remove ${claim}`;
    return new UsageError(
      `${path}: expected a folder that no other process works on, received ${name}; wait for it, or name another folder${remedy}`,
    );
  });
}

/** Whether a folder is that of a seed, or the rest of one whose making or removal was interrupted. */
function isSeedFolder(path: string): boolean {
  if (!/^seed-\d+$/.test(basename(path))) return false;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  const content = contentOf(path);
  const ours: readonly string[] = Object.values(files);
  return content.includes(files.info) || content.every((name) => ours.includes(name));
}

/** Names in a folder, without those of locks and of files that were being written. */
function contentOf(path: string): readonly string[] {
  return onDisk(
    path,
    () => {
      if (!statSync(path).isDirectory())
        throw new UsageError(`${path}: expected a folder, received a file; name another one`);
      return readdirSync(path).filter((name) => !isLockFile(name) && !isInTheMaking(name));
    },
    'read',
  );
}
