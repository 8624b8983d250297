import type { Area, Line } from './styled-text.ts';

/** A program that a person uses in a terminal: it receives keys and ticks, and gives the screen. */
export interface TerminalProgram {
  /**
   * A key was pressed.
   *
   * @param key its character (`a`, `A`, `7`, `?`), or its name: `left`, `right`, `up`, `down`, `pageup`, `pagedown`, `tab`,
   *   `space`, `enter`, `backspace`, `escape`, `ctrl-c`
   */
  press(key: string): void;
  /** Time in ms between ticks; null for no ticks. */
  readonly tickMs: number | null;
  /** `tickMs` have passed. */
  tick(): void;
  /** The present screen, in lines that fit into an area. */
  screen(area: Area): readonly Line[];
  /** Whether the program has ended. */
  readonly done: boolean;
}
