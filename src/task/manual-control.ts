import type { Env } from 'gymnasium-js';
import type { KeyHelp } from '../terminal/key-help.ts';
import type { Area, Line, Span } from '../terminal/styled-text.ts';

export type { KeyHelp };

/** A symbol of a picture and what it means. */
export interface LegendEntry {
  readonly symbol: Span;
  readonly meaning: string;
}

/** How a person acts in one environment, and sees it, in a terminal. Nothing but `help` is read before its first reset. */
export interface ManualControl<Action = unknown, Observation = unknown> {
  /** The keys that act. */
  readonly help: readonly KeyHelp[];
  /** Time in ms between steps, where the environment moves on by itself; null where it waits for keys. */
  readonly stepMs: number | null;
  /** Takes note of a pressed key (see `TerminalProgram.press`); false if it is none of its keys. */
  press(key: string): boolean;
  /** The action to take now; null for none. Called every `stepMs`, or after every key where that is null. */
  take(): Action | null;
  /** Forgets the pressed keys. Called when an episode begins. */
  reset(): void;
  /** An action in words. */
  nameOf(action: Action): string;
  /** What is to be achieved. */
  readonly mission: string;
  /** Further facts, e.g. what the agent carries, a line each. */
  readonly status: readonly string[];
  /** What the symbols in the picture mean. */
  readonly legend: readonly LegendEntry[];
  /** Steps after which the environment cuts episodes off; null if it does not. */
  readonly maxSteps: number | null;
  /**
   * The environment as it is now, in no more than the given area; what does not fit is far from the agent.
   * @param observation the latest one
   */
  draw(area: Area, observation: Observation): readonly Line[];
}

// Controls take the environments of the class that they are registered for.
const controls = new Map<unknown, (env: never) => ManualControl>();

/**
 * Makes known how people act in the environments of a class and of those that extend it. Environments of other classes
 * are played by `GenericControl`.
 */
export function registerControl<Kind extends object, Action>(
  kind: abstract new (...args: never[]) => Kind,
  make: (env: Kind) => ManualControl<Action>,
): void {
  controls.set(kind, make as (env: never) => ManualControl);
}

/** The control that is registered for the class of the environment beneath the wrappers; null without one. */
export function registeredControl(env: Pick<Env, 'unwrapped'>): ManualControl | null {
  const { unwrapped } = env;
  for (
    let kind: unknown = unwrapped.constructor;
    typeof kind === 'function';
    kind = Object.getPrototypeOf(kind)
  ) {
    const make = controls.get(kind);
    if (make !== undefined) return make(unwrapped as never);
  }
  return null;
}
