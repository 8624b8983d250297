import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../../config/config.ts';
import { BurstwiseError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { createExclusive } from '../../files/exclusive-file.ts';
import { makeFolder } from '../../files/folders.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { onDisk, type Purpose } from '../../files/on-disk.ts';
import { processIdentity } from '../../files/process-identity.ts';

const writing: Purpose = {
  expected: 'to write there',
  forbidden: 'name another folder with --out',
  afterwards: ', and repeat the command: what is done is kept',
};

const endStates = ['done', 'failed', 'interrupted', 'killed', 'out-of-memory', 'retry'] as const;

const schema = z.strictObject({
  /** `running`, also when the process was killed since; `retry`: somebody wants what failed to be tried again. */
  state: z.enum(['running', ...endStates]),
  worker: z.strictObject({ host: z.string(), pid: z.int(), start: z.string() }),
  /** Number of the cluster's job; null outside clusters. */
  job: z.string().nullable(),
  /** Megabytes that the job may use; null where there is no limit or it is not known. */
  memory: z.number().nullable(),
  startedAt: z.string(),
  /** How often the worker has said that it lives. */
  beat: z.int().min(0),
  seconds: z.number().min(0),
  /** Units of work done, of all. */
  completed: z.int().min(0),
  total: z.int().min(0),
  /** How it ended, for people. */
  message: z.string(),
});

/** What a worker says of its attempt at an item of work, e.g. a run of a sweep. */
export type AttemptRecord = z.infer<typeof schema>;

/** An attempt, ended or not. */
export interface Attempt extends AttemptRecord {
  /** From 1. */
  readonly number: number;
}

/** How an attempt can end. */
export type EndState = (typeof endStates)[number];

/**
 * The attempts at one item of work, a file each: `1.json`, `2.json`, … Who made the latest one has the item, until the file says that
 * the attempt ended, or its worker is found dead; the next attempt is a new file, which one worker alone can make. Files are
 * never removed, so that a slow worker cannot take for free what has changed hands meanwhile.
 */
export class Attempts {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Number of attempts until now. */
  get count(): number {
    if (!existsSync(this.path)) return 0;
    const numbers = readdirSync(this.path).map((name) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0));
    return Math.max(0, ...numbers);
  }

  /** File of an attempt. */
  file(number: number): string {
    return join(this.path, `${number}.json`);
  }

  /** @throws ConfigError when the file is damaged */
  read(number: number): Attempt {
    const path = this.file(number);
    return { ...parseConfig(schema, readJsonFile(path, 'an attempt'), path), number };
  }

  /** All attempts in order. */
  all(): readonly Attempt[] {
    return this.upTo(this.count);
  }

  /** The attempts until one of them, without those that others have begun since. */
  upTo(number: number): readonly Attempt[] {
    return Array.from({ length: number }, (_, k) => this.read(k + 1));
  }

  /** The latest attempt. */
  latest(): Attempt | undefined {
    const { count } = this;
    return count === 0 ? undefined : this.read(count);
  }

  /** The most memory, in megabytes, that did not suffice; null if it always did. Where a job did not say, a gigabyte is assumed. */
  shortage(): number | null {
    const short = this.all().filter(({ state }) => state === 'out-of-memory');
    return short.length === 0 ? null : Math.max(...short.map(({ memory }) => memory ?? 1024));
  }

  /** Begins an attempt, unless another worker was faster. @returns whether it is ours */
  begin(number: number, record: AttemptRecord): boolean {
    const make = () => {
      makeFolder(this.path);
      return createExclusive(this.file(number), textOf(record));
    };
    return onDisk(this.path, make, writing);
  }

  /**
   * Replaces what an attempt says, unless another one was begun since; for its worker, and for those who found that dead.
   *
   * @returns whether it is still the latest attempt
   * @throws UsageError where the disk refuses
   */
  update(number: number, record: AttemptRecord): boolean {
    if (existsSync(this.file(number + 1))) return false;
    const path = this.file(number);
    onDisk(path, () => writeFileAtomic(path, textOf(record)), writing);
    return true;
  }
}

/** What a process says of each of its attempts at the start. */
export function newRecord(): AttemptRecord {
  const { SLURM_JOB_ID: own, SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: task } = process.env;
  const memory = Number(process.env['SLURM_MEM_PER_NODE']);
  return {
    state: 'running',
    worker: processIdentity(),
    job: array === undefined ? (own ?? null) : `${array}_${task}`,
    memory: memory > 0 ? memory : null,
    startedAt: new Date().toISOString(),
    beat: 0,
    seconds: 0,
    completed: 0,
    total: 0,
    message: '',
  };
}

/** An error in words, for the record; of one that is not ours also where it was. */
export function messageOf(error: unknown): string {
  if (error instanceof BurstwiseError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function textOf({ ...record }: AttemptRecord & { readonly number?: number }): string {
  const { number: _, ...content } = record;
  return `${JSON.stringify(content, null, 2)}\n`;
}
