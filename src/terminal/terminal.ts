import { emitKeypressEvents, type Interface, type Key } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { UsageError } from '../errors.ts';
import { isAsciiLocale } from './ascii.ts';
import { colourLevel, createPainter } from './paint.ts';
import type { TerminalProgram } from './program.ts';
import { cut } from './styled-text.ts';

/** Keys are read from one stream, and the screen is drawn on the other. */
export interface TerminalStreams {
  /** Keys come from here. */
  readonly input: ReadStream;
  /** The screen is drawn here. */
  readonly output: WriteStream;
}

const ansi = {
  /** The alternate screen, which leaves the former content as it was; no cursor; no automatic line breaks. */
  enter: '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J',
  leave: '\x1b[?7h\x1b[?25h\x1b[?1049l',
  /** Terminals that can do so show everything between these two at once. */
  begin: '\x1b[?2026h',
  end: '\x1b[?2026l',
  goTo: (row: number) => `\x1b[${row + 1};1H`,
  restOfLine: '\x1b[K',
} as const;

/** Time in ms after which an escape character counts as the Escape key, not as the beginning of another key. */
const ESCAPE_MS = 50;

/**
 * Runs a program in the terminal until it is done or a signal stops it, then restores the terminal in every case.
 *
 * @throws UsageError when one of the streams is no terminal; errors of the program itself
 */
export async function runInTerminal(
  program: TerminalProgram,
  { input, output }: TerminalStreams,
  signal: AbortSignal,
): Promise<void> {
  requireTerminal({ input, output });
  const screen = new Screen(output);
  // Needed when the process ends without clean-up, e.g. at a second signal.
  const restore = () => {
    screen.close();
    input.setRawMode(false);
  };
  process.once('exit', restore);
  input.setRawMode(true);
  screen.open();
  try {
    await drive(program, input, output, screen, signal);
  } finally {
    restore();
    process.off('exit', restore);
    input.pause();
  }
}

/** @throws UsageError when one of the streams is no terminal, or one that cannot place its cursor */
export function requireTerminal({ input, output }: TerminalStreams): void {
  const missing = [!input.isTTY && 'standard input', !output.isTTY && 'standard error'].filter(Boolean);
  if (missing.length === 0) {
    if (process.env['TERM'] !== 'dumb') return;
    throw new UsageError(
      'terminal: expected one that can place its cursor, received TERM=dumb; run it in another terminal',
    );
  }
  throw new UsageError(
    'terminal: expected one to read keys from (standard input) and to draw on (standard error), received ' +
      `something else as ${missing.join(' and ')}; run it in a terminal, without pipes`,
  );
}

function drive(
  program: TerminalProgram,
  input: ReadStream,
  output: WriteStream,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((settle, fail) => {
    let timer: NodeJS.Timeout | undefined;
    let period: number | null = null;
    const finish = (error?: unknown) => {
      clearInterval(timer);
      input.off('keypress', onKey).off('end', onEnd).off('error', onEnd);
      output.off('resize', onResize);
      signal.removeEventListener('abort', onEnd);
      if (error === undefined) settle();
      else fail(error);
    };
    const after = (action: () => void) => {
      try {
        action();
        if (program.done) return finish();
        screen.show(program);
        if (program.tickMs === period) return;
        period = program.tickMs;
        clearInterval(timer);
        if (period !== null) timer = setInterval(() => after(() => program.tick()), period);
      } catch (error) {
        finish(error);
      }
    };
    const onKey = (text: string | undefined, key: Key) => {
      const name = keyName(text, key);
      if (name !== null) after(() => program.press(name));
    };
    const onResize = () => after(() => screen.clear());
    const onEnd = () => finish();
    emitKeypressEvents(input, { escapeCodeTimeout: ESCAPE_MS } as unknown as Interface);
    // A terminal that was closed ends the input, or fails to be read.
    input.on('keypress', onKey).once('end', onEnd).once('error', onEnd).resume();
    output.on('resize', onResize);
    signal.addEventListener('abort', onEnd);
    if (signal.aborted) onEnd();
    else after(() => {});
  });
}

/** The name of a key, see `TerminalProgram.press`; null for keys that have none. */
export function keyName(text: string | undefined, { name, ctrl = false, meta = false }: Key): string | null {
  if (ctrl) return name === undefined ? null : `ctrl-${name}`;
  if (name === 'return') return 'enter';
  if (name !== undefined && name.length > 1) return name;
  return text === undefined || text === '' || meta ? null : text;
}

/** Draws those lines of a screen that have changed. */
class Screen {
  readonly #output: WriteStream;
  readonly #paint: ReturnType<typeof createPainter>;
  #shown: string[] = [];
  #open = false;

  constructor(output: WriteStream) {
    this.#output = output;
    this.#paint = createPainter(colourLevel(output.getColorDepth()), isAsciiLocale());
  }

  open(): void {
    this.#open = true;
    this.#output.write(ansi.enter);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#output.write(ansi.leave);
  }

  /** Draws everything anew the next time. */
  clear(): void {
    this.#shown = [];
  }

  show(program: TerminalProgram): void {
    const { columns, rows } = this.#output;
    const lines = program.screen({ columns, rows }).map((line) => this.#paint(cut(line, 0, columns)));
    while (lines.length < rows) lines.push('');
    const changes = lines.slice(0, rows).flatMap((line, row) => {
      if (line === this.#shown[row]) return [];
      // After a line that fills the row the cursor stands on its last character, which must not be erased.
      return `${ansi.goTo(row)}${line === '' ? ansi.restOfLine : line}`;
    });
    this.#shown = lines;
    if (changes.length > 0) this.#output.write(`${ansi.begin}${changes.join('')}${ansi.end}`);
  }
}
