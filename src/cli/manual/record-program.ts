import type { Demonstration } from '../../data/demonstration.ts';
import type { TerminalProgram } from '../../terminal/program.ts';
import type { Area, Line } from '../../terminal/styled-text.ts';
import { Desk, type DeskSettings } from './desk.ts';
import type { PlayedEnvironment } from './played-environment.ts';

/** Where episodes are kept: a `Recording`. */
export interface EpisodeKeeper {
  readonly episodes: number;
  /** Number of the attempt after those that were kept. */
  readonly nextAttempt: number;
  /** Puts an episode on disk. */
  append(episode: Omit<Demonstration, 'id'>, attempt: number): void;
  /** Takes the last episode off the disk; false if there is none. */
  undo(): boolean;
}

export interface RecordProgramSettings extends DeskSettings {
  /** Seed of an attempt. */
  readonly seedOf: (attempt: number) => bigint;
  /** How many to record; null: until the person has enough. */
  readonly episodes: number | null;
}

/** What the person is asked: nothing while playing. */
type Question = 'keep' | 'correct' | 'undo' | 'enough' | null;

const help = [
  { keys: '1–9', does: 'this subtask is under way' },
  { keys: '0', does: 'the expert says which' },
  { keys: 'c', does: 'correct the last subtask' },
  { keys: 'e', does: 'end the episode here' },
  { keys: 'u', does: 'take back the last one kept' },
  { keys: 'r', does: 'this level again' },
  { keys: 'backspace', does: 'another level' },
  { keys: 'h, ?', does: 'hint, keys' },
  { keys: 'escape, q', does: 'finish' },
  { keys: 'ctrl-c', does: 'leave, to go on later' },
];

/** Records what a person plays: after each episode they keep or discard it. What is kept is on disk at once. */
export class RecordProgram implements TerminalProgram {
  done = false;
  /** Whether the person said that this is all; false where they leave to go on later. */
  finished = false;
  readonly #desk: Desk;
  readonly #keeper: EpisodeKeeper;
  readonly #settings: RecordProgramSettings;
  #attempt: number;
  #question: Question = null;
  #news = '';

