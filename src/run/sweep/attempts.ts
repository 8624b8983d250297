import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../../config/config.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { createExclusive } from '../../files/exclusive-file.ts';
import { makeFolder } from '../../files/folders.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { onDisk } from '../../files/on-disk.ts';

const endStates = ['done', 'failed', 'interrupted', 'killed', 'out-of-memory', 'retry'] as const;

const schema = z.strictObject({
  /** `running`, also when the process was killed since; `retry`: somebody wants the failed run to be tried again. */
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

/** What a worker says of its attempt at a run. */
export type AttemptRecord = z.infer<typeof schema>;

/** An attempt at a run, ended or not. */
export interface Attempt extends AttemptRecord {
  /** From 1. */
  readonly number: number;
}

/** How an attempt can end. */
export type EndState = (typeof endStates)[number];

/**
 * The attempts at one run, a file each: `1.json`, `2.json`, … Who made the latest one has the run, until the file says that the
 * attempt ended, or its worker is found dead; the next attempt is a new file, which one worker alone can make. Files are
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
    return onDisk(this.path, () => {
      makeFolder(this.path);
      return createExclusive(this.file(number), textOf(record));
    });
  }

  /** Replaces what an attempt says; for its worker, and for those who found it dead. */
  write(number: number, record: AttemptRecord): void {
    writeAttempt(this.file(number), record);
  }
}

/** Replaces the file of an attempt. @throws UsageError where the disk refuses */
export function writeAttempt(path: string, record: AttemptRecord): void {
  onDisk(path, () => writeFileAtomic(path, textOf(record)));
}

function textOf({ ...record }: AttemptRecord & { readonly number?: number }): string {
  const { number: _, ...content } = record;
  return `${JSON.stringify(content, null, 2)}\n`;
}
