import type { Area, Line } from './styled-text.ts';

/** What a person works with in a terminal: it takes keys and time, and says what is to be seen. */
export interface TerminalProgram {
  /**
   * A key was pressed.
   *
   * @param key what it writes (`a`, `A`, `7`, `?`), or its name: `left`, `right`, `up`, `down`, `pageup`, `pagedown`, `tab`,
   *   `space`, `enter`, `backspace`, `escape`, `ctrl-c`
   */
  press(key: string): void;
  /** Time in ms between ticks; null while nothing moves by itself. */
  readonly tickMs: number | null;
  /** So much time has passed. */
  tick(): void;
  /** The screen as it should be now: at most so many rows, none longer than so many columns. */
  screen(area: Area): readonly Line[];
  /** Whether it has come to its end. */
  readonly done: boolean;
}