  constructor(task: PlayedEnvironment, keeper: EpisodeKeeper, settings: RecordProgramSettings) {
    this.#keeper = keeper;
    this.#settings = settings;
    this.#attempt = keeper.nextAttempt;
    this.#desk = new Desk(task, settings, settings.seedOf(this.#attempt));
    if (keeper.episodes > 0) this.#news = `Going on after ${keeper.episodes} kept.`;
    if (this.#isEnough) this.#question = 'enough';
  }

  get tickMs(): number | null {
    return this.#question === null ? this.#desk.tickMs : null;
  }

  tick(): void {
    if (this.#question === null) this.#act(() => this.#desk.tick());
  }

  press(key: string): void {
    if (key === 'ctrl-c') this.done = true;
    else if (this.#question === 'correct') this.#answerCorrection(key);
    else if (this.#question === 'undo') this.#answerUndo(key);
    else if (this.#question === 'enough') this.#answerEnough(key);
    else if (this.#question === 'keep') this.#answerKeep(key);
    else this.#pressPlaying(key);
  }

  screen(area: Area): readonly Line[] {
    const { name, subtasks, expert } = this.#desk.task;
    const { episodes } = this.#settings;
    const count = `${this.#keeper.episodes}${episodes === null ? '' : ` of ${episodes}`} kept`;
    const useless = new Set([
      ...(subtasks.length === 0 ? ['1–9', 'c'] : []),
      ...(expert === null || subtasks.length === 0 ? ['0'] : []),
    ]);
    return this.#desk.screen(area, {
      title: `recording ${name}, ${count}`,
      message: this.#message(),
      help: help.filter(({ keys }) => !useless.has(keys)),
    });
  }

  #message(): readonly string[] {
    switch (this.#question) {
      case 'keep':
        return [`${this.#desk.outcome}.`, 'enter: keep, x: discard, r: again, c: correct the last subtask'];
      case 'correct':
        return [`${this.#stretch()} really was:`, this.#numberedSubtasks(), 'any other key: leave it'];
      case 'undo':
        return [`Take back episode ${this.#keeper.episodes} of those kept? y: yes, any other key: no`];
      case 'enough':
        return [`All ${this.#keeper.episodes} are recorded.`, 'enter: finish, u: take back the last one'];
      case null: {
        const { subtasks } = this.#desk.task;
        const marks =
          subtasks.length > 0 && this.#desk.episode.marked !== null ? [this.#numberedSubtasks()] : [];
        return [...(this.#news === '' ? [] : [this.#news]), ...marks];
      }
    }
  }

  #numberedSubtasks(): string {
    return this.#desk.task.subtasks.map((name, i) => `${i + 1} ${name}`).join(', ');
  }

  #stretch(): string {
    const { subtask, from, to } = this.#desk.episode.lastStretch!;
    return `The last subtask, ${this.#desk.task.subtasks[subtask]} (steps ${from + 1} to ${to + 1}),`;
  }

  #pressPlaying(key: string): void {
    const { episode } = this.#desk;
    const { subtasks, expert } = this.#desk.task;
    this.#news = '';
    if (this.#act(() => this.#desk.press(key))) return;
    const subtask = this.#subtaskOf(key);
    if (subtask !== null) episode.mark(subtask);
    else if (key === '0' && expert !== null) episode.mark(null);
    else if (key === 'c' && subtasks.length > 0 && episode.steps > 0) this.#question = 'correct';
    else if (key === 'e' && episode.steps > 0) this.#act(() => episode.end());
    else if (key === 'u' && this.#keeper.episodes > 0) this.#question = 'undo';
    else if (key === 'r') this.#begin(this.#attempt);
    else if (key === 'backspace') this.#begin(this.#attempt + 1);
    else if (key === 'escape' || key === 'q') this.#finish();
  }

  /** Does something, and asks whether to keep the episode if that has ended it. */
  #act<T>(action: () => T): T {
    const result = action();
    if (this.#desk.episode.over) this.#question = 'keep';
    return result;
  }

  #answerKeep(key: string): void {
    const { episode } = this.#desk;
    if (key === 'enter' || key === 'k') {
      this.#keeper.append(episode.demonstration(this.#desk.milestones), this.#attempt);
      this.#begin(this.#attempt + 1, `Kept: ${this.#desk.outcome}.`);
      if (this.#isEnough) this.#question = 'enough';
    } else if (key === 'x' || key === 'd' || key === 'backspace') {
      this.#begin(this.#attempt + 1, 'Discarded.');
    } else if (key === 'r') this.#begin(this.#attempt);
    else if (key === 'c' && this.#desk.task.subtasks.length > 0) this.#question = 'correct';
  }

  #answerCorrection(key: string): void {
    const subtask = this.#subtaskOf(key);
    if (subtask !== null) {
      this.#desk.episode.correct(subtask);
      this.#news = `Corrected to ${this.#desk.task.subtasks[subtask]}.`;
    }
    this.#question = this.#desk.episode.over ? 'keep' : null;
  }

  #answerUndo(key: string): void {
    this.#question = this.#isEnough ? 'enough' : null;
    if (key === 'y' && this.#keeper.undo()) this.#begin(this.#keeper.nextAttempt, 'Taken back.');
  }

  #answerEnough(key: string): void {
    if (key === 'u') this.#question = 'undo';
    else if (key === 'enter' || key === 'q' || key === 'escape') this.#finish();
  }

  #begin(attempt: number, news = ''): void {
    this.#attempt = attempt;
    this.#question = null;
    this.#news = news;
    this.#desk.begin(this.#settings.seedOf(attempt));
  }

  #finish(): void {
    this.finished = true;
    this.done = true;
  }

  get #isEnough(): boolean {
    const { episodes } = this.#settings;
    return episodes !== null && this.#keeper.episodes >= episodes;
  }

  /** The subtask that a number key stands for. */
  #subtaskOf(key: string): number | null {
    const index = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
    return index >= 0 && index < this.#desk.task.subtasks.length ? index : null;
  }
}
