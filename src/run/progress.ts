import { createRequire } from 'node:module';

/** Tells a person how far a long piece of work has come. */
export interface Progress {
  /** @param total units of work, at least 1 */
  start(total: number, label: string): void;
  /** @param note a few words on the present state, e.g. `success 0.93` */
  update(completed: number, note?: string): void;
  /** Ends the display; nothing happens when it was not started. */
  stop(): void;
}

/** What progress is written to: a terminal or anything that takes lines. */
export interface ProgressStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

/** A bar on a terminal; elsewhere, e.g. in a log file, about ten plain lines. */
export function createProgress(stream: ProgressStream = process.stderr): Progress {
  return stream.isTTY === true ? new ProgressBar(stream) : new ProgressLines(stream);
}

export const silentProgress: Progress = { start() {}, update() {}, stop() {} };

const require = createRequire(import.meta.url);

class ProgressBar implements Progress {
  readonly #stream: ProgressStream;
  #bar: import('cli-progress').SingleBar | undefined;

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  start(total: number, label: string): void {
    const { SingleBar, Presets } = require('cli-progress') as typeof import('cli-progress');
    const format = '{label} {bar} {value}/{total}  {eta_formatted} left  {note}';
    this.stop();
    this.#bar = new SingleBar(
      { format, stream: this.#stream, hideCursor: true, barsize: 30, gracefulExit: false },
      Presets.shades_classic,
    );
    this.#bar.start(total, 0, { label, note: '' });
  }

  update(completed: number, note = ''): void {
    this.#bar?.update(completed, { note });
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}

class ProgressLines implements Progress {
  readonly #stream: ProgressStream;
  #total = 1;
  #label = '';
  #tenths = 0;

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  start(total: number, label: string): void {
    this.#total = total;
    this.#label = label;
    this.#tenths = 0;
  }

  update(completed: number, note = ''): void {
    const tenths = Math.floor((10 * completed) / this.#total);
    if (tenths <= this.#tenths) return;
    this.#tenths = tenths;
    this.#stream.write(`${this.#label} ${completed}/${this.#total}${note === '' ? '' : `  ${note}`}\n`);
  }

  stop(): void {}
}
