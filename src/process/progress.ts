import { nodeRequire } from './node-require.ts';

/** Shows a person the progress of a long piece of work. */
export interface Progress {
  /**
   * Begins the display.
   * @param total units of work, at least 1
   */
  start(total: number, label: string): void;
  /**
   * Shows how much is done.
   * @param note a few words on the present state, e.g. `success 0.93`; if not given, a bar keeps the last one
   */
  update(completed: number, note?: string): void;
  /** Ends the display; nothing happens when it was not started. */
  stop(): void;
}

/** The stream that progress is written to: a terminal or anything else that takes lines. */
export interface ProgressStream {
  /** Whether it is a terminal; then it has all that streams of Node have. */
  readonly isTTY?: boolean;
  /** Columns of the terminal. */
  readonly columns?: number;
  /** Writes text as it is. */
  write(text: string): unknown;
}

/** Whether a stream is a terminal that can write a line anew. */
function drawsBars({ isTTY }: ProgressStream): boolean {
  return isTTY === true && process.env['TERM'] !== 'dumb';
}

/** A bar on a terminal; elsewhere, e.g. in a log file, about ten plain lines. */
export function createProgress(stream: ProgressStream = process.stderr): Progress {
  return drawsBars(stream) ? new ProgressBar(stream) : new ProgressLines(stream);
}

/** Displays for several pieces of work at the same time. */
export interface ProgressGroup {
  /** One more display. @param name put before its label; empty for none */
  add(name: string): Progress;
  /** Writes a line that stays; displays continue below it. */
  say(line: string): void;
  /** Ends them all. */
  stop(): void;
}

/** As `createProgress`: a bar below the other on a terminal, elsewhere lines that begin with the name. */
export function createProgressGroup(stream: ProgressStream = process.stderr): ProgressGroup {
  if (drawsBars(stream)) return new ProgressBars(stream);
  return {
    add: (name) => new ProgressLines(stream, name),
    say: (line) => void stream.write(`${line}\n`),
    stop() {},
  };
}

/** Writes a line that stays, beside the display of `createProgress` on the same stream. */
export function sayBesideProgress(line: string, stream: ProgressStream = process.stderr): void {
  // Erases the bar, which is drawn again below.
  stream.write(`${drawsBars(stream) ? '\r\x1b[K' : ''}${line}\n`);
}

/** Shows nothing. */
export const silentProgress: Progress = { start() {}, update() {}, stop() {} };

/** Displays that show nothing. */
export const silentProgressGroup: ProgressGroup = { add: () => silentProgress, say() {}, stop() {} };

/** Columns of a bar. */
const BAR = { least: 10, most: 30 };

/** Time in ms after which a display that is far away hears of progress, however small. */
const SELDOM_MS = 100;

/**
 * Passes on what a display needs that is costly to reach, e.g. in another thread: updates when another tenth is complete, so that lines
 * stay what they are, and else ten a second.
 */
export function seldomUpdated(display: Progress): Progress {
  let [all, tenths, latest] = [1, 0, 0];
  return {
    start(total, label) {
      [all, tenths, latest] = [total, 0, performance.now()];
      display.start(total, label);
    },
    update(completed, note) {
      const now = performance.now();
      const reached = tenthsOf(completed, all);
      if (reached <= tenths && now - latest < SELDOM_MS) return;
      [tenths, latest] = [reached, now];
      display.update(completed, note);
    },
    stop: () => display.stop(),
  };
}

/** Whole tenths of the work that are complete. */
function tenthsOf(completed: number, total: number): number {
  return Math.floor((10 * completed) / total);
}

type Library = typeof import('cli-progress');

/** Loaded when there is a bar to draw. */
const loadLibrary = () => nodeRequire('progress bars')('cli-progress') as Library;

