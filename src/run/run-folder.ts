import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatConfig, loadConfigFile, type RawConfig } from '../config/config-file.ts';
import { UsageError } from '../errors.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import type { Checkpoint, CheckpointType } from '../files/checkpoint.ts';
import { loadCheckpoint, saveCheckpoint } from '../files/checkpoint-file.ts';
import { makeFolder } from '../files/folders.ts';
import { programInfo } from '../process/program-info.ts';
import { MetricsLog } from './metrics-log.ts';

const files = {
  config: 'config.yaml',
  info: 'run.json',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoint.safetensors',
  report: 'report.json',
  figures: 'figures',
} as const;

/** What `run.json` says about how a run came to be, besides versions and the time of day. */
export interface RunInfo {
  /** Name of the task. */
  readonly task: string;
  /** Command line that began the run. */
  readonly command: string;
  readonly seeds: readonly number[];
  /** How each model is computed, by its name, e.g. `simd`. */
  readonly computedBy: Readonly<Record<string, string>>;
}

/**
 * One run on disk: `config.yaml` (resolved), `run.json`, `metrics.jsonl`, `checkpoint.safetensors`, `figures/` and, when
 * all is done, `report.json`. A run of several seeds has a run in `seed-<n>` for each instead of metrics, checkpoint and
 * figures; its settings are those of the first seed, and its report sums up theirs. Made by {@link createRunFolder} and {@link openRunFolder}.
 */
export class RunFolder {
  readonly path: string;
  readonly metrics: MetricsLog;

  constructor(path: string) {
    this.path = path;
    this.metrics = new MetricsLog(join(path, files.metrics));
  }

  /** Writes the resolved configuration, with units: what the schema reads back as the same values. */
  writeConfig(config: RawConfig): void {
    writeFileAtomic(this.#file('config'), formatConfig(config));
  }

  /** @throws ConfigError when the file cannot be read */
  readConfig(): RawConfig {
    return loadConfigFile(this.#file('config'));
  }

  /** Writes `run.json`, with the versions of Burstwise and node, the platform and the present time. */
  writeInfo(info: RunInfo): void {
    const content = { ...info, ...programInfo(), startedAt: new Date().toISOString() };
    writeFileAtomic(this.#file('info'), `${JSON.stringify(content, null, 2)}\n`);
  }

  /** @throws UsageError when the file cannot be read */
  readInfo(): RunInfo {
    return this.#readJson('info');
  }

  #readJson<Content>(name: 'info' | 'report'): Content {
    const path = this.#file(name);
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Content;
    } catch (cause) {
      const message = `${path}: expected what a run wrote, received ${(cause as Error).message}`;
      throw new UsageError(message, { cause });
    }
  }

  /** Writes what the evaluation found; the last thing that a run does. */
  writeReport(data: Readonly<Record<string, unknown>>): void {
    writeFileAtomic(this.#file('report'), `${JSON.stringify(data, null, 2)}\n`);
  }

  /** What the evaluation found; undefined before it has. @throws UsageError when the file cannot be read */
  readReport(): Readonly<Record<string, unknown>> | undefined {
    return existsSync(this.#file('report')) ? this.#readJson('report') : undefined;
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
    saveCheckpoint(this.#file('checkpoint'), checkpoint);
  }

  /** SHA-256 of the checkpoint, as hexadecimal digits: which weights these are, wherever the folder is. */
  checkpointChecksum(): string {
    return createHash('sha256')
      .update(readFileSync(this.#file('checkpoint')))
      .digest('hex');
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
    makeFolder(this.#file('figures'));
    const path = join(this.#file('figures'), name);
    writeFileAtomic(path, content);
    return path;
  }

  #file(name: keyof typeof files): string {
    return join(this.path, files[name]);
  }
}

/**
 * Makes a folder for a new run.
 *
 * @param options.overwrite delete the run that is there already; never anything that is not a run
 * @throws UsageError when there is a file, a folder that is not empty, or the folder cannot be made
 */
export function createRunFolder(path: string, options: { readonly overwrite?: boolean } = {}): RunFolder {
  const content = existsSync(path) ? listFolder(path) : [];
  if (content.length > 0) {
    if (!(options.overwrite && content.includes(files.info))) {
      const remedy = 'name another folder, or continue a run with train --resume';
      throw new UsageError(
        `${path}: expected a new or empty folder, received one with ${content[0]}; ${remedy}`,
      );
    }
    const ours = [...Object.values(files), ...content.filter((name) => isSeedFolder(join(path, name)))];
    for (const name of ours) rmSync(join(path, name), { recursive: true, force: true });
  }
  try {
    makeFolder(path);
  } catch (cause) {
    throw new UsageError(`${path}: cannot make the folder: ${(cause as Error).message}`, { cause });
  }
  return new RunFolder(path);
}

/** @throws UsageError when the folder is not that of a run */
export function openRunFolder(path: string): RunFolder {
  const content = existsSync(path) ? listFolder(path) : undefined;
  const missing = [files.config, files.info].find((name) => !content?.includes(name));
  if (missing !== undefined) {
    const received = content === undefined ? 'nothing there' : `a folder without ${missing}`;
    throw new UsageError(
      `${path}: expected the folder of a run, received ${received}; name one that train wrote`,
    );
  }
  return new RunFolder(path);
}

function isSeedFolder(path: string): boolean {
  return /^seed-\d+$/.test(basename(path)) && existsSync(join(path, files.info));
}

function listFolder(path: string): readonly string[] {
  if (statSync(path).isDirectory()) return readdirSync(path);
  throw new UsageError(`${path}: expected a folder, received a file; name another one`);
}
