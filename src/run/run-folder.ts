import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { parseConfig } from '../config/config.ts';
import { formatConfig, loadConfigFile, type RawConfig } from '../config/config-file.ts';
import { UsageError } from '../errors.ts';
import { isInTheMaking, writeFileAtomic } from '../files/atomic-file.ts';
import type { Checkpoint, CheckpointType } from '../files/checkpoint.ts';
import { loadCheckpoint, saveCheckpoint } from '../files/checkpoint-file.ts';
import type { FolderLock } from '../files/folder-lock.ts';
import { makeFolder } from '../files/folders.ts';
import { readJsonFile } from '../files/json-file.ts';
import { onDisk, type Purpose } from '../files/on-disk.ts';
import { MetricsLog } from './metrics-log.ts';
import { contentOf, lockRun, runFiles } from './run-files.ts';
import { parseRunRecord, type RunInfo, type RunRecord, recordOf } from './run-info.ts';

/** What a run says of itself, and the report of one seed, have some thousand bytes. */
const MOST_JSON_BYTES = 2 ** 20;

/**
 * One run on disk: `config.yaml` (resolved), `run.json`, `metrics.jsonl`, `checkpoint.safetensors`, `figures/` and, when
 * all is done, `report.json`. A run of several seeds has a run in `seed-<n>` for each instead of metrics, checkpoint and
 * figures; its settings are those of the first seed, and its report sums up theirs. Made by `createRunFolder` and
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
    this.metrics = new MetricsLog(join(path, runFiles.metrics), this.#purpose);
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

  #checksum(...names: readonly (keyof typeof runFiles)[]): string {
    const hash = createHash('sha256');
    for (const path of names.map((name) => this.#file(name)))
      hash.update(onDisk(path, () => readFileSync(path), 'read'));
    return hash.digest('hex');
  }

  #write(name: keyof typeof runFiles, content: string): void {
    const path = this.#file(name);
    onDisk(path, () => writeFileAtomic(path, content), this.#purpose);
  }

  #file(name: keyof typeof runFiles): string {
    return join(this.path, runFiles[name]);
  }
}

/** @throws UsageError when the folder is not that of a run */
export function openRunFolder(path: string): RunFolder {
  const content = existsSync(path) ? contentOf(path) : undefined;
  const missing = [runFiles.config, runFiles.info].find((name) => !content?.includes(name));
  const received =
    content === undefined
      ? 'nothing there'
      : content.includes(runFiles.unfinished)
        ? 'one that is being made, or whose making was interrupted'
        : `a folder without ${missing}`;
  if (content === undefined || content.includes(runFiles.unfinished) || missing !== undefined) {
    const remedy = content?.includes(runFiles.unfinished)
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
    content.includes(runFiles.info) &&
    content.includes(runFiles.config) &&
    !content.includes(runFiles.unfinished)
  );
}
