import { appendFileSync, closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { z } from 'zod';
import { validate } from '../config/config.ts';
import { BurstwiseError, ConfigError, type Problem } from '../errors.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { decodeUtf8, parseJson } from '../files/json.ts';
import { onDisk, type Purpose } from '../files/on-disk.ts';
import { readEnd, readRegularFile } from '../files/regular-file.ts';

/** What a training run reports about itself after a unit of work. */
export type Metrics = Readonly<Record<string, number | string>>;

/** A line of the log: metrics, and how many units of work were complete. */
export type MetricsLine = Metrics & { readonly completed: number };

/** Metrics of a run as JSON Lines: one object a line, appended while the run continues. */
export class MetricsLog {
  readonly path: string;
  readonly #purpose: Purpose | undefined;

  /** @param purpose what to say where the disk refuses */
  constructor(path: string, purpose?: Purpose) {
    this.path = path;
    this.#purpose = purpose;
  }

  /**
   * @throws BurstwiseError when a value is not finite: JSON would turn it into null
   * @throws UsageError where the disk refuses
   */
  append(line: MetricsLine): void {
    for (const [name, value] of Object.entries(line)) {
      if (typeof value === 'string' || Number.isFinite(value)) continue;
      throw new BurstwiseError(`${this.path}: metric ${name}: expected a finite number, received ${value}`);
    }
    onDisk(this.path, () => appendFileSync(this.path, `${JSON.stringify(line)}\n`), this.#purpose);
  }

  /** Waits until all lines are on the disk. */
  flush(): void {
    if (!existsSync(this.path)) return;
    onDisk(
      this.path,
      () => {
        const descriptor = openSync(this.path, 'r+');
        try {
          fsyncSync(descriptor);
        } finally {
          closeSync(descriptor);
        }
      },
      this.#purpose,
    );
  }

  /**
   * All complete lines; none if there is no log yet. A last line that a crash tore off is left out.
   *
   * @throws ConfigError when another line is not a metrics line, or is of less work than the line before
   */
  read(): readonly MetricsLine[] {
    const lines = this.#lines().map((text, index) => this.#parse(text, `line ${index + 1}`));
    for (const [k, { completed }] of lines.entries()) {
      const before = lines[k - 1]?.completed ?? 0;
      if (completed >= before) continue;
      const problem = { path: `line ${k + 1}, completed`, expected: `a number >= ${before}` };
      throw new ConfigError(this.path, [{ ...problem, received: `${completed}` }]);
    }
    return lines;
  }

  /**
   * The last complete line, for which only the end of the log is read; undefined where there is none.
   *
   * @throws ConfigError when it is not a metrics line
   */
  last(): MetricsLine | undefined {
    if (!existsSync(this.path)) return undefined;
    const bytes = onDisk(this.path, () => readEnd(this.path, LONGEST_LINE), 'read');
    const lines = Buffer.from(bytes).toString('utf8').split('\n');
    const text = lines.at(-2);
    return text === undefined ? undefined : this.#parse(text, 'last line');
  }

  /** Drops what was logged after `completed` units of work, so that a run can continue from there. */
  rewind(completed: number): void {
    if (!existsSync(this.path)) return;
    const kept = this.read().filter((line) => line.completed <= completed);
    const content = kept.map((line) => `${JSON.stringify(line)}\n`).join('');
    onDisk(this.path, () => writeFileAtomic(this.path, content), this.#purpose);
  }

  #lines(): string[] {
    if (!existsSync(this.path)) return [];
    // What follows the last line break is empty or torn off.
    const bytes = onDisk(this.path, () => readRegularFile(this.path, MOST_BYTES), 'read');
    try {
      return decodeUtf8(bytes).split('\n').slice(0, -1);
    } catch (cause) {
      const problem = { path: '', expected: 'lines of JSON', received: (cause as Error).message };
      throw new ConfigError(this.path, [problem], { cause });
    }
  }

  #parse(text: string, line: string): MetricsLine {
    const validation = validate(lineSchema, jsonOf(text));
    if ('value' in validation) return validation.value;
    const [{ path, expected, received }] = validation.problems as [Problem];
    const problem =
      path === ''
        ? { path: line, expected: 'a metrics line', received: text.slice(0, 60) }
        : { path: `${line}, ${path}`, expected, received };
    throw new ConfigError(this.path, [problem]);
  }
}

/** Longest log that is read; a training of ten million units of work stays below it. */
const MOST_BYTES = 2 ** 29 - 24;

/** A line has some hundred bytes. */
const LONGEST_LINE = 2 ** 16;

const lineSchema = z
  .object({ completed: z.int().min(0) })
  .catchall(z.union([z.number(), z.string()])) as unknown as z.ZodType<MetricsLine>;

/** The value of a line; undefined where it is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
