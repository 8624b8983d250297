import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { BurstwiseError } from '../errors.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';

/** What a training run reports about itself after a unit of work. */
export type Metrics = Readonly<Record<string, number | string>>;

/** A line of the log: metrics, and how many units of work were complete. */
export type MetricsLine = Metrics & { readonly completed: number };

/** Metrics of a run as JSON Lines: one object a line, appended while the run goes on. */
export class MetricsLog {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws BurstwiseError when a value is not finite: JSON would turn it into null */
  append(line: MetricsLine): void {
    for (const [name, value] of Object.entries(line)) {
      if (typeof value === 'string' || Number.isFinite(value)) continue;
      throw new BurstwiseError(`${this.path}: metric ${name}: expected a finite number, received ${value}`);
    }
    appendFileSync(this.path, `${JSON.stringify(line)}\n`);
  }

  /** Waits until all lines are on the disk. */
  flush(): void {
    if (!existsSync(this.path)) return;
    const descriptor = openSync(this.path, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /**
   * All complete lines; none if there is no log yet. A last line that a crash tore off is left out.
   *
   * @throws BurstwiseError when another line is not a metrics line
   */
  read(): readonly MetricsLine[] {
    return this.#lines().map((text, index) => this.#parse(text, index + 1));
  }

  /** Drops what was logged after `completed` units of work, so that a run can go on from there. */
  rewind(completed: number): void {
    if (!existsSync(this.path)) return;
    const lines = this.#lines();
    const kept = lines.filter((text, index) => this.#parse(text, index + 1).completed <= completed);
    writeFileAtomic(this.path, kept.map((text) => `${text}\n`).join(''));
  }

  #lines(): string[] {
    if (!existsSync(this.path)) return [];
    // What follows the last line break is empty or torn off.
    return readFileSync(this.path, 'utf8').split('\n').slice(0, -1);
  }

  #parse(text: string, line: number): MetricsLine {
    const value = parseJson(text) as MetricsLine | null | undefined;
    if (typeof value === 'object' && typeof value?.completed === 'number') return value;
    throw new BurstwiseError(
      `${this.path}, line ${line}: expected a metrics line, received ${text.slice(0, 60)}`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
