import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../../config/config.ts';
import { formatConfig } from '../../config/config-file.ts';
import { UsageError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { lockWhenFree } from '../../files/folder-lock.ts';
import { parseJson } from '../../files/json.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { onDisk, type Purpose } from '../../files/on-disk.ts';
import { Attempts } from '../leases/attempts.ts';
import type { WorkFolder } from '../leases/work-folder.ts';
import type { PlanCode, PlannedRun } from './plan.ts';
import { encodeSweep, loadSweepFile, type SweepFile } from './sweep-file.ts';

/** Names within the folder of a sweep. */
const names = {
  file: 'sweep.yaml',
  plan: 'plan.jsonl',
  info: 'sweep.json',
  stops: 'stops',
  /** In the folder of a run. */
  result: 'sweep-result.json',
} as const;

const infoSchema = z.strictObject({
  format: z.literal(1),
  code: z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    modules: z.array(z.strictObject({ path: z.string(), sha256: z.string() })),
  }),
});

const runSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]+$/),
  point: z.int().min(0),
  seed: z.int().min(0),
  levels: z.array(z.int().min(0)),
  settings: z.record(z.string(), z.json()),
});

const resultSchema = z.strictObject({
  /** Play on the layouts that all runs share; null where the task has none. */
  trial: z
    .strictObject({
      episodes: z.int().min(1),
      seed: z.int().min(0),
      layout: z.string().nullable(),
      /** A character for each layout: 1 for success. */
      successes: z.string().regex(/^[01]+$/),
      meanSteps: z.number(),
      managerLabels: z.int().min(0),
      workerLabels: z.int().min(0),
      inspections: z.int().min(0),
    })
    .nullable(),
  /** Data of the run's report. */
  report: z.looseObject({}),
});

/** What a run of a sweep found. */
export type RunResult = z.infer<typeof resultSchema>;

const purpose: Purpose = {
  expected: 'to write there',
  forbidden: 'name another folder with --out',
  afterwards: ', and repeat the command',
};

/**
 * A sweep on disk. Its truth is this folder alone: `sweep.yaml` says what is swept, `plan.jsonl` has a line for each run,
 * `code/` holds the program that runs use, `runs/` their folders, `attempts/` who works or worked on which, `jobs/` what a
 * cluster was asked for. No process needs to live between two looks at it.
 */
export class SweepFolder implements WorkFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Folder of a run. */
  runPath(id: string): string {
    return join(this.path, 'runs', id);
  }

  /** What was attempted to complete a run. */
  attempts(id: string): Attempts {
    return new Attempts(join(this.path, 'attempts', id));
  }

  /** Whether a run is complete: trained and evaluated, and where layouts are shared, played on them. */
  isDone(id: string): boolean {
    return existsSync(join(this.runPath(id), names.result));
  }

  /** Writes what a run found; the last file of the run. */
  writeResult(id: string, result: RunResult): void {
    const path = join(this.runPath(id), names.result);
    onDisk(path, () => writeFileAtomic(path, `${JSON.stringify(result)}\n`), purpose);
  }

  /** What a run found. @throws ConfigError when the file is damaged */
  readResult(id: string): RunResult {
    const path = join(this.runPath(id), names.result);
    return parseConfig(resultSchema, readJsonFile(path, 'what a run of a sweep wrote'), path);
  }

  /** How often the sweep was stopped: a worker stops when the number grows while it works. */
  get stops(): number {
    return statSync(this.stopsPath, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** File with a character for each time the sweep was stopped. */
  get stopsPath(): string {
    return join(this.path, names.stops);
  }

  /** Asks all workers to save what they have and to end. */
  stop(): void {
    onDisk(this.path, () => appendFileSync(this.stopsPath, '.'), purpose);
  }

  /** Folder of what a cluster was asked for. */
  get jobsPath(): string {
    return join(this.path, 'jobs');
  }

  /** @throws ConfigError when it is damaged */
  readFile(): SweepFile {
    return loadSweepFile(join(this.path, names.file));
  }

  /** @throws ConfigError when it is damaged or of another format */
  readCode(): PlanCode {
    const path = join(this.path, names.info);
    return parseConfig(infoSchema, readJsonFile(path, 'what a sweep wrote'), path).code;
  }

  /** The planned runs, in order. @throws ConfigError naming a line that is none */
  readPlan(): readonly PlannedRun[] {
    const path = join(this.path, names.plan);
    const lines = onDisk(path, () => readFileSync(path, 'utf8'), 'read')
      .split('\n')
      .slice(0, -1);
    return lines.map((line, k) => parseConfig(runSchema, jsonOf(line), `${path}, line ${k + 1}`));
  }

  /** Writes what is planned; last what makes the folder that of a sweep. @throws UsageError where the disk refuses */
  write(file: SweepFile, plan: readonly PlannedRun[], code: PlanCode): void {
    const write = (name: string, content: string) => {
      const path = join(this.path, name);
      onDisk(path, () => writeFileAtomic(path, content), purpose);
    };
    write(names.file, formatConfig(encodeSweep(file)));
    write(names.plan, plan.map((run) => `${JSON.stringify(run)}\n`).join(''));
    write(names.info, `${JSON.stringify({ format: 1, code }, null, 2)}\n`);
  }

  /**
   * Does something while others are kept from planning or submitting.
   *
   * @param patience milliseconds that others who do so are waited for
   * @throws UsageError when somebody else does so for longer
   */
  async locked<T>(action: () => T | Promise<T>, patience = 0): Promise<T> {
    const lock = await lockWhenFree(this.path, {
      busy: ({ name }) =>
        new UsageError(
          `${this.path}: expected a sweep that no other process plans or submits, received ${name}; wait for it`,
        ),
      patience,
      purpose,
    });
    try {
      return await action();
    } finally {
      lock.release();
    }
  }
}

/** Whether a folder is that of a sweep. */
export function isSweepFolder(path: string): boolean {
  return existsSync(join(path, names.info));
}

/** @throws UsageError when it is not the folder of a sweep */
export function openSweep(path: string): SweepFolder {
  if (isSweepFolder(path)) return new SweepFolder(path);
  const received = existsSync(path) ? `something without ${names.info}` : 'nothing there';
  throw new UsageError(
    `${path}: expected the folder of a sweep, received ${received}; make one with: burstwise sweep start <file>`,
  );
}

function jsonOf(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}
