import type { TerminalProgram } from '../../terminal/program.ts';
import type { Area, Line } from '../../terminal/styled-text.ts';
import { Desk, type DeskSettings } from './desk.ts';
import type { PlayedEnvironment } from './played-environment.ts';

/** An episode that was played to its end. */
export interface PlayedEpisode {
  /** As digits where a number would round it. */
  readonly seed: number | string;
  readonly steps: number;
  readonly return: number;
  readonly terminated: boolean;
  readonly milestones: Readonly<Record<string, boolean>>;
}

const help = [
  { keys: 'backspace', does: 'another level' },
  { keys: 'r', does: 'this level again' },
  { keys: 'h', does: 'the expert’s hint' },
  { keys: '?', does: 'keys' },
  { keys: 'escape, q', does: 'quit' },
];

/** Plays level after level; the one of a seed is that of the environment’s reset with it. */
export class PlayProgram implements TerminalProgram {
  done = false;
  /** Those that came to their end. */
  readonly played: PlayedEpisode[] = [];
  readonly #desk: Desk;
  #seed: number | bigint;

  constructor(task: PlayedEnvironment, settings: DeskSettings & { readonly seed: number | bigint }) {
    this.#seed = settings.seed;
    this.#desk = new Desk(task, settings, settings.seed);
  }

  get tickMs(): number | null {
    return this.#desk.tickMs;
  }

  tick(): void {
    this.#watched(() => this.#desk.tick());
  }

  press(key: string): void {
    const { over } = this.#desk.episode;
    if (key === 'escape' || key === 'q' || key === 'ctrl-c') this.done = true;
    else if (key === 'backspace' || (over && (key === 'enter' || key === 'space')))
      this.#begin(typeof this.#seed === 'bigint' ? this.#seed + 1n : this.#seed + 1);
    else if (key === 'r') this.#begin(this.#seed);
    else this.#watched(() => this.#desk.press(key));
  }

  screen(area: Area): readonly Line[] {
    const { over } = this.#desk.episode;
    const message = over ? [`${this.#desk.outcome}.`, 'enter: go on, r: again, q: quit'] : [];
    const hasExpert = this.#desk.task.expert !== null;
    return this.#desk.screen(area, {
      title: `${this.#desk.task.name}, seed ${this.#seed}`,
      message,
      help: help.filter(({ keys }) => keys !== 'h' || hasExpert),
    });
  }

  #begin(seed: number | bigint): void {
    this.#seed = seed;
    this.#desk.begin(seed);
  }

  /** Takes down an episode that ends meanwhile. */
  #watched(action: () => void): void {
    const { episode } = this.#desk;
    const wasOver = episode.over;
    action();
    if (wasOver || !episode.over) return;
    const { steps, return: total, terminated } = episode;
    const { milestones } = this.#desk;
    const seed = typeof this.#seed === 'bigint' ? `${this.#seed}` : this.#seed;
    this.played.push({ seed, steps, return: total, terminated, milestones });
  }
}
