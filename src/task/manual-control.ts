import type { Area, Line, Span } from '../terminal/styled-text.ts';

/** Keys that do something, for people. */
export interface KeyHelp {
  /** How the keys are written, e.g. `tab, p`. */
  readonly keys: string;
  readonly does: string;
}

/** A symbol of a picture and what it means. */
export interface LegendEntry {
  readonly symbol: Span;
  readonly meaning: string;
}

/** How a person acts in an environment, and sees it, in a terminal. Made for one environment, after its first reset. */
export interface ManualControl<Action = unknown> {
  readonly help: readonly KeyHelp[];
  /** Time in ms between steps, where the environment moves on by itself; null where it waits for keys. */
  readonly stepMs: number | null;
  /** A key was pressed (see `TerminalProgram.press`); false if it is none of its keys. */
  press(key: string): boolean;
  /** The action to take now; null for none. With `stepMs` asked for after every such time, else after every key. */
  take(): Action | null;
  /** Forgets what was pressed: an episode begins. */
  reset(): void;
  /** An action in words. */
  nameOf(action: Action): string;
  /** What is to be achieved. */
  readonly mission: string;
  /** What else there is to know, e.g. what the agent carries; a line each. */
  readonly status: readonly string[];
  /** What the symbols in the picture mean. */
  readonly legend: readonly LegendEntry[];
  /** Steps after which the environment cuts episodes off; null if it does not. */
  readonly maxSteps: number | null;
  /** The environment as it is now, in no more than the given area; what does not fit is far from the agent. */
  draw(area: Area): readonly Line[];
}