/** Settings of bars that fit into a line of the terminal. */
function barOptions({ Format }: Library, stream: ProgressStream): import('cli-progress').Options {
  return {
    stream: stream as NodeJS.WritableStream,
    hideCursor: true,
    barsize: BAR.most,
    gracefulExit: false,
    format(options, { progress, value, total, eta }, { label, note }) {
      const rest = `${value}/${total}  ${Format.TimeFormat(eta, options, 5)} left  ${note}`.trimEnd();
      // In the last column of a line some terminals begin the next one.
      const columns = (stream.columns || 80) - 1;
      const room = columns - label.length - rest.length - 2;
      const barsize = Math.min(Math.max(room, BAR.least), BAR.most);
      return `${label} ${Format.BarFormat(progress, { ...options, barsize })} ${rest}`.slice(0, columns);
    },
  };
}

/**
 * Brings back what bars take away, the cursor and automatic line breaks, if the process ends meanwhile, e.g. at a second
 * Ctrl-C.
 *
 * @returns to be called when the bars have ended
 */
function terminalAsBeforeAtExit(stream: ProgressStream): () => void {
  const restore = () => void stream.write('\x1b[?25h\x1b[?7h\n');
  process.once('exit', restore);
  return () => void process.off('exit', restore);
}

class ProgressBar implements Progress {
  readonly #stream: ProgressStream;
  #bar: import('cli-progress').SingleBar | undefined;
  #ended = () => {};

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  start(total: number, label: string): void {
    const library = loadLibrary();
    this.stop();
    this.#bar = new library.SingleBar(barOptions(library, this.#stream), library.Presets.shades_classic);
    this.#ended = terminalAsBeforeAtExit(this.#stream);
    this.#bar.start(total, 0, { label, note: '' });
  }

  update(completed: number, note?: string): void {
    this.#bar?.update(completed, payloadOf(note));
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#ended();
  }
}

class ProgressBars implements ProgressGroup {
  readonly #stream: ProgressStream;
  readonly #bars: import('cli-progress').MultiBar;
  #ended: (() => void) | undefined;

  constructor(stream: ProgressStream) {
    const library = loadLibrary();
    this.#stream = stream;
    this.#bars = new library.MultiBar(barOptions(library, stream), library.Presets.shades_classic);
  }

  add(name: string): Progress {
    const bars = this.#bars;
    const begin = () => {
      this.#ended ??= terminalAsBeforeAtExit(this.#stream);
    };
    let bar: import('cli-progress').SingleBar | undefined;
    return {
      start(total, label) {
        this.stop();
        begin();
        bar = bars.create(total, 0, { label: named(name, label), note: '' });
      },
      update: (completed, note) => bar?.update(completed, payloadOf(note)),
      stop() {
        if (bar !== undefined) bars.remove(bar);
        bar = undefined;
      },
    };
  }

  say(line: string): void {
    if (this.#ended === undefined) {
      sayBesideProgress(line, this.#stream);
      return;
    }
    this.#bars.log(`${line}\n`);
    this.#bars.update(); // Shows the line: bars that stop before their next update would lose it.
  }

  stop(): void {
    this.#bars.stop();
    this.#ended?.();
    this.#ended = undefined;
  }
}

/** The changes of a bar at an update. */
function payloadOf(note: string | undefined): { readonly note?: string } {
  return note === undefined ? {} : { note };
}

function named(name: string, label: string): string {
  return name === '' ? label : `${name}: ${label}`;
}

class ProgressLines implements Progress {
  readonly #stream: ProgressStream;
  readonly #name: string;
  #total = 1;
  #label = '';
  #tenths = 0;

  constructor(stream: ProgressStream, name = '') {
    this.#stream = stream;
    this.#name = name;
  }

  start(total: number, label: string): void {
    this.#total = total;
    this.#label = named(this.#name, label);
    this.#tenths = 0;
  }

  update(completed: number, note = ''): void {
    const tenths = tenthsOf(completed, this.#total);
    if (tenths <= this.#tenths) return;
    this.#tenths = tenths;
    this.#stream.write(`${this.#label} ${completed}/${this.#total}${note === '' ? '' : `  ${note}`}\n`);
  }

  stop(): void {}
}
